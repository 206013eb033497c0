#include <pthread.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

#include "server-stub/options.hpp"
#include "server-stub/server.hpp"

namespace {

constexpr int kWorkFailed = 1;
constexpr int kUsageError = 2;

std::string url_of(const overread::ServerOptions& options, int port) {
  const bool v6 = options.address.find(':') != std::string::npos;
  return "http://" + (v6 ? "[" + options.address + "]" : options.address) + ":" +
         std::to_string(port) + "/";
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  auto options = overread::parse_options(arguments);
  if (!options) {
    std::fprintf(stderr, "overread-server: %s\n\n%s", options.error().message.c_str(),
                 overread::kUsage);
    return kUsageError;
  }
  if (options->help) {
    std::fputs(overread::kUsage, stdout);
    return 0;
  }

  // Blocked in every thread; one waits for them.
  sigset_t stop_signals;
  sigemptyset(&stop_signals);
  sigaddset(&stop_signals, SIGINT);
  sigaddset(&stop_signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &stop_signals, nullptr);

  overread::Server server(*options);
  const auto port = server.bind();
  if (!port) {
    std::fprintf(stderr, "overread-server: %s\n", port.error().message.c_str());
    return kWorkFailed;
  }
  std::printf("overread-server: %s\n", url_of(*options, *port).c_str());
  std::fflush(stdout);

  std::atomic<bool> stopped = false;
  std::thread stopper([&] {
    int signal = 0;
    sigwait(&stop_signals, &signal);
    // Again, should the signal have come before the server was listening; once is enough when it
    // is.
    while (!stopped && !server.stop()) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  });
  server.listen();
  stopped = true;
  pthread_kill(stopper.native_handle(), SIGTERM);
  stopper.join();
  return 0;
}
