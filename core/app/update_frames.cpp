#include <algorithm>
#include <cstdint>
#include <optional>

#include "core/app/handlers.hpp"
#include "core/app/series_texts.hpp"
#include "core/app/shown.hpp"
#include "core/app/video_playback.hpp"
#include "core/dicom/transfer_syntax.hpp"

namespace overread {
namespace {

// Enough for a second of fast scrolling; asked for again as they come.
constexpr int kFramesAhead = 32;

void scroll_to(Update& u, int viewport, int index) {
  if (!is_viewport(u.state, viewport)) return;
  ViewportSlot& slot = slot_at(u.state, viewport);
  const LoadedSeries* series = find_series(u.state, slot.series_key);
  if (series == nullptr) return;
  const int last = static_cast<int>(series->series.frames.size()) - 1;
  const int clamped = std::clamp(index, 0, std::max(last, 0));
  if (clamped == slot.index) return;
  slot.direction = clamped > slot.index ? ScrollDirection::kForward : ScrollDirection::kBackward;
  slot.index = clamped;
  slot.settled = true;
  want_frames(u, viewport);
}

bool shows(const LoadedSeries& series, const std::string& sop_instance_uid) {
  return std::ranges::any_of(series.series.instances, [&](const InstanceHeader& header) {
    return header.sop_instance_uid == sop_instance_uid;
  });
}

/// A frame came, or will not: viewports that waited for it ask for the next ones.
void settle(Update& u, const std::string& sop_instance_uid) {
  for (int i = 0; i < viewport_count(u.state.layout); ++i) {
    ViewportSlot& slot = slot_at(u.state, i);
    if (slot.outstanding == 0) continue;
    const LoadedSeries* series = find_series(u.state, slot.series_key);
    if (series == nullptr || !shows(*series, sop_instance_uid)) continue;
    if (--slot.outstanding == 0) want_frames(u, i);
  }
}

/// Of frames in full, or that nobody waits for, the coarse ones are of no use.
void drop_coarse_frames(State& state) {
  std::erase_if(state.coarse_frames, [&state](const auto& coarse) {
    const auto& [uid, frame_number] = coarse.first;
    return state.frames.contains(uid, frame_number) || !is_on_screen(state, uid, frame_number);
  });
}

/// Decoding one of JPEG 2000 takes a tenth of a second and more from this size on.
bool takes_long(const InstanceHeader& header) {
  constexpr std::int64_t kManySamples = 1 << 20;
  const std::int64_t samples =
      std::int64_t{header.rows} * header.columns * header.samples_per_pixel;
  return samples >= kManySamples &&
         transfer_syntax(header.transfer_syntax_uid).compression == Compression::kJpeg2000;
}

/// What the series of an instance is called; its UID when it is in none.
std::string series_of(const State& state, const std::string& sop_instance_uid) {
  const auto found = std::ranges::find_if(
      state.series, [&](const LoadedSeries& series) { return shows(series, sop_instance_uid); });
  return found == state.series.end() ? sop_instance_uid
                                     : series_title(found->series, state.language);
}

/// An answer may come after its study was closed: it is of no use then, and nobody would forget it.
bool is_open(const State& state, const std::string& sop_instance_uid) {
  return std::ranges::contains(state.instances, sop_instance_uid,
                               &InstanceHeader::sop_instance_uid);
}

}  // namespace

int opening_index(const Series& series) {
  const int count = static_cast<int>(series.frames.size());
  return count > 4 ? count / 2 : 0;
}

void want_frames(Update& u, int viewport) {
  if (!is_viewport(u.state, viewport)) return;
  ViewportSlot& slot = slot_at(u.state, viewport);
  const LoadedSeries* series = find_series(u.state, slot.series_key);
  if (series == nullptr) return;

  effect::DecodeFrames wanted{.viewport = viewport, .frames = {}};
  const int count = static_cast<int>(series->series.frames.size());
  const std::size_t share =
      u.state.frames.budget_bytes() / 2 / static_cast<std::size_t>(viewport_count(u.state.layout));
  std::size_t bytes = 0;
  FrameOrder order(slot.index, count, slot.direction);
  while (const std::optional<int> index = order.next()) {
    if (std::ssize(wanted.frames) == kFramesAhead) break;
    const ShownFrame shown = frame_at(*series, *index);
    const std::string& uid = shown.header->sop_instance_uid;
    // What would push the pictures on screen out of the cache is not worth fetching.
    bytes += static_cast<std::size_t>(shown.header->rows) *
             static_cast<std::size_t>(shown.header->columns) *
             static_cast<std::size_t>(std::max(1, (shown.header->bits_allocated + 7) / 8)) *
             static_cast<std::size_t>(shown.header->samples_per_pixel);
    if (bytes > share && *index != slot.index) break;
    if (u.state.frames.contains(uid, shown.frame_number)) continue;
    if (u.state.failed_frames.contains({uid, shown.frame_number})) continue;
    const bool coarse_first = *index == slot.index && takes_long(*shown.header) &&
                              !u.state.coarse_frames.contains({uid, shown.frame_number});
    wanted.frames.push_back({uid, shown.frame_number, coarse_first});
  }
  slot.outstanding = static_cast<int>(wanted.frames.size());
  if (!wanted.frames.empty()) u.ask(std::move(wanted));
}

void handle(Update& u, const command::FrameDecoded& c) {
  if (!is_open(u.state, c.sop_instance_uid)) return;
  if (c.coarse) {
    u.state.coarse_frames[{c.sop_instance_uid, c.frame_number}] = c.stored;
    drop_coarse_frames(u.state);
    return;
  }
  u.state.frames.insert(c.sop_instance_uid, c.frame_number, c.stored, c.overlays);
  drop_coarse_frames(u.state);
  for (const std::string& problem : c.overlay_problems) {
    // The frames of a series are often broken alike: once is enough.
    if (!std::ranges::contains(u.state.messages, problem, &Message::text)) {
      post_message(u.state, MessageLevel::kWarning, series_of(u.state, c.sop_instance_uid),
                   problem);
    }
  }
  settle(u, c.sop_instance_uid);
  start_fitting_services(u);
}

void handle(Update& u, const command::FrameFailed& c) {
  if (!is_open(u.state, c.sop_instance_uid)) return;
  const std::string reason =
      c.file_name.empty() ? c.error.message : c.file_name + ": " + c.error.message;
  // Those of a file are often broken alike, too; where it is cut, the first says which are whole.
  const bool is_cut = c.error.code == ErrorCode::kTruncated;
  const bool told = std::ranges::any_of(u.state.failed_frames, [&](const auto& failed) {
    const auto& [frame, error] = failed;
    return frame.first == c.sop_instance_uid &&
           (error.message == reason || (is_cut && error.code == ErrorCode::kTruncated));
  });
  u.state.failed_frames[{c.sop_instance_uid, c.frame_number}] = {c.error.code, reason};
  u.state.coarse_frames.erase({c.sop_instance_uid, c.frame_number});
  if (!told) {
    post_message(u.state, MessageLevel::kError,
                 c.file_name.empty() ? series_of(u.state, c.sop_instance_uid) : c.file_name,
                 c.error.message);
  }
  settle(u, c.sop_instance_uid);
  start_fitting_services(u);
}

void handle(Update& u, const command::ShowSeries& c) {
  const int viewport = c.viewport < 0 ? u.state.active_viewport : c.viewport;
  const LoadedSeries* series = find_series(u.state, c.series_key);
  if (series == nullptr || !is_viewport(u.state, viewport)) return;
  ViewportSlot& slot = slot_at(u.state, viewport);
  slot = ViewportSlot{.series_key = c.series_key,
                      .index = opening_index(series->series),
                      .view = {},
                      .width = slot.width,
                      .height = slot.height,
                      .outstanding = 0};
  slot.settled = u.state.tasks.empty();
  u.state.active_viewport = viewport;
  want_frames(u, viewport);
  start_fitting_services(u);
}

void handle(Update& u, const command::ScrollBy& c) {
  if (!is_viewport(u.state, c.viewport)) return;
  if (const LoadedObject* video = video_in(u.state, c.viewport)) {
    handle(u, command::StepVideo{video->header.sop_instance_uid, c.frames});
    return;
  }
  scroll_to(u, c.viewport, slot_at(u.state, c.viewport).index + c.frames);
}

void handle(Update& u, const command::ScrollTo& c) {
  if (const LoadedObject* video = video_in(u.state, c.viewport)) {
    const int frames = c.index + 1 - video_frame_number(*video);
    handle(u, command::StepVideo{video->header.sop_instance_uid, frames});
    return;
  }
  scroll_to(u, c.viewport, c.index);
}

}  // namespace overread
