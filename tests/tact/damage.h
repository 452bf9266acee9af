#pragma once

#include "tests/support/tactbuilder.h"

/// Input that is cut or bent. What calls must not crash; a copy of its own shows reads behind its end.
namespace damage {

/// Calls with every beginning of the bytes that is shorter than they are.
template <typename Take>
void cutEverywhere(const support::ByteVector &bytes, Take take)
{
    for (std::size_t size = 0; size < bytes.size(); ++size)
        take(support::ByteVector(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size)), size);
}

/// Calls with one bit of every byte turned.
template <typename Take>
void turnEveryByte(const support::ByteVector &bytes, Take take)
{
    support::ByteVector bent = bytes;
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        bent[at] = static_cast<std::uint8_t>(bytes[at] ^ 1u << at % 8);
        take(bent, at);
        bent[at] = bytes[at];
    }
}

/// Bytes with other ones at a place.
inline support::ByteVector with(support::ByteVector bytes, std::size_t at, const support::ByteVector &others)
{
    std::copy(others.begin(), others.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at));
    return bytes;
}

} // namespace damage
