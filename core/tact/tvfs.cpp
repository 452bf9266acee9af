#include "core/tact/tvfs.h"

#include "core/tact/bytereader.h"

namespace tact {

namespace {

constexpr std::size_t kSmallHeader = 38;
constexpr std::size_t kLargeHeader = 46;
constexpr unsigned kMostSpans = 224;
constexpr unsigned kDeleted = 255;
constexpr std::uint32_t kFolder = 0x80000000;
constexpr std::uint8_t kValue = 0xFF;
/// Folders nest as deep as the letters of a name, where names are kept by what they have in common.
constexpr std::size_t kDeepest = 1024;
constexpr std::size_t kLongestPath = 4096;
constexpr std::size_t kLongestEspec = 64 * 1024;

/// Bytes that an offset in a table has.
std::size_t offsetSize(blte::Bytes table)
{
    if (table.size() > 0xFFFFFF)
        return 4;
    return table.size() > 0xFFFF ? 3 : table.size() > 0xFF ? 2 : 1;
}

/// Nothing where it does not lie within the manifest.
std::optional<blte::Bytes> takeTable(ByteReader &header, blte::Bytes bytes)
{
    const std::size_t at = header.u32();
    const std::size_t size = header.u32();
    if (at > bytes.size() || size > bytes.size() - at)
        return std::nullopt;
    return bytes.subspan(at, size);
}

bool isZlib(blte::Bytes bytes)
{
    return bytes.size() >= 2 && bytes[0] == 0x78 &&
           (bytes[1] == 0x9C || bytes[1] == 0xDA || bytes[1] == 0x01);
}

/// Walks over the path table with a stack of its own.
class PathWalk
{
public:
    explicit PathWalk(blte::Bytes table)
        : m_table(table)
    {
        m_folders.push_back({table.size(), 0});
    }

    /// The next file in path() and file(); false at the end.
    Expected<bool> next()
    {
        for (;;) {
            while (!m_folders.empty() && m_at == m_folders.back().end)
                leave();
            if (m_folders.empty())
                return false;
            const auto piece = readPiece();
            if (!piece)
                return tl::unexpected(piece.error());
            if (*piece)
                return true;
        }
    }
    std::string_view path() const { return m_path; }
    std::uint32_t file() const { return m_file; }

private:
    struct Folder
    {
        std::size_t end = 0;      ///< in the table
        std::size_t nameSize = 0; ///< of the path up to it
    };

    void leave()
    {
        m_folders.pop_back();
        if (!m_folders.empty())
            m_path.resize(m_folders.back().nameSize);
    }

    bool takesSeparator(ByteReader &reader, std::size_t end)
    {
        if (reader.at() >= end || m_table[reader.at()] != 0)
            return false;
        reader.u8();
        return true;
    }

    void addSeparator()
    {
        if (!m_path.empty() && !m_path.ends_with('/'))
            m_path += '/';
    }

    /// True when a file came out of it, whose path has to be forgotten before the next one.
    Expected<bool> readPiece()
    {
        if (m_isFile)
            m_path.resize(m_folders.back().nameSize);
        m_isFile = false;
        const std::size_t end = m_folders.back().end;
        ByteReader reader(m_table.first(end));
        reader.take(m_at);
        if (takesSeparator(reader, end))
            addSeparator();
        if (reader.remaining() > 0 && m_table[reader.at()] != kValue) {
            const blte::Bytes name = reader.take(reader.u8());
            m_path.append(reinterpret_cast<const char *>(name.data()), name.size());
        }
        bool isFolderName = takesSeparator(reader, end);
        const bool hasValue = reader.remaining() > 0 && m_table[reader.at()] == kValue;
        isFolderName = isFolderName || (reader.remaining() > 0 && !hasValue);
        if (isFolderName)
            addSeparator();
        const std::uint32_t value = hasValue ? static_cast<std::uint32_t>(reader.bigEndian(5)) : 0;
        if (reader.isShort())
            return failure(FaultKind::TooShort, m_at, "a name ends behind its folder");
        if (m_path.size() > kLongestPath)
            return failure(FaultKind::TooDeep, m_at, "a path is too long");
        m_at = reader.at();
        if (!hasValue)
            return false;
        return (value & kFolder) != 0 ? enter(value & ~kFolder) : found(value);
    }

    Expected<bool> enter(std::size_t size)
    {
        // The size has the four bytes of itself.
        if (size < 4 || size - 4 > m_folders.back().end - m_at)
            return failure(FaultKind::CountImpossible, m_at, "a folder is larger than what it is in");
        if (m_folders.size() >= kDeepest)
            return failure(FaultKind::TooDeep, m_at, "its folders nest too deep");
        m_folders.push_back({m_at + size - 4, m_path.size()});
        return false;
    }

