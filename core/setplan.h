#pragma once

#include "core/source.h"

#include <QByteArray>
#include <QDataStream>
#include <QHash>
#include <optional>
#include <vector>

namespace core {

/// The files of a set, and where the bytes of each are to be had: to many files of a build what a chunk table
/// is to one file. Made once by whoever looked the files up, and not changed afterwards. A value; thread-safe
/// as values are.
///
/// Memory: some 100 bytes a file, its name, and its address without the hosts, which all files share. A file
/// with the content of an earlier one is a copy of that, and not fetched.
class SetPlan
{
public:
    /// Number of a file: 0 … size() − 1, in the order of add(), or after arrange() in that of fetching.
    using Index = quint32;

    /// `source.name` is where it goes, a safe relative path (storage::safeName). `others`: further objects
    /// that decode to the same file, tried in this order when the one before is nowhere.
    void add(const Source &source, const QList<Source> &others = {});
    /// A file that is several objects, one behind the other: two or more, and they have its name.
    void addJoined(const QList<Source> &parts, const std::optional<blte::ContentKey> &contentKey);
    /// Puts the files into the order in which they are fetched: those of one archive one behind the other, as
    /// they lie in it. Copies come last.
    void arrange();

    /// The objects are kept as they are served.
    void setRaw() { m_isRaw = true; }
    bool isRaw() const { return m_isRaw; }

    Index size() const { return static_cast<Index>(m_files.size()); }
    QString name(Index file) const;
    Source source(Index file) const;
    /// Those of add().
    QList<Source> others(Index file) const;
    /// Those of addJoined(); empty: it is one object, that of source().
    QList<Source> parts(Index file) const;
    bool isJoined(Index file) const { return m_files[file].isJoined; }
    /// The file that this one is a copy of.
    std::optional<Index> original(Index file) const;

    // What source() would say, for less.
    std::optional<blte::ContentKey> contentKey(Index file) const;
    std::optional<ByteRange> slice(Index file) const;
    qint64 encodedSize(Index file) const { return m_files[file].encodedSize; } ///< bytes, −1: not known
    qint64 decodedSize(Index file) const { return m_files[file].decodedSize; } ///< likewise
    /// Encoded; where that is not known the decoded one, which is about as much.
    qint64 expectedSize(Index file) const { return expectedSize(m_files[file]); }
    /// By a digest that names it: its encoding key or its content key.
    bool isProvable(Index file) const;
    /// Both are ranges of one resource, to be had from the same hosts.
    bool areInOneArchive(Index a, Index b) const;
    /// Both are to be had from the same hosts.
    bool haveSameHosts(Index a, Index b) const { return m_files[a].route == m_files[b].route; }

    /// Of all files that are fetched; −1: of some nothing is known.
    qint64 expectedSize() const;
    /// Of all files, copies included, likewise.
    qint64 decodedSize() const;

    QByteArray toBytes() const;
    /// RecordUnreadable when it is not what toBytes() made.
    static Result<SetPlan> fromBytes(const QByteArray &bytes);

private:
    static constexpr quint32 kNone = ~quint32(0);

    /// What many files have in common.
    struct Route
    {
        QStringList prefixes; ///< of each mirror's address
        qint64 primaries = 0;
        QString armadillo;
        bool operator==(const Route &) const = default;
    };
    struct Text ///< in m_text, UTF-8
    {
        quint32 begin = 0;
        quint32 size = 0;
    };
    struct File
    {
        Text name;
        Text resource; ///< what follows the prefixes of its route
        quint32 route = 0;
        quint32 copyOf = kNone;
        quint32 firstOther = 0; ///< in m_others: other objects of the file, or its parts
        quint32 others = 0;     ///< so many from there on
        bool isJoined = false;  ///< m_others has its parts
        bool hasEncodingKey = false;
        bool hasContentKey = false;
        bool isSlice = false;
        blte::EncodingKey encodingKey;
        blte::ContentKey contentKey;
        qint64 first = 0; ///< of its slice
        qint64 encodedSize = -1;
        qint64 decodedSize = -1;
    };
    friend QDataStream &operator<<(QDataStream &out, const File &file);
    friend QDataStream &operator>>(QDataStream &in, File &file);

    static qint64 expectedSize(const File &file)
    {
        return file.encodedSize >= 0 && file.decodedSize != 0 ? file.encodedSize : file.decodedSize;
    }
    QList<Source> kept(Index file) const; ///< in m_others
    File fileOf(const Source &source);
    void findPlace(File &file, const Source &source);
    Source sourceOf(const File &file) const;
    bool isSound(const File &file) const;
    Text keep(const QByteArray &text);
    QByteArray text(Text text) const { return m_text.mid(text.begin, text.size); }
    quint32 routeOf(const Source &source, const QStringList &prefixes);
    template <typename SizeOf>
    static qint64 sum(const std::vector<File> &files, SizeOf sizeOf);

    bool m_isRaw = false;
    std::vector<Route> m_routes;
    std::vector<File> m_files;
    std::vector<File> m_others;
    QByteArray m_text;
    QHash<QByteArray, Index> m_byContent; ///< by content key, or encoding key as served; while it is made
    Source m_last;                        ///< of which the place was found last, likewise
    File m_lastFile;                      ///< its place
    QHash<QByteArray, Text> m_resources;  ///< likewise
};

} // namespace core
