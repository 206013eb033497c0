#include "wasm/app/effect_runner.hpp"

#include <chrono>
#include <cstdio>
#include <ctime>

#include "core/app/codec.hpp"
#include "wasm/app/page.hpp"

namespace overread {

void run_effects(const std::vector<Effect>& effects) {
  for (const Effect& effect : effects) page::perform_effect(to_json(effect));
}

std::string now() {
  using namespace std::chrono;
  const auto since = system_clock::now().time_since_epoch();
  const std::time_t seconds = duration_cast<std::chrono::seconds>(since).count();
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  char day[32], text[40];
  std::strftime(day, sizeof day, "%Y-%m-%dT%H:%M:%S", &utc);
  std::snprintf(text, sizeof text, "%s.%03dZ", day,
                static_cast<int>(duration_cast<milliseconds>(since).count() % 1000));
  return text;
}

}  // namespace overread
