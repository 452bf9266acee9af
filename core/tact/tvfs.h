#pragma once

#include "core/blte/keys.h"
#include "core/tact/fault.h"

#include <functional>
#include <optional>
#include <string_view>

namespace tact {

/// A run of bytes of a file, and the object that they are in.
struct TvfsSpan
{
    std::uint32_t offset = 0; ///< in the decoded object
    std::uint32_t size = 0;
    std::uint32_t container = 0; ///< see Tvfs::container()
};

struct TvfsFile
{
    enum class Kind { File, Other, Deleted };
    Kind kind = Kind::File;
    std::vector<TvfsSpan> spans; ///< of a file, one behind the other; more than one for beyond 4 GiB
};

/// An object that files are in.
struct TvfsContainer
{
    blte::Bytes key; ///< the beginning of its encoding key: 9 bytes, of some games up to 16
    std::uint32_t encodedSize = 0;
    std::uint32_t decodedSize = 0;
    blte::Bytes contentKey; ///< empty where the manifest has none
    std::string_view espec; ///< empty where the manifest has none
    unsigned patches = 0;   ///< that make it out of older objects
};

/// A file tree (wowdev.wiki/TVFS), all big-endian:
///   0   "TVFS" · u8 version, 1 · u8 bytes of this header · u8 bytes of an encoding key · u8 bytes of a
///   patch's
///       key · u32 flags: 1 content keys, 2 ESpecs, 4 patches, 8 names are in lower case
///   12  u32 offset and u32 size of the path table, the file table, the container table · u16 depth
///   38  of a header of 46 bytes: u32 offset and u32 size of the ESpecs
/// Path table: pieces of names, each [0: "/" before it] [u8 size, name] [0: "/" behind it] [0xFF, u32 value].
/// A value with bit 31 is a folder: its low 31 bits are the bytes of what is in it, with these four. Another
/// one is a file, at that offset of the file table. A piece without a value is a folder of the next one.
/// File table: u8 spans (1 to 224; up to 254 something else, 255 deleted) × {u32 offset, u32 size, offset in
/// the container table}. Container table: encoding key · u32 encoded size · [offset in the ESpecs] · u32
/// decoded size · [content key [16]] · [u8 patches × {old key, u32 size, patch key, u32 size, u8}]. Offsets
/// in a table have as many bytes as its size needs.
///
/// A file whose key is that of a `vfs-N` of the build config is a manifest again, and its files are below it.
/// Looks at bytes that somebody else keeps; takes no memory for entries.
class Tvfs
{
public:
    /// FaultKind::NotUnderstood for a manifest that is packed as a whole (static builds).
    static Expected<Tvfs> open(blte::Bytes bytes);

    std::size_t keySize() const { return m_keySize; } ///< bytes of TvfsContainer::key
    bool isLowerCase() const { return (m_flags & kLowerCase) != 0; }

    /// Calls for every file, in the order of the table; `file` is for file(). A fault may come after some.
    Expected<void> visit(const std::function<void(std::string_view path, std::uint32_t file)> &visit) const;
    Expected<TvfsFile> file(std::uint32_t offset) const;
    Expected<TvfsContainer> container(std::uint32_t offset) const;

private:
    static constexpr std::uint32_t kContentKeys = 1;
    static constexpr std::uint32_t kEspecs = 2;
    static constexpr std::uint32_t kPatches = 4;
    static constexpr std::uint32_t kLowerCase = 8;

    blte::Bytes m_paths;
    blte::Bytes m_files;
    blte::Bytes m_containers;
    blte::Bytes m_especs;
    std::size_t m_keySize = 0;
    std::size_t m_patchKeySize = 0;
    std::uint32_t m_flags = 0;
};

} // namespace tact
