#pragma once

#include "core/blte/digest.h"

namespace blte {

enum class HexCase : std::uint8_t { Lower, Upper };

std::string hexEncoded(Bytes bytes, HexCase letters);
/// Fills `out` from exactly twice as many hex digits of either case; false (and `out` unspecified) otherwise.
bool hexDecode(std::string_view hex, std::span<std::uint8_t> out);

} // namespace blte
