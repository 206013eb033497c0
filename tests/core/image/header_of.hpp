#pragma once

#include <catch_amalgamated.hpp>

#include "core/image/instance_header.hpp"

namespace overread {

/// The header of a data set that must have one.
inline InstanceHeader header_of(const Dataset& dataset) {
  auto header = instance_header(dataset, "1.2.840.10008.1.2.1");
  INFO((header ? "" : header.error().message));
  REQUIRE(header);
  return *header;
}

}  // namespace overread
