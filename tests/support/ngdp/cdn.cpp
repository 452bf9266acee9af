#include "tests/support/ngdp/cdn.h"

#include "core/blte/salsa20.h"
#include "tests/support/ngdp/texts.h"

#include <algorithm>

namespace ngdp {

Cdn::Cdn(CdnShape shape, Put put)
    : m_shape(std::move(shape))
    , m_put(std::move(put))
{
}

void Cdn::add(const BuiltObject &object, Place place)
{
    const blte::Digest key = object.encodingKey.digest;
    PlacedObject placed{place, {}, 0, static_cast<std::uint32_t>(object.bytes.size())};
    if (!m_objects.emplace(key, placed).second || place == Place::Nowhere)
        return;
    if (place != Place::Archive) {
        put("data", key, {}, object.bytes);
        if (place == Place::LooseListed)
            m_looseRows.push_back({key, placed.encodedSize, 0, 0});
        return;
    }
    m_openRows.push_back({key, placed.encodedSize, static_cast<std::uint32_t>(m_open.size()), 0});
    m_open.insert(m_open.end(), object.bytes.begin(), object.bytes.end());
    if (m_open.size() >= m_shape.archiveSize)
        closeArchive();
}

blte::Digest Cdn::addConfig(const std::string &text)
{
    ByteVector bytes(text.begin(), text.end());
    const blte::Digest name = blte::md5(bytes);
    put("config", name, {}, std::move(bytes));
    return name;
}

void Cdn::addLoose(const blte::Digest &name, ByteVector bytes)
{
    put("data", name, {}, std::move(bytes));
}

void Cdn::addPatch(const blte::Digest &name, ByteVector bytes)
{
    put("patch", name, {}, std::move(bytes));
}

void Cdn::closeArchive()
{
    if (m_openRows.empty())
        return;
    WrittenIndex index = writeIndex(m_openRows);
    for (const IndexRow &row : m_openRows) {
        PlacedObject &object = m_objects.at(row.key);
        object.archive = index.name;
        object.offset = row.offset;
    }
    m_archives.push_back({index.name, index.bytes.size(), std::move(m_openRows)});
    put("data", index.name, ".index", std::move(index.bytes));
    put("data", index.name, {}, std::move(m_open));
    m_open = {};
    m_openRows = {};
}

blte::Digest Cdn::seal()
{
    closeArchive();
    std::sort(m_archives.begin(), m_archives.end(),
              [](const Archive &a, const Archive &b) { return a.name < b.name; });
    m_names.clear();
    std::vector<std::string> names;
    std::vector<std::string> sizes;
    for (const Archive &archive : m_archives) {
        m_names.push_back(archive.name);
        names.push_back(blte::toHex(archive.name));
        sizes.push_back(std::to_string(archive.indexSize));
    }
    ConfigText config("CDN Configuration");
    config.add("archives", names).add("archives-index-size", sizes);
    if (!names.empty())
        config.add("archive-group", blte::toHex(groupName()));
    if (!m_looseRows.empty()) {
        WrittenIndex loose = writeIndex(m_looseRows, {0});
        m_fileIndex = loose.name;
        config.add("file-index", blte::toHex(loose.name));
        config.add("file-index-size", std::to_string(loose.bytes.size()));
        put("data", loose.name, ".index", std::move(loose.bytes));
    }
    return addConfig(config.done());
}

/// Of an index over all archives, which is nowhere.
blte::Digest Cdn::groupName() const
{
    std::vector<IndexRow> rows;
    for (std::size_t i = 0; i < m_archives.size(); ++i) {
        for (IndexRow row : m_archives[i].rows) {
            row.archive = static_cast<std::uint32_t>(i);
            rows.push_back(row);
        }
    }
    constexpr std::size_t kMostWithOneByte = 256;
    return writeIndex(std::move(rows), {m_archives.size() <= kMostWithOneByte ? 5u : 6u}).name;
}

std::optional<PlacedObject> Cdn::find(const blte::Digest &key) const
{
    const auto found = m_objects.find(key);
    return found == m_objects.end() ? std::nullopt : std::optional(found->second);
}

std::string Cdn::pathOf(const std::string &kind, const blte::Digest &name, const std::string &suffix) const
{
    const std::string hex = blte::toHex(name);
    return m_shape.folder + '/' + kind + '/' + hex.substr(0, 2) + '/' + hex.substr(2, 2) + '/' + hex + suffix;
}

void Cdn::put(const std::string &kind, const blte::Digest &name, const std::string &suffix, ByteVector bytes)
{
    if (m_shape.armadillo) {
        blte::Salsa20::Nonce nonce{};
        std::copy_n(name.begin() + 8, nonce.size(), nonce.begin());
        blte::Salsa20 cipher;
        cipher.begin(*m_shape.armadillo, nonce);
        cipher.apply(bytes, bytes);
    }
    m_put(pathOf(kind, name, suffix), std::move(bytes));
}

} // namespace ngdp
