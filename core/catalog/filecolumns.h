#pragma once

#include "core/catalog/selectedfile.h"

#include <array>
#include <span>
#include <unordered_map>

namespace catalog {

/// What a manifest says of files but for their paths, column by column: what no file has takes no memory.
/// Files have numbers in the order of add(), after arrange() in that one. A value.
class FileColumns
{
public:
    using File = quint32;

    void add(const TreeFile &file);
    /// File `i` becomes the one that was `order[i]`. Once, when all are there.
    void arrange(std::span<const File> order);

    std::optional<qint64> size(File file) const { return known(m_sizes, file); } ///< decoded, bytes
    std::optional<qint64> encodedSize(File file) const { return known(m_encodedSizes, file); }
    std::optional<quint32> fileDataId(File file) const { return known(m_ids, file); }
    QByteArray contentKey(File file) const { return bytesOf(valueAt(m_contentKeys, file)); } ///< may be empty
    QByteArray encodingKey(File file) const { return bytesOf(valueAt(m_encodingKeys, file)); } ///< likewise
    quint32 locales(File file) const { return valueAt(m_locales, file); } ///< bits; 0: not known
    std::optional<bool> isEncrypted(File file) const;
    /// It is cut into several objects, which are not among this.
    bool isJoined(File file) const { return valueAt(m_joined, file) != 0; }
    bool hasTag(File file, std::size_t tag) const; ///< by its number in tags()

    // Of all files together:
    const QStringList &tags() const { return m_tagNames; } ///< by name
    quint32 allLocales() const { return m_allLocales; }
    bool haveSizes() const { return !m_sizes.empty(); }
    bool haveIds() const { return !m_ids.empty(); }

    /// All of it but the path and the objects.
    SelectedFile file(File file) const;

private:
    struct Key
    {
        std::array<quint8, 16> bytes{};
        quint8 size = 0;
        bool operator==(const Key &) const = default;
    };
    /// Texts that many files share, by number; the first one is empty.
    struct Texts
    {
        std::vector<std::string> all{std::string()};
        std::unordered_map<std::string, quint32> numbers{{std::string(), 0}};
        std::vector<quint32> ofFile;
    };

    template <typename T>
    void put(std::vector<T> &column, const T &value);
    void put(Texts &texts, std::string text);
    template <typename T>
    static T valueAt(const std::vector<T> &column, File file)
    {
        return file < column.size() ? column[file] : T{};
    }
    template <typename T>
    static std::optional<T> known(const std::vector<std::optional<T>> &column, File file)
    {
        return valueAt(column, file);
    }
    static Key keyOf(blte::Bytes bytes);
    static QByteArray bytesOf(const Key &key);
    void nameTags();

    File m_count = 0;
    // Each as long as up to the last file that has something in it.
    std::vector<std::optional<qint64>> m_sizes;
    std::vector<std::optional<qint64>> m_encodedSizes;
    std::vector<std::optional<quint32>> m_ids;
    std::vector<std::optional<quint32>> m_flags;
    std::vector<quint32> m_locales;
    std::vector<Key> m_contentKeys;
    std::vector<Key> m_encodingKeys;
    std::vector<quint8> m_joined;
    Texts m_especs;
    Texts m_tagSets;                                  ///< names, parted by zero bytes
    std::vector<std::optional<bool>> m_isEncryptedBy; ///< by number of an ESpec
    QStringList m_tagNames;
    std::vector<std::vector<bool>> m_tagsOfSet; ///< by numbers of a set and of a tag
    quint32 m_allLocales = 0;
};

} // namespace catalog
