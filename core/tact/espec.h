#pragma once

#include "core/blte/keys.h"
#include "core/tact/fault.h"

#include <string_view>

namespace tact {

/// How an object is encoded (wowdev.wiki/TACT, "Encoding specification"):
///   spec   = "n" | zlib | "e:{" key "," iv "," spec "}" | blocks | packed
///   zlib   = "z" [ ":" level | ":{" level [ "," window ] "}" ]      window: bits, or a word ("mpq")
///   blocks = "b:" block | "b:{" block { "," block } "}"
///   block  = size "=" spec
///   size   = number [ "K" | "M" ] [ "*" [ count ] ] | "*"           "*": up to the end, of the last one only
///   packed = ( "c" | "g" ) [ ":" … ]                                 BCPack, GDeflate
/// key: 16 hex digits in the order of a chunk's header; iv: 8 or 16 hex digits.
struct Espec
{
    enum class Mode { Raw, Zlib, Encrypted, Blocks, BcPack, GDeflate };
    struct Part;

    Mode mode = Mode::Raw;
    unsigned level = 0;      ///< of zlib; 0: not given
    std::string window;      ///< of zlib; empty: not given
    blte::KeyName key{};     ///< of Mode::Encrypted
    std::size_t ivSize = 0;  ///< bytes, likewise
    std::vector<Part> parts; ///< the blocks; of Mode::Encrypted the one thing inside
};

struct Espec::Part
{
    std::uint64_t size = 0;  ///< decoded bytes of each block; 0: all that is left, as one block
    std::uint64_t count = 1; ///< 0: as many as it takes up to the end
    Espec spec;
};

/// Bounded in depth: real ones nest three deep. Faults count in characters.
Expected<Espec> parseEspec(std::string_view text);

/// The keys without which it cannot be decoded, each once, ascending. Empty: it is not encrypted.
std::vector<blte::KeyName> keysOf(const Espec &espec);

} // namespace tact
