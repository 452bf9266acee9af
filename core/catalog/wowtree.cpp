#include "core/catalog/wowtree.h"

#include "core/catalog/idranks.h"
#include "core/tact/namehash.h"
#include "core/tact/wowlocale.h"

#include <algorithm>
#include <limits>
#include <unordered_map>

namespace catalog {

namespace {

using tact::WowRootBlock;
using tact::WowRootEntry;
using Blocks = std::vector<const WowRootBlock *>;

/// The version of each file that is meant: its block, and where in the root its content key stands.
class Versions
{
public:
    struct Version
    {
        std::uint32_t block = 0;
        std::uint32_t key = 0;
    };

    /// Of several, that of the first block.
    Versions(const tact::WowRoot &root, const Blocks &blocks, tact::Warnings &warnings)
    {
        for (const WowRootBlock *block : blocks)
            root.visitIds(
                *block, [this](std::uint32_t id, std::size_t) { m_ids.add(id); }, warnings);
        m_ids.seal();
        m_versions.resize(m_ids.size());
        tact::Warnings told;
        // The first one last: to look whether there is one takes far longer than to replace it.
        for (std::size_t number = blocks.size(); number-- > 0;) {
            const WowRootBlock &block = *blocks[number];
            const auto take = [&](std::uint32_t id, std::size_t i) {
                m_versions[*m_ids.rank(id)] = {static_cast<std::uint32_t>(number),
                                               static_cast<std::uint32_t>(block.keys + i * block.keyStep)};
            };
            root.visitIds(block, take, told);
        }
    }

    const IdRanks &ids() const { return m_ids; }
    const Version &at(std::size_t rank) const { return m_versions[rank]; }

private:
    IdRanks m_ids;
    std::vector<Version> m_versions;
};

} // namespace

core::Result<std::shared_ptr<const FileTree>> WowTree::open(QByteArray bytes, QString name, Wishes wishes)
{
    auto root = tact::WowRoot::open(core::bytesOf(bytes));
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
    const Versions versions(m_root, m_blocks, rootWarnings);
    TreeFile file;
    const auto tell = [&](std::uint32_t id, std::size_t rank, std::string_view path) {
        const Versions::Version &version = versions.at(rank);
        const WowRootBlock &block = *m_blocks[version.block];
        file.path = path;
        file.fileDataId = id;
        file.contentKey = core::bytesOf(m_bytes).subspan(version.key, sizeof(blte::Digest));
        file.locales = block.locales;
        file.contentFlags = block.contentFlags;
        visit(file);
    };
    if (!m_wishes.listfile) {
        versions.ids().visit([&](std::uint32_t id, std::size_t rank) { tell(id, rank, {}); });
        return inWords(m_name, QStringLiteral("entry"), rootWarnings);
    }
    std::vector<bool> isNamed(versions.ids().size());
    m_wishes.listfile->visitFromEnd(
        [&](std::uint32_t id, std::string_view path) {
            const auto rank = versions.ids().rank(id);
            if (!rank || isNamed[*rank])
                return;
            isNamed[*rank] = true;
            tell(id, *rank, path);
        },
        listWarnings);
    versions.ids().visit([&](std::uint32_t id, std::size_t rank) {
        if (!isNamed[rank])
            tell(id, rank, {});
    });
    return inWords(m_name, QStringLiteral("entry"), rootWarnings) +
           inWords(QStringLiteral("listfile ") + m_wishes.listfile->path(), QStringLiteral("line"),
                   listWarnings);
}

void WowTree::visitByHash(std::span<const std::string_view> paths, const Visit &visit) const
{
    std::unordered_map<std::uint64_t, std::string_view> wanted; // those that were not found yet
    for (const std::string_view path : paths)
        wanted.emplace(tact::nameHash(path), path);
    tact::Warnings told;
    for (const WowRootBlock *block : m_blocks) {
        if (!block->hasNameHashes)
            continue;
        const auto look = [&](const WowRootEntry &entry) {
            const auto path = wanted.find(entry.nameHash.value_or(0));
            if (path == wanted.end())
                return;
            TreeFile file;
            file.path = path->second;
            file.fileDataId = entry.fileDataId;
            file.contentKey = entry.key.digest;
            file.locales = block->locales;
            file.contentFlags = block->contentFlags;
            wanted.erase(path);
            visit(file);
        };
        m_root.visit(*block, look, told);
    }
}

} // namespace catalog
