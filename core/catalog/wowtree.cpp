#include "core/catalog/wowtree.h"

#include "core/catalog/idranks.h"
#include "core/tact/namehash.h"
#include "core/tact/wowlocale.h"

#include <algorithm>
#include <limits>

namespace catalog {

namespace {

using tact::WowRootBlock;
using tact::WowRootEntry;
using Blocks = std::vector<const WowRootBlock *>;

std::size_t endOfKeys(const WowRootBlock &block)
{
    return block.keys + block.size * block.keyStep;
}

/// The version of each file that is meant: where its content key stands in the root.
class Versions
{
public:
    /// Of several, that of the first block.
    Versions(const tact::WowRoot &root, const Blocks &blocks, tact::Warnings &warnings)
        : m_byPlace(blocks)
    {
        std::sort(m_byPlace.begin(), m_byPlace.end(),
                  [](const WowRootBlock *a, const WowRootBlock *b) { return a->keys < b->keys; });
        for (const WowRootBlock *block : blocks)
            root.visit(
                *block, [this](const WowRootEntry &entry) { m_ids.add(entry.fileDataId); }, warnings);
        m_ids.seal();
        m_keys.resize(m_ids.size(), kNone);
        tact::Warnings told;
        for (const WowRootBlock *block : blocks)
            root.visit(
                *block,
                [&](const WowRootEntry &entry) {
                    std::uint32_t &key = m_keys[*m_ids.rank(entry.fileDataId)];
                    if (key == kNone)
                        key = static_cast<std::uint32_t>(block->keys + entry.number * block->keyStep);
                },
                told);
    }

    const IdRanks &ids() const { return m_ids; }
    std::size_t key(std::size_t rank) const { return m_keys[rank]; }

    const WowRootBlock &blockOf(std::size_t key)
    {
        // Mostly that of the file before.
        if (m_last == nullptr || key < m_last->keys || key >= endOfKeys(*m_last)) {
            const auto behind = std::upper_bound(
                m_byPlace.begin(), m_byPlace.end(), key,
                [](std::size_t place, const WowRootBlock *block) { return place < block->keys; });
            m_last = *std::prev(behind);
        }
        return *m_last;
    }

private:
    /// No content key begins so near to the end of what 32 bits can tell.
    static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

    Blocks m_byPlace;
    IdRanks m_ids;
    std::vector<std::uint32_t> m_keys;
    const WowRootBlock *m_last = nullptr;
};

/// Which of a listfile's names of a file is the last one, the one that is meant.
class LastNames
{
public:
    LastNames(const Listfile &listfile, const IdRanks &ids)
        : m_lines(ids.size())
    {
        std::uint32_t line = 0;
        tact::Warnings told;
        listfile.visit(
            [&](std::uint32_t id, std::string_view) {
                ++line;
                if (const auto rank = ids.rank(id))
                    m_lines[*rank] = line;
            },
            told);
    }

    /// Lines are counted from 1, those that are none not at all.
    bool isLast(std::size_t rank, std::uint32_t line) const { return m_lines[rank] == line; }
    bool hasName(std::size_t rank) const { return m_lines[rank] != 0; }

private:
    std::vector<std::uint32_t> m_lines;
};

} // namespace

core::Result<std::shared_ptr<const FileTree>> WowTree::open(QByteArray bytes, QString name, Wishes wishes)
{
    auto root = tact::WowRoot::open(bytesOf(bytes));
    if (!root)
        return core::failure(manifestError(name, root.error()));
    if (bytes.size() > qint64{std::numeric_limits<std::uint32_t>::max()})
        return core::failure(core::ErrorKind::ObjectTooLarge, name);
    return std::shared_ptr<const FileTree>(
        new WowTree(std::move(bytes), std::move(*root), std::move(name), std::move(wishes)));
}

WowTree::WowTree(QByteArray bytes, tact::WowRoot root, QString name, Wishes wishes)
    : m_bytes(std::move(bytes))
    , m_root(std::move(root))
    , m_name(std::move(name))
    , m_wishes(std::move(wishes))
{
    const auto suits = [this](const WowRootBlock &block) {
        return tact::suitability(block, m_wishes.locale);
    };
    for (const WowRootBlock &block : m_root.blocks()) {
        if (suits(block) > 0)
            m_blocks.push_back(&block);
    }
    std::stable_sort(m_blocks.begin(), m_blocks.end(),
                     [&](const WowRootBlock *a, const WowRootBlock *b) { return suits(*a) > suits(*b); });
}

QList<LoadWarning> WowTree::visit(const Visit &visit) const
{
    tact::Warnings rootWarnings;
    tact::Warnings listWarnings;
    Versions versions(m_root, m_blocks, rootWarnings);
    const auto tell = [&](std::uint32_t id, std::size_t rank, std::string_view path) {
        const std::size_t key = versions.key(rank);
        const WowRootBlock &block = versions.blockOf(key);
        TreeFile file;
        file.path = path;
        file.fileDataId = id;
        std::copy_n(bytesOf(m_bytes).data() + key, sizeof(blte::Digest),
                    file.contentKey.emplace().digest.begin());
        file.locales = block.locales;
        file.contentFlags = block.contentFlags;
        visit(file);
    };
    if (!m_wishes.listfile) {
        versions.ids().visit([&](std::uint32_t id, std::size_t rank) { tell(id, rank, {}); });
        return inWords(m_name, QStringLiteral("entry"), rootWarnings);
    }
    const LastNames names(*m_wishes.listfile, versions.ids());
    std::uint32_t line = 0;
    m_wishes.listfile->visit(
        [&](std::uint32_t id, std::string_view path) {
            ++line;
            const auto rank = versions.ids().rank(id);
            if (rank && names.isLast(*rank, line))
                tell(id, *rank, path);
        },
        listWarnings);
    versions.ids().visit([&](std::uint32_t id, std::size_t rank) {
        if (!names.hasName(rank))
            tell(id, rank, {});
    });
    return inWords(m_name, QStringLiteral("entry"), rootWarnings) +
           inWords(QStringLiteral("listfile ") + m_wishes.listfile->path(), QStringLiteral("line"),
                   listWarnings);
}

void WowTree::visitByHash(std::string_view path, const Visit &visit) const
{
    const std::uint64_t hash = tact::nameHash(path);
    tact::Warnings told;
    std::optional<WowRootEntry> found;
    for (const WowRootBlock *block : m_blocks) {
        if (!block->hasNameHashes)
            continue;
        m_root.visit(
            *block,
            [&](const WowRootEntry &entry) {
                if (!found && entry.nameHash == hash)
                    found = entry;
            },
            told);
        if (!found)
            continue;
        TreeFile file;
        file.path = path;
        file.fileDataId = found->fileDataId;
        file.contentKey = found->key;
        file.locales = block->locales;
        file.contentFlags = block->contentFlags;
        visit(file);
        return;
    }
}

} // namespace catalog
