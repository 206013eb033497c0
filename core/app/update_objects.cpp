#include <algorithm>
#include <format>

#include "core/app/handlers.hpp"
#include "core/app/shown.hpp"

namespace overread {
namespace {

/// Where what a report points to opens: a viewport beside the report, made if there is none.
int viewport_beside(Update& u) {
  State& state = u.state;
  const int active = state.active_viewport;
  if (state.viewports[static_cast<std::size_t>(active)].object_uid.empty()) return active;
  if (state.layout == ViewLayout::kOne) handle(u, command::SetLayout{ViewLayout::kTwoColumns});
  return (active + 1) % viewport_count(state.layout);
}

/// The mask of a service that belongs to a viewport's frame.
ServiceSlice service_slice(const State& state, const ViewportSlot& slot) {
  const auto run = std::ranges::find_if(state.runs, [&](const ServiceRunState& candidate) {
    return candidate.series_key == slot.series_key && candidate.mask != nullptr;
  });
  return run == state.runs.end() ? ServiceSlice{} : ServiceSlice{run->mask, slot.index};
}

/// The card of an object that wraps a document, or null.
const ObjectCard* card_with_document(const LoadedObject* object) {
  if (object == nullptr || object->content == nullptr) return nullptr;
  const auto* card = std::get_if<ObjectCard>(object->content.get());
  return card != nullptr && card->document ? card : nullptr;
}

/// What of an object could not be read, the rest of it being there.
std::vector<std::string> object_problems(const ObjectContent& content) {
  if (const auto* set = std::get_if<StructureSet>(&content)) return set->problems;
  if (const auto* segmentation = std::get_if<Segmentation>(&content)) return segmentation->problems;
  return {};
}

/// What a message about an object is about.
std::string object_subject(const InstanceHeader& header) {
  return header.series_description.empty() ? header.modality : header.series_description;
}

/// PS3.3 C.24.2 and PS3.2 name these.
std::string_view extension_of(const WrappedDocument& document) {
  const std::string_view mime_type = document.mime_type;
  if (is_pdf(document)) return "pdf";
  if (mime_type == "text/XML" || mime_type == "text/xml") return "xml";
  if (is_jpeg_xl(document)) return "jxl";
  if (mime_type == "model/stl") return "stl";
  if (mime_type == "model/obj") return "obj";
  if (mime_type == "model/mtl") return "mtl";
  return "bin";
}

}  // namespace

std::string saved_file_name(const InstanceHeader& header, std::string_view extension) {
  // No patient data: file names travel further than files.
  const std::string modality = header.modality.empty() ? "object" : header.modality;
  std::string name;
  for (const char c : modality) {
    const bool plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (plain) name += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return std::format("{}-{}.{}", name.empty() ? "object" : name, header.instance_number, extension);
}

LoadedObject* object_of(State& state, const std::string& sop_instance_uid) {
  const auto found = std::ranges::find_if(state.objects, [&](const LoadedObject& object) {
    return object.header.sop_instance_uid == sop_instance_uid;
  });
  return found == state.objects.end() ? nullptr : &*found;
}

void add_object(Update& u, const InstanceHeader& header) {
  u.state.objects.push_back(
      {.header = header, .content = nullptr, .error = {}, .hidden_parts = {}});
  if (object_kind(header) == ObjectKind::kVideo) {
    u.ask(effect::ReadVideo{header.sop_instance_uid});
  } else {
    u.ask(effect::ReadObject{header.sop_instance_uid});
  }
}

void handle(Update& u, const command::ObjectRead& c) {
  LoadedObject* object = object_of(u.state, c.sop_instance_uid);
  if (object == nullptr) return;
  object->content = c.content;
  object->error.clear();
  for (const std::string& problem : object_problems(*c.content)) {
    post_message(u.state, MessageLevel::kWarning, object_subject(object->header), problem);
  }
  ++u.state.objects_version;
  // What the reader chose before it was read shows its image now; a stand-in was nobody's choice.
  const int active = u.state.active_viewport;
  for (int i = 0; i < viewport_count(u.state.layout); ++i) {
    const ViewportSlot& slot = u.state.viewports[static_cast<std::size_t>(i)];
    if (slot.settled && slot.object_uid == c.sop_instance_uid) {
      show_presentation(u, c.sop_instance_uid, i);
    }
  }
  u.state.active_viewport = active;
}

void handle(Update& u, const command::ObjectFailed& c) {
  LoadedObject* object = object_of(u.state, c.sop_instance_uid);
  if (object == nullptr) return;
  object->error = c.error.message;
  post_message(u.state, MessageLevel::kError, object_subject(object->header), c.error.message);
}

void handle(Update& u, const command::ShowObject& c) {
  const int viewport = c.viewport < 0 ? u.state.active_viewport : c.viewport;
  if (find_object(u.state, c.sop_instance_uid) == nullptr || !is_viewport(u.state, viewport)) {
    return;
  }
  if (show_presentation(u, c.sop_instance_uid, viewport)) return;
  ViewportSlot& slot = u.state.viewports[static_cast<std::size_t>(viewport)];
  slot = ViewportSlot{.object_uid = c.sop_instance_uid,
                      .settled = true,
                      .width = slot.width,
                      .height = slot.height};
  u.state.active_viewport = viewport;
}

void handle(Update& u, const command::ShowReference& c) {
  if (find_object(u.state, c.sop_instance_uid) != nullptr) {
    handle(u, command::ShowObject{c.sop_instance_uid, viewport_beside(u)});
    return;
  }
  if (place_of(u.state, c.sop_instance_uid, c.frame_number).series == nullptr) return;
  const int viewport = viewport_beside(u);
  const FramePlace place = place_of(u.state, c.sop_instance_uid, c.frame_number);
  if (u.state.viewports[static_cast<std::size_t>(viewport)].series_key != place.series->key) {
    handle(u, command::ShowSeries{place.series->key, viewport});
  }
  u.state.active_viewport = viewport;
  handle(u, command::ScrollTo{viewport, place.index});
  u.state.viewports[static_cast<std::size_t>(viewport)].settled = true;
}

void handle(Update& u, const command::ShowObjectPart& c) {
  LoadedObject* object = object_of(u.state, c.sop_instance_uid);
  if (object == nullptr) return;
  if (c.shown) {
    object->hidden_parts.erase(c.number);
  } else {
    object->hidden_parts.insert(c.number);
  }
  ++u.state.objects_version;
}

void handle(Update& u, const command::SaveObject& c) {
  const LoadedObject* object = find_object(u.state, c.sop_instance_uid);
  if (object == nullptr) return;
  u.ask(effect::SaveInstance{c.sop_instance_uid, saved_file_name(object->header, "dcm")});
}

void handle(Update& u, const command::OpenDocument& c) {
  const LoadedObject* object = find_object(u.state, c.sop_instance_uid);
  const ObjectCard* card = card_with_document(object);
  if (card == nullptr || !is_pdf(*card->document)) return;
  const std::string& title = card->document->title;
  u.ask(effect::OpenDocument{c.sop_instance_uid, title.empty() ? card->sop_class_name : title,
                             saved_file_name(object->header, extension_of(*card->document)),
                             card->document->mime_type});
}

void handle(Update& u, const command::SaveDocument& c) {
  const LoadedObject* object = find_object(u.state, c.sop_instance_uid);
  const ObjectCard* card = card_with_document(object);
  if (card == nullptr) return;
  u.ask(effect::SaveDocument{c.sop_instance_uid,
                             saved_file_name(object->header, extension_of(*card->document)),
                             card->document->mime_type});
}

void refresh_overlays(State& state) {
  for (int i = 0; i < viewport_count(state.layout); ++i) {
    ViewportSlot& slot = state.viewports[static_cast<std::size_t>(i)];
    const LoadedSeries* series = find_series(state, slot.series_key);
    const ShownFrame shown = series == nullptr ? ShownFrame{} : frame_at(*series, slot.index);
    if (shown.header == nullptr || state.objects.empty()) {
      if (!slot.overlay.sop_instance_uid.empty()) slot.overlay = {};
      continue;
    }
    const ServiceSlice service = service_slice(state, slot);
    const ObjectOverlay& old = slot.overlay;
    const bool fresh = old.sop_instance_uid == shown.header->sop_instance_uid &&
                       old.frame_number == shown.frame_number &&
                       old.objects_version == state.objects_version &&
                       old.service.mask == service.mask && old.service.slice == service.slice;
    if (!fresh) {
      slot.overlay = object_overlay(state, *shown.header, shown.frame_number, service);
    }
  }
}

}  // namespace overread
