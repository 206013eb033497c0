#include "server-stub/server.hpp"

#include <httplib.h>

#include <chrono>
#include <cstdio>
#include <memory>
#include <mutex>
#include <set>
#include <string_view>

#include "server-stub/catalog.hpp"
#include "server-stub/served_path.hpp"
#include "server-stub/static_files.hpp"

namespace overread {
namespace {

constexpr const char* kVersion = "0.1.0";
constexpr std::size_t kThreads = 64;
constexpr std::size_t kLargestPayload = 64u << 10;  // Nothing is uploaded.
constexpr int kTimeoutSeconds = 10;
constexpr std::size_t kRequestsPerConnection = 1000;
constexpr std::string_view kServicesPath = "/services/";
constexpr std::string_view kCasesPath = "/cases/";

// The policy of the page: scripts, styles, fonts and workers of this origin only, WebAssembly
// allowed, pictures and videos also from memory.
constexpr const char* kContentSecurityPolicy =
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; "
    "style-src 'self'; img-src 'self' blob: data:; media-src blob:; connect-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

void log_line(const std::string& line) { std::fprintf(stderr, "%s\n", line.c_str()); }

httplib::Headers default_headers(bool isolate) {
  httplib::Headers headers = {{"Content-Security-Policy", kContentSecurityPolicy},
                              {"X-Content-Type-Options", "nosniff"},
                              {"Referrer-Policy", "no-referrer"},
                              {"Cross-Origin-Resource-Policy", "same-origin"}};
  if (isolate) {
    headers.emplace("Cross-Origin-Opener-Policy", "same-origin");
    headers.emplace("Cross-Origin-Embedder-Policy", "require-corp");
  }
  return headers;
}

/// A catalog as it was a moment ago: a page fetches a case's files by the hundred, and each look
/// checks every file of every folder.
class RecentCatalog {
 public:
  using ReadAll = std::vector<CatalogEntry> (*)(const std::filesystem::path&, FileHashes&);

  RecentCatalog(std::filesystem::path folder, ReadAll read)
      : folder_(std::move(folder)), read_(read) {}

  const std::filesystem::path& folder() const { return folder_; }

  std::shared_ptr<const std::vector<CatalogEntry>> entries(FileHashes& hashes) {
    constexpr std::chrono::seconds kFresh{1};
    const std::lock_guard lock(mutex_);
    const auto now = std::chrono::steady_clock::now();
    if (!entries_ || now - read_at_ > kFresh) {
      entries_ = std::make_shared<const std::vector<CatalogEntry>>(read_(folder_, hashes));
      read_at_ = std::chrono::steady_clock::now();
      log_broken();
    }
    return entries_;
  }

 private:
  /// Each damage once, not at every look.
  void log_broken() {
    for (const CatalogEntry& entry : *entries_) {
      if (entry.reason.empty()) continue;
      const std::string line = "broken \"" + escaped(entry.id) + "\": " + escaped(entry.reason);
      if (logged_.insert(line).second) log_line(line);
    }
  }

  std::filesystem::path folder_;
  ReadAll read_;
  std::mutex mutex_;
  std::shared_ptr<const std::vector<CatalogEntry>> entries_;
  std::chrono::steady_clock::time_point read_at_;
  std::set<std::string> logged_;
};

}  // namespace

struct Server::State {
  explicit State(ServerOptions wanted)
      : options(std::move(wanted)),
        services(options.models, read_services),
        cases(options.cases, read_cases) {
    set_limits();
    // The one route. The library's own are regular expressions, whose cost grows with the path.
    http.set_pre_routing_handler(
        [this](const httplib::Request& request, httplib::Response& response) {
          answer(request, response);
          return httplib::Server::HandlerResponse::Handled;
        });
    http.set_exception_handler(
        [](const httplib::Request& request, httplib::Response& response, std::exception_ptr) {
          log_line("500 \"" + escaped(request.target) + "\"");
          response.status = httplib::StatusCode::InternalServerError_500;
        });
  }