    Expected<bool> found(std::uint32_t file)
    {
        m_isFile = true;
        m_file = file;
        return true;
    }

    blte::Bytes m_table;
    std::size_t m_at = 0;
    std::vector<Folder> m_folders;
    std::string m_path;
    bool m_isFile = false;
    std::uint32_t m_file = 0;
};

} // namespace

Expected<Tvfs> Tvfs::open(blte::Bytes bytes)
{
    if (isZlib(bytes))
        return failure(FaultKind::NotUnderstood, 0, "it is packed as a whole (static build)");
    ByteReader reader(bytes);
    if (reader.u32() != ('T' << 24 | 'V' << 16 | 'F' << 8 | 'S') && !reader.isShort())
        return failure(FaultKind::NotThisFormat, 0, "it is no file tree");
    Tvfs tree;
    const std::uint8_t version = reader.u8();
    const std::size_t headerSize = reader.u8();
    tree.m_keySize = reader.u8();
    tree.m_patchKeySize = reader.u8();
    tree.m_flags = reader.u32();
    const auto paths = takeTable(reader, bytes);
    const auto files = takeTable(reader, bytes);
    const auto containers = takeTable(reader, bytes);
    reader.u16();
    const bool hasEspecs = (tree.m_flags & (kEspecs | kPatches)) != 0 && headerSize >= kLargeHeader;
    const auto especs = hasEspecs ? takeTable(reader, bytes) : blte::Bytes();
    if (reader.isShort())
        return failure(FaultKind::TooShort, bytes.size(), "it ends inside its header");
    if (version != 1 || headerSize < kSmallHeader || tree.m_keySize < 9 ||
        tree.m_keySize > sizeof(blte::Digest))
        return failure(FaultKind::NotUnderstood, 4, "it is of a kind that is not known");
    if (!paths || !files || !containers || !especs)
        return failure(FaultKind::CountImpossible, 12, "it is too short for its tables");
    tree.m_paths = *paths;
    tree.m_files = *files;
    tree.m_containers = *containers;
    tree.m_especs = *especs;
    tree.m_flags = hasEspecs ? tree.m_flags | kEspecs : tree.m_flags & ~kEspecs;
    return tree;
}

Expected<void> Tvfs::visit(const std::function<void(std::string_view path, std::uint32_t file)> &visit) const
{
    PathWalk walk(m_paths);
    for (;;) {
        const auto isFile = walk.next();
        if (!isFile)
            return tl::unexpected(isFile.error());
        if (!*isFile)
            return {};
        visit(walk.path(), walk.file());
    }
}

Expected<TvfsFile> Tvfs::file(std::uint32_t offset) const
{
    ByteReader reader(m_files);
    reader.take(offset);
    const unsigned spans = reader.u8();
    TvfsFile file;
    if (spans > kMostSpans) {
        file.kind = spans == kDeleted ? TvfsFile::Kind::Deleted : TvfsFile::Kind::Other;
        return file;
    }
    const std::size_t containerOffset = offsetSize(m_containers);
    for (unsigned i = 0; i < spans && !reader.isShort(); ++i) {
        TvfsSpan span;
        span.offset = reader.u32();
        span.size = reader.u32();
        span.container = static_cast<std::uint32_t>(reader.bigEndian(containerOffset));
        file.spans.push_back(span);
    }
    if (reader.isShort() || spans == 0)
        return failure(FaultKind::TooShort, offset, "a file is not in its table");
    return file;
}

Expected<TvfsContainer> Tvfs::container(std::uint32_t offset) const
{
    ByteReader reader(m_containers);
    reader.take(offset);
    TvfsContainer container;
    container.key = reader.take(m_keySize);
    container.encodedSize = reader.u32();
    if ((m_flags & kEspecs) != 0) {
        ByteReader especs(m_especs);
        especs.take(static_cast<std::size_t>(reader.bigEndian(offsetSize(m_especs))));
        container.espec = especs.cString(kLongestEspec);
    }
    container.decodedSize = reader.u32();
    if ((m_flags & kContentKeys) != 0)
        container.contentKey = reader.take(sizeof(blte::Digest));
    if ((m_flags & kPatches) != 0) {
        container.patches = reader.u8();
        reader.take(container.patches * (m_keySize + 4 + m_patchKeySize + 4 + 1));
    }
    if (reader.isShort())
        return failure(FaultKind::TooShort, offset, "an object is not in its table");
    return container;
}

} // namespace tact
