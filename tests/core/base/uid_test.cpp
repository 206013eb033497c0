#include "core/base/uid.hpp"

#include <catch_amalgamated.hpp>
#include <string>

namespace overread {

TEST_CASE("UID: the rules of PS3.5 9.1", "[base][PS3.5 9.1]") {
  CHECK(is_valid_uid("1.2.840.10008.1.2"));
  CHECK(is_valid_uid("0.1"));
  CHECK(is_valid_uid("2.25.0"));
  CHECK(!is_valid_uid(""));
  CHECK(!is_valid_uid("1..2"));
  CHECK(!is_valid_uid(".1"));
  CHECK(!is_valid_uid("1."));
  CHECK(!is_valid_uid("1.02"));
  CHECK(!is_valid_uid("1.2a"));
  CHECK(is_valid_uid(std::string(64, '1')));
  CHECK(!is_valid_uid(std::string(65, '1')));
}

TEST_CASE("UID: made from text, always the same and always valid", "[base][PS3.5 B.2]") {
  const std::string uid = uid_from_text("spine 7");
  CHECK(uid == uid_from_text("spine 7"));
  CHECK(uid != uid_from_text("spine 8"));
  CHECK(uid.starts_with("2.25."));
  for (int i = 0; i < 200; ++i) CHECK(is_valid_uid(uid_from_text(std::to_string(i))));
  const Bytes bytes{'a', 'b'};
  CHECK(uid_from_bytes(bytes) == uid_from_text("ab"));
}

}  // namespace overread