  void set_limits() {
    http.new_task_queue = [] { return new httplib::ThreadPool(kThreads); };
    http.set_tcp_nodelay(true);
    // The library would share a port that another program listens on (SO_REUSEPORT).
    http.set_socket_options([](socket_t socket) {
      const int yes = 1;
      setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
    });
    http.set_payload_max_length(kLargestPayload);
    http.set_read_timeout(kTimeoutSeconds);
    http.set_write_timeout(kTimeoutSeconds);
    http.set_keep_alive_timeout(kTimeoutSeconds);
    http.set_keep_alive_max_count(kRequestsPerConnection);
    http.set_default_headers(default_headers(options.isolate));
  }

  void answer(const httplib::Request& request, httplib::Response& response) {
    const std::string& path = request.path;
    if (request.method != "GET" && request.method != "HEAD") {
      response.status = httplib::StatusCode::MethodNotAllowed_405;
      response.set_header("Allow", "GET, HEAD");
    } else if (path == "/healthz") {
      answer_with_json(json_text({{"status", "ok"}, {"version", kVersion}}), request, response);
    } else if (path == "/api/services") {
      list("services", services, request, response);
    } else if (path == "/api/cases") {
      list("cases", cases, request, response);
    } else if (path.starts_with(kServicesPath)) {
      file_of_entry(services, path.substr(kServicesPath.size()), request, response);
    } else if (path.starts_with(kCasesPath)) {
      file_of_entry(cases, path.substr(kCasesPath.size()), request, response);
    } else {
      file(options.root, path, request, response);
    }
  }

  void list(const char* key, RecentCatalog& catalog, const httplib::Request& request,
            httplib::Response& response) {
    Json array = Json::array();
    for (const CatalogEntry& entry : *catalog.entries(hashes)) array.push_back(entry.json);
    Json answer = Json::object();
    answer[key] = std::move(array);
    answer_with_json(json_text(answer), request, response);
  }

  /// "<id>/<file>": only files the manifest names, only while the folder is whole.
  void file_of_entry(RecentCatalog& catalog, const std::string& id_and_name,
                     const httplib::Request& request, httplib::Response& response) {
    const std::size_t slash = id_and_name.find('/');
    const std::string id = id_and_name.substr(0, slash);
    const std::string name =
        slash == std::string::npos ? std::string() : id_and_name.substr(slash + 1);
    for (const CatalogEntry& entry : *catalog.entries(hashes)) {
      if (entry.id == id && entry.reason.empty() && entry.files.contains(name)) {
        file(catalog.folder() / id, "/" + name, request, response);
        return;
      }
    }
    refuse("not in the catalog", request, response);
  }

  void file(const std::filesystem::path& root, const std::string& path,
            const httplib::Request& request, httplib::Response& response) {
    const auto answered = answer_with_file(root, path, hashes, request, response);
    if (!answered) refuse(answered.error().message, request, response);
  }

  static void refuse(const std::string& why, const httplib::Request& request,
                     httplib::Response& response) {
    log_line("404 \"" + escaped(request.target) + "\" (" + why + ")");
    response.status = httplib::StatusCode::NotFound_404;
    response.set_content("Not found\n", "text/plain; charset=utf-8");
  }

  ServerOptions options;
  httplib::Server http;
  FileHashes hashes;
  RecentCatalog services, cases;
};

Server::Server(ServerOptions options) : state_(std::make_unique<State>(std::move(options))) {}

Server::~Server() = default;

Result<int> Server::bind() {
  const ServerOptions& options = state_->options;
  const int port = options.port == 0 ? state_->http.bind_to_any_port(options.address)
                   : state_->http.bind_to_port(options.address, options.port) ? options.port
                                                                              : -1;
  if (port < 0) {
    return fail(ErrorCode::kInvalidArgument, options.address + ":" + std::to_string(options.port) +
                                                 " cannot be had, another program may use it");
  }
  // A first look, so that a damaged package is reported at the start.
  state_->services.entries(state_->hashes);
  state_->cases.entries(state_->hashes);
  return port;
}

void Server::listen() { state_->http.listen_after_bind(); }

bool Server::stop() {
  if (!state_->http.is_running()) return false;
  state_->http.stop();
  return true;
}

}  // namespace overread
