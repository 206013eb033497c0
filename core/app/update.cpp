#include "core/app/update.hpp"

#include "core/app/handlers.hpp"

namespace overread {

std::vector<Effect> update(State& state, const Command& command, const std::string& at) {
  Update u{state, at, {}};
  std::visit([&](const auto& c) { handle(u, c); }, command);
  refresh_presentations(state);
  refresh_overlays(state);
  refresh_videos(u);
  return std::move(u.effects);
}

}  // namespace overread
