#include "server-stub/options.hpp"

#include <arpa/inet.h>

#include <charconv>

namespace overread {

const char* const kUsage =
    "overread-server --root DIR [--models DIR] [--cases DIR] [--port N] [--address A]\n"
    "                [--allow-remote] [--isolate]\n"
    "\n"
    "  --root DIR      the built application, served at /\n"
    "  --models DIR    service packages, one folder each: /api/services, /services/\n"
    "  --cases DIR     teaching cases, one folder each: /api/cases, /cases/\n"
    "  --port N        1 to 65535, or 0 for a free one (default 8080)\n"
    "  --address A     address to listen on (default 127.0.0.1)\n"
    "  --allow-remote  allow an address other than loopback: anyone who reaches it may read\n"
    "                  what is served\n"
    "  --isolate       send the headers that give the page shared memory\n";

namespace {

Result<std::filesystem::path> folder(const std::string& argument, const std::string& value) {
  std::error_code error;
  std::filesystem::path path = std::filesystem::canonical(value, error);
  if (error || !std::filesystem::is_directory(path, error)) {
    return fail(ErrorCode::kInvalidArgument, argument + ": " + value + " is no folder");
  }
  return path;
}

Result<int> port_number(const std::string& value) {
  int port = -1;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), port);
  if (error != std::errc() || end != value.data() + value.size() || port < 0 || port > 65535) {
    return fail(ErrorCode::kInvalidArgument, "--port is " + value + ", must be 0 to 65535");
  }
  return port;
}

}  // namespace

bool is_loopback(std::string_view address) {
  const std::string text(address);
  if (text == "localhost") return true;
  in_addr v4{};
  if (inet_pton(AF_INET, text.c_str(), &v4) == 1) return (ntohl(v4.s_addr) >> 24) == 127;
  in6_addr v6{};
  return inet_pton(AF_INET6, text.c_str(), &v6) == 1 && IN6_IS_ADDR_LOOPBACK(&v6);
}

Result<ServerOptions> parse_options(std::span<const std::string> arguments) {
  ServerOptions options;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    if (argument == "--help" || argument == "-h") {
      options.help = true;
      return options;
    }
    if (argument == "--allow-remote") {
      options.allow_remote = true;
      continue;
    }
    if (argument == "--isolate") {
      options.isolate = true;
      continue;
    }
    const bool takes_value = argument == "--root" || argument == "--models" ||
                             argument == "--cases" || argument == "--port" ||
                             argument == "--address";
    if (!takes_value) return fail(ErrorCode::kInvalidArgument, "unknown argument " + argument);
    if (i + 1 == arguments.size()) {
      return fail(ErrorCode::kInvalidArgument, argument + " needs a value");
    }
    const std::string& value = arguments[++i];
    if (argument == "--root") {
      OVERREAD_TRY(options.root, folder(argument, value));
    } else if (argument == "--models") {
      OVERREAD_TRY(options.models, folder(argument, value));
    } else if (argument == "--cases") {
      OVERREAD_TRY(options.cases, folder(argument, value));
    } else if (argument == "--port") {
      OVERREAD_TRY(options.port, port_number(value));
    } else {
      options.address = value;
    }
  }
  if (options.root.empty()) return fail(ErrorCode::kInvalidArgument, "--root is missing");
  if (!options.allow_remote && !is_loopback(options.address)) {
    return fail(ErrorCode::kInvalidArgument,
                "--address " + options.address +
                    " is not loopback; add --allow-remote to serve other machines");
  }
  return options;
}

}  // namespace overread
