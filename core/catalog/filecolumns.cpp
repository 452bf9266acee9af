#include "core/catalog/filecolumns.h"

#include "core/bytes.h"
#include "core/catalog/filefacts.h"
#include "core/tact/wowroot.h"

#include <algorithm>

namespace catalog {

namespace {

template <typename Size>
std::optional<qint64> toSize(const std::optional<Size> &size)
{
    return size ? std::optional(static_cast<qint64>(*size)) : std::nullopt;
}

template <typename T>
void arrangeColumn(std::vector<T> &column, std::span<const FileColumns::File> order)
{
    if (column.empty())
        return;
    std::vector<T> arranged(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (order[i] < column.size())
            arranged[i] = column[order[i]];
    }
    column = std::move(arranged);
}

QStringList namesIn(const std::string &set)
{
    return core::fromUtf8(set).split(QChar(u'\0'), Qt::SkipEmptyParts);
}

} // namespace

template <typename T>
void FileColumns::put(std::vector<T> &column, const T &value)
{
    if (value == T{})
        return;
    column.resize(m_count); // those before have none
    column.push_back(value);
}

void FileColumns::put(Texts &texts, std::string text)
{
    const auto [entry, isNew] =
        texts.numbers.try_emplace(std::move(text), static_cast<quint32>(texts.all.size()));
    if (isNew)
        texts.all.push_back(entry->first);
    put(texts.ofFile, entry->second);
}

FileColumns::Key FileColumns::keyOf(blte::Bytes bytes)
{
    Key key;
    key.size = static_cast<quint8>(std::min(bytes.size(), key.bytes.size()));
    std::copy_n(bytes.begin(), key.size, key.bytes.begin());
    return key;
}

QByteArray FileColumns::bytesOf(const Key &key)
{
    return {reinterpret_cast<const char *>(key.bytes.data()), key.size};
}

void FileColumns::add(const TreeFile &file)
{
    put(m_sizes, toSize(file.size));
    put(m_encodedSizes, toSize(file.encodedSize));
    put(m_ids, std::optional<quint32>(file.fileDataId));
    put(m_flags, std::optional<quint32>(file.contentFlags));
    put(m_locales, file.locales.value_or(0));
    put(m_contentKeys, keyOf(file.contentKey));
    put(m_encodingKeys, keyOf(file.encodingKey));
    put(m_joined, static_cast<quint8>(file.objects.empty() ? 0 : 1));
    put(m_especs, std::string(file.espec));
    std::string tags;
    for (const std::string_view tag : file.tags)
        tags.append(tag).push_back('\0');
    put(m_tagSets, std::move(tags));
    m_allLocales |= file.locales.value_or(0);
    ++m_count;
}

void FileColumns::arrange(std::span<const File> order)
{
    arrangeColumn(m_sizes, order);
    arrangeColumn(m_encodedSizes, order);
    arrangeColumn(m_ids, order);
    arrangeColumn(m_flags, order);
    arrangeColumn(m_locales, order);
    arrangeColumn(m_contentKeys, order);
    arrangeColumn(m_encodingKeys, order);
    arrangeColumn(m_joined, order);
    arrangeColumn(m_especs.ofFile, order);
    arrangeColumn(m_tagSets.ofFile, order);
    m_especs.numbers.clear();
    m_tagSets.numbers.clear();
    for (const std::string &espec : m_especs.all) {
        SelectedFile file;
        file.espec = core::fromUtf8(espec);
        m_isEncryptedBy.push_back(factsOf(file).isEncrypted);
    }
    nameTags();
}

void FileColumns::nameTags()
{
    for (const std::string &set : m_tagSets.all)
        m_tagNames += namesIn(set);
    m_tagNames.removeDuplicates();
    m_tagNames.sort();
    for (const std::string &set : m_tagSets.all) {
        std::vector<bool> &has = m_tagsOfSet.emplace_back(m_tagNames.size());
        for (const QString &name : namesIn(set))
            has[static_cast<std::size_t>(m_tagNames.indexOf(name))] = true;
    }
}

std::optional<bool> FileColumns::isEncrypted(File file) const
{
    if (const auto flags = known(m_flags, file))
        return (*flags & tact::contentflag::kEncrypted) != 0;
    return m_isEncryptedBy[valueAt(m_especs.ofFile, file)];
}

bool FileColumns::hasTag(File file, std::size_t tag) const
{
    return m_tagsOfSet[valueAt(m_tagSets.ofFile, file)][tag];
}

SelectedFile FileColumns::file(File file) const
{
    SelectedFile copy;
    copy.fileDataId = fileDataId(file);
    const QByteArray content = contentKey(file);
    copy.contentKey = contentKeyOf(core::bytesOf(content));
    copy.encodingKey = encodingKey(file);
    copy.size = size(file);
    copy.encodedSize = encodedSize(file);
    if (const quint32 bits = locales(file))
        copy.locales = bits;
    copy.contentFlags = known(m_flags, file);
    copy.espec = core::fromUtf8(m_especs.all[valueAt(m_especs.ofFile, file)]);
    copy.tags = namesIn(m_tagSets.all[valueAt(m_tagSets.ofFile, file)]);
    return copy;
}

} // namespace catalog
