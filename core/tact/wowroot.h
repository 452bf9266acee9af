#pragma once

#include "core/blte/endian.h"
#include "core/blte/keys.h"
#include "core/tact/fault.h"

#include <functional>
#include <limits>
#include <optional>

namespace tact {

/// Bits of WowRootBlock::contentFlags (CascLib.h, CASC_CFLAG_…).
namespace contentflag {
inline constexpr std::uint32_t kInstall = 0x4;
inline constexpr std::uint32_t kWindows = 0x8;
inline constexpr std::uint32_t kMacOs = 0x10;
inline constexpr std::uint32_t kX86_32 = 0x20;
inline constexpr std::uint32_t kX86_64 = 0x40;
inline constexpr std::uint32_t kLowViolence = 0x80;
inline constexpr std::uint32_t kDoNotLoad = 0x100;
inline constexpr std::uint32_t kArm64 = 0x8000;
inline constexpr std::uint32_t kEncrypted = 0x8000000;
inline constexpr std::uint32_t kNoNameHash = 0x10000000;
inline constexpr std::uint32_t kBundle = 0x40000000;
inline constexpr std::uint32_t kNotCompressed = 0x80000000;
} // namespace contentflag

/// Files that have the same flags.
struct WowRootBlock
{
    std::uint32_t contentFlags = 0;
    std::uint32_t locales = 0; ///< bits: 0x2 enUS, 0x4 koKR, 0x10 frFR, …
    std::uint32_t size = 0;    ///< files
    bool hasNameHashes = false;
    // Where they stand in the root, in bytes.
    std::size_t ids = 0;
    std::size_t keys = 0;
    std::size_t hashes = 0;
    std::size_t keyStep = 0;
    std::size_t hashStep = 0;
};

struct WowRootEntry
{
    std::uint32_t fileDataId = 0;
    blte::ContentKey key;
    std::optional<std::uint64_t> nameHash; ///< see nameHash()
};

/// The root manifest of World of Warcraft (wowdev.wiki/TACT, "Root"), all little-endian. Three forms:
///   up to 8.1   no header. Blocks: u32 files · u32 content flags · u32 locales · files × i32 step of the id
///   ·
///               files × {content key [16], u64 name hash}
///   from 8.2    "TSFM" · u32 files · u32 files with a name hash. Blocks as above, but: files × content key,
///               then files × u64 name hash, left out where the flags have kNoNameHash and some files of the
///               root have no name
///   from 10.1.7 "TSFM" · u32 bytes of the header, 24 · u32 version · u32 files · u32 named files · u32 0.
///               Version 1 as above; version 2 begins a block with u32 files · u32 locales · u32 flags ·
///               u32 more flags · u8 flags << 17, which are joined by or
/// The id of a file is the one before it + 1 + its step; the first step counts from 0. A file is in several
/// blocks, one for each set of flags. Blocks without files are left out. Looks at bytes
/// that somebody else keeps; takes 56 bytes a block.
class WowRoot
{
public:
    enum class Form { Old, Named, Version1, Version2 };

    static Expected<WowRoot> open(blte::Bytes bytes);

    Form form() const { return m_form; }
    const std::vector<WowRootBlock> &blocks() const { return m_blocks; }
    std::uint64_t files() const; ///< entries in all blocks

    /// Calls for every file of a block, in its order. An id beyond 32 bits costs its file.
    void visit(const WowRootBlock &block, const std::function<void(const WowRootEntry &)> &visit,
               Warnings &warnings) const;
    /// visit(id, number in the block) for every file of a block, the same way: all that takes no look at
    /// keys.
    template <typename Visit>
    void visitIds(const WowRootBlock &block, Visit visit, Warnings &warnings) const;

private:
    blte::Bytes m_bytes;
    Form m_form = Form::Old;
    std::vector<WowRootBlock> m_blocks;
};

template <typename Visit>
void WowRoot::visitIds(const WowRootBlock &block, Visit visit, Warnings &warnings) const
{
    const std::uint8_t *steps = m_bytes.data() + block.ids;
    std::int64_t id = -1;
    for (std::size_t i = 0; i < block.size; ++i, steps += 4) {
        const auto step = static_cast<std::uint32_t>(blte::readLittleEndian<4>(steps));
        id += 1 + std::int64_t{static_cast<std::int32_t>(step)};
        if (id < 0 || id > std::numeric_limits<std::uint32_t>::max())
            warnings.add(i, "has no possible id");
        else
            visit(static_cast<std::uint32_t>(id), i);
    }
}

} // namespace tact
