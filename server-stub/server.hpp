#pragma once

#include <memory>
#include <string>

#include "core/base/result.hpp"
#include "server-stub/options.hpp"

namespace overread {

/// The thin server: static files of the application, service packages and teaching cases. Holds no
/// patient data and writes nothing.
class Server {
 public:
  explicit Server(ServerOptions options);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Takes the port; the one in use is returned.
  ///
  /// @errors kInvalidArgument when it cannot be had.
  Result<int> bind();
  /// Answers until stop(). Only after bind().
  void listen();
  /// From any thread. False, and nothing done, while it is not listening.
  bool stop();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace overread
