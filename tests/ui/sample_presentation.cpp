#include <memory>

#include "core/app/update.hpp"
#include "tests/ui/sample_state.hpp"

// Samples say what they show; what is left out is as the type has it.
#pragma clang diagnostic ignored "-Wmissing-designated-field-initializers"

namespace overread::testing {
namespace {

constexpr const char* kWhen = "2026-01-01T12:00:00Z";
constexpr const char* kSpine = "1.2.3.1.1.1";

PresentationState spine_state() {
  PresentationState state;
  state.content_label = "BONES";
  state.content_description = "For the surgeon, with the curve and the old fracture marked";
  state.content_creator_name = "Иванова^Анна";
  state.creation_date = "20240131";
  state.images = {{"", kSpine, {}, {}}};
  state.voi = {{.window = Window{1800, 2600, ""}}};
  state.areas = {{.top_left = {41, 101}, .bottom_right = {380, 800}}};
  state.layers = {{.name = "MARKS", .order = 1},
                  {.name = "WORDS", .order = 2, .color = RgbColor{255, 255, 255}}};
  TextObject fracture{.text = "Old fracture\nof the end plate"};
  fracture.box = TextObject::Box{.top_left = {260, 300}, .bottom_right = {360, 330}};
  fracture.anchor = TextObject::Anchor{.point = {215, 350}, .is_visible = true};
  TextObject corner{.text = "Seen on 31 January"};
  corner.box = TextObject::Box{.units = AnnotationUnits::kDisplay,
                               .top_left = {0.1, 0.9},
                               .bottom_right = {0.9, 0.95},
                               .justification = TextJustification::kCenter};
  state.annotations = {
      {.layer = "MARKS",
       .graphics = {{.type = GraphicType::kCircle, .points = {{215, 350}, {245, 350}}},
                    {.type = GraphicType::kEllipse,
                     .points = {{130, 620}, {290, 620}, {210, 590}, {210, 650}},
                     .is_filled = true},
                    {.type = GraphicType::kInterpolated,
                     .points = {{200, 180}, {240, 300}, {215, 450}, {180, 600}}},
                    {.type = GraphicType::kPolyline,
                     .points = {{100, 200}, {160, 200}, {160, 260}, {100, 260}, {100, 200}}},
                    {.type = GraphicType::kPoint, .points = {{300, 480}}}}},
      {.layer = "WORDS", .texts = {fracture, corner}}};
  return state;
}

void add(State& state, const std::string& uid, PresentationState content) {
  InstanceHeader header = state.instances.front();
  header.series_instance_uid = "1.2.3.1.9";
  header.sop_instance_uid = uid;
  header.sop_class_uid = "1.2.840.10008.5.1.4.1.1.11.1";
  header.modality = "PR";
  header.rows = header.columns = 0;
  update(state, command::AddInstances{{header}}, kWhen);
  update(state, command::ObjectRead{uid, std::make_shared<const ObjectContent>(std::move(content))},
         kWhen);
}

}  // namespace

State presented_state() {
  State state = reading_state();
  add(state, "1.2.3.1.9.1", spine_state());
  PresentationState inverted = spine_state();
  inverted.content_label = "INVERTED";
  inverted.content_description.clear();
  inverted.inverted = true;
  inverted.annotations.clear();
  add(state, "1.2.3.1.9.2", inverted);
  return state;
}

}  // namespace overread::testing
