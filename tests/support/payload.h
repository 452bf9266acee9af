#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace support {

/// Fills `out` with the bytes that stand at `offset` of a made-up file. The same for any split.
using PayloadSource = std::function<void(std::uint64_t offset, std::span<std::uint8_t> out)>;

/// Reproducible and incompressible.
PayloadSource noise(std::uint64_t seed);
/// Reproducible; zlib makes it about a sixth.
PayloadSource repetitive(std::uint64_t seed);

/// The first `size` bytes of `source`.
std::vector<std::uint8_t> payload(const PayloadSource &source, std::size_t size);

} // namespace support
