#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "core/base/result.hpp"

namespace overread {

/// What the command line asks of the server.
struct ServerOptions {
  std::filesystem::path root;    ///< The built application.
  std::filesystem::path models;  ///< One folder a service; empty: no services.
  std::filesystem::path cases;   ///< One folder a case; empty: no cases.
  std::string address = "127.0.0.1";
  int port = 8080;  ///< 0 takes a free one.
  bool allow_remote = false;
  bool isolate = false;  ///< Cross-origin isolation headers, for shared memory.
  bool help = false;
};

/// @errors kInvalidArgument naming the argument: unknown, without value, a folder that is not
/// there,
///         an address other than loopback without --allow-remote.
Result<ServerOptions> parse_options(std::span<const std::string> arguments);

/// True for 127.0.0.0/8, ::1 and localhost.
bool is_loopback(std::string_view address);

extern const char* const kUsage;

}  // namespace overread
