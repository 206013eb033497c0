#include "server-stub/static_files.hpp"

#include <httplib.h>

#include <array>
#include <fstream>
#include <sstream>

#include "server-stub/conditional.hpp"
#include "server-stub/content_encoding.hpp"
#include "server-stub/media_types.hpp"
#include "server-stub/served_path.hpp"
#include "server-stub/sha256.hpp"

namespace overread {
namespace {

constexpr std::size_t kEtagDigits = 32;

/// What is sent: the file itself or one of its sidecars.
struct Representation {
  std::filesystem::path path;
  std::string encoding;  ///< Content-Encoding; empty for the plain file.
};

struct Sidecar {
  std::string_view encoding, extension;
};
constexpr std::array kSidecars = std::to_array<Sidecar>({{"br", ".br"}, {"gzip", ".gz"}});

/// The sidecar of a file, nothing when there is none that may be sent in its place.
std::optional<std::filesystem::path> sidecar_of(const std::filesystem::path& root,
                                                const std::string& url_path,
                                                const std::filesystem::path& plain,
                                                std::string_view extension) {
  const std::string named = url_path.ends_with('/') ? url_path + "index.html" : url_path;
  const auto path = served_path(root, named + std::string(extension));
  if (!path) return std::nullopt;
  std::error_code error;
  const auto made = std::filesystem::last_write_time(*path, error);
  if (error || made < std::filesystem::last_write_time(plain, error) || error) return std::nullopt;
  return *path;
}

bool has_sidecar(const std::filesystem::path& root, const std::string& url_path,
                 const std::filesystem::path& plain) {
  return std::ranges::any_of(kSidecars, [&](const Sidecar& sidecar) {
    return sidecar_of(root, url_path, plain, sidecar.extension).has_value();
  });
}

Representation chosen(const std::filesystem::path& root, const std::string& url_path,
                      const std::filesystem::path& plain, const httplib::Request& request) {
  Representation best{plain, ""};
  // A range is of bytes the client can place: those of the file itself.
  if (request.has_header("Range")) return best;
  const std::string accepted = request.get_header_value("Accept-Encoding");
  double best_weight = 0.0;
  for (const Sidecar& sidecar : kSidecars) {
    const double weight = encoding_weight(accepted, sidecar.encoding);
    if (weight <= best_weight) continue;
    if (auto path = sidecar_of(root, url_path, plain, sidecar.extension)) {
      best = {*std::move(path), std::string(sidecar.encoding)};
      best_weight = weight;
    }
  }
  return best;
}

/// True when the client wants a range only of another content than this one.
bool range_is_outdated(const httplib::Request& request, const std::string& etag) {
  return request.has_header("Range") && request.has_header("If-Range") &&
         request.get_header_value("If-Range") != etag;
}

std::string whole_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

}  // namespace

Result<void> answer_with_file(const std::filesystem::path& root, const std::string& url_path,
                              FileHashes& hashes, const httplib::Request& request,
                              httplib::Response& response) {
  OVERREAD_TRY(const std::filesystem::path plain, served_path(root, url_path));
  const Representation sent = chosen(root, url_path, plain, request);
  OVERREAD_TRY(const std::string sha256, hashes.sha256(sent.path));
  const std::string etag = "\"" + sha256.substr(0, kEtagDigits) + "\"";

  response.set_header("ETag", etag);
  response.set_header("Cache-Control", cache_control(plain.lexically_relative(root)));
  if (has_sidecar(root, url_path, plain)) response.set_header("Vary", "Accept-Encoding");
  if (if_none_match(request.get_header_value("If-None-Match"), etag)) {
    response.status = httplib::StatusCode::NotModified_304;
    return {};
  }
  if (!sent.encoding.empty()) response.set_header("Content-Encoding", sent.encoding);
  response.set_header("Accept-Ranges", "bytes");
  if (range_is_outdated(request, etag)) {
    response.status = httplib::StatusCode::OK_200;
    response.set_content(whole_file(sent.path), media_type(plain));
    return {};
  }
  response.set_file_content(sent.path.string(), media_type(plain));
  return {};
}

void answer_with_json(const std::string& json, const httplib::Request& request,
                      httplib::Response& response) {
  const std::string etag = "\"" + sha256_of_text(json).substr(0, kEtagDigits) + "\"";
  response.set_header("ETag", etag);
  response.set_header("Cache-Control", "no-cache");
  if (if_none_match(request.get_header_value("If-None-Match"), etag)) {
    response.status = httplib::StatusCode::NotModified_304;
    return;
  }
  response.set_content(json, "application/json; charset=utf-8");
}

}  // namespace overread
