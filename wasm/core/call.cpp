#include "wasm/core/call.hpp"

#include <exception>
#include <new>
#include <utility>

namespace overread {
namespace {

std::string dump(const nlohmann::json& json) {
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

std::uint8_t* Call::add_input(std::size_t size) {
  Buffer buffer(new (std::nothrow) std::uint8_t[size == 0 ? 1 : size]);
  if (!buffer) return nullptr;
  inputs_.emplace_back(buffer.get(), size);
  buffers_.push_back(std::move(buffer));
  return buffers_.back().get();
}

const nlohmann::json& Call::request() {
  if (request_.is_null()) {
    request_ = nlohmann::json::object();
    if (!inputs_.empty()) {
      const auto* text = reinterpret_cast<const char*>(inputs_[0].data());
      auto parsed = nlohmann::json::parse(text, text + inputs_[0].size(), nullptr, false);
      if (parsed.is_object()) request_ = std::move(parsed);
    }
  }
  return request_;
}

std::string Call::text(const char* key) {
  const auto found = request().find(key);
  return found != request().end() && found->is_string() ? found->get<std::string>() : std::string();
}

int Call::integer(const char* key, int fallback) {
  const auto found = request().find(key);
  return found != request().end() && found->is_number_integer() ? found->get<int>() : fallback;
}

std::uint64_t Call::size(const char* key) {
  const auto found = request().find(key);
  const bool is_size = found != request().end() && found->is_number_unsigned();
  return is_size ? found->get<std::uint64_t>() : 0;
}

ByteView Call::blob(std::size_t index) const {
  return index + 1 < inputs_.size() ? inputs_[index + 1] : ByteView();
}

Call::Buffer Call::take_blob(std::size_t index) {
  return index + 1 < buffers_.size() ? std::move(buffers_[index + 1]) : nullptr;
}

void Call::answer(const nlohmann::json& json) { json_ = dump(json); }

void Call::answer_text(std::string json) { json_ = std::move(json); }

std::size_t Call::attach(Bytes bytes) {
  blobs_.push_back(std::move(bytes));
  return blobs_.size() - 1;
}

void Call::fail_with(const Error& error) {
  blobs_.clear();
  json_ = dump({{"code", error_code_name(error.code)}, {"message", error.message}});
}

ByteView Call::output(std::size_t index) const {
  if (index == 0) return {reinterpret_cast<const std::uint8_t*>(json_.data()), json_.size()};
  if (index > blobs_.size()) return {};
  return blobs_[index - 1];
}

int serve(Call& call, Result<void> (*function)(Call&)) {
  Result<void> done;
  try {
    done = function(call);
  } catch (const std::bad_alloc&) {
    done = fail(ErrorCode::kTooLarge, "There is not enough memory for this");
  } catch (const std::exception& exception) {
    done = fail(ErrorCode::kInternal, exception.what());
  }
  if (done) return 0;
  call.fail_with(done.error());
  return 1;
}

}  // namespace overread
