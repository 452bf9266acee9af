#pragma once

#include "core/source.h"

#include <QByteArray>
#include <QMultiHash>
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

    struct Text ///< in the plan's text, UTF-8
    {
        quint32 begin = 0;
        quint32 size = 0;
    };
    /// What proves a file.
    enum class Proof : quint8 {
        OnItsWay,   ///< its keys, while it comes
        ReadBack,   ///< its encoding key, once it is there: it is kept as it was served, encrypted or no BLTE
        ByItsIndex, ///< likewise each object of it: it is an archive, and NAME.index lies beside it already
    };
    /// Addresses of a resource: an archive, or an object by itself.
    struct Place
    {
        quint32 route = 0; ///< hosts
        Text resource;     ///< what follows the hosts' prefixes
    };
    /// An object, and where it is to be had.
    struct Object
    {
        Place place;
        std::optional<ByteRange> slice; ///< of the resource; empty: all of it
        std::optional<blte::EncodingKey> encodingKey;
        std::optional<blte::ContentKey> contentKey;
        qint64 encodedSize = -1; ///< bytes, −1: not known; of no account with a slice
        qint64 decodedSize = -1; ///< likewise
        Proof proof = Proof::OnItsWay;
    };
    /// Only mirrors, primaries and the Armadillo key of the source count. Whoever adds many objects of one
    /// archive finds its place once.
    Place placeOf(const Source &addresses);
    Object objectOf(const Source &source);

    /// `name` is where it goes, a safe relative path (storage::safeName). `others`: further objects that
    /// decode to the same file, tried in this order when the one before is nowhere.
    void add(const QString &name, const Object &object, const QList<Object> &others = {});
    /// A file that is several objects, one behind the other: two or more.
    void addJoined(const QString &name, const QList<Object> &parts,
                   const std::optional<blte::ContentKey> &contentKey);
    // The same of sources, which have the name.
    void add(const Source &source, const QList<Source> &others = {});
    void addJoined(const QList<Source> &parts, const std::optional<blte::ContentKey> &contentKey);
    // Of the file that was added last:
    /// Nobody promises that it is anywhere: the set is whole without it.
    void setOptional();
    /// The lower, the earlier; 0 without. A copy's counts for its original.
    void setPriority(int priority);
    /// Puts the files into the order in which they are fetched: by priority, then those of one archive one
    /// behind the other, as they lie in it. Copies come last.
    void arrange();

    /// The objects are kept as they are served.
    void setRaw() { m_isRaw = true; }
    bool isRaw() const { return m_isRaw; }

    /// Copies become further names of the file whose content they have, where the file system can.
    void setLinked() { m_isLinked = true; }
    bool isLinked() const { return m_isLinked; }

    /// What it was made of, as a digest: whoever would make another one of the same need not. Empty: it may
    /// come out otherwise the next time.
    void setOrigin(const QByteArray &origin) { m_origin = origin; }
    const QByteArray &origin() const { return m_origin; }

    /// The build that its files are of, as links::ProductSource names one; empty: it is not known.
    void setBuild(const QString &build) { m_build = build; }
    const QString &build() const { return m_build; }

    /// What is to be done once all files have ended, for whoever does it (TransferServices::closing). Empty:
    /// nothing.
    void setClosing(const QByteArray &closing) { m_closing = closing; }
    const QByteArray &closing() const { return m_closing; }

    Index size() const { return static_cast<Index>(m_files.size()); }
    QString name(Index file) const;
    /// The same in UTF-8, for less. As long as the plan lives.
    QByteArrayView utf8Name(Index file) const { return text(m_files[file].name); }
    Source source(Index file) const;
    /// The same for less, made from `other`, the source of a file of the same archive.
    Source sourceLike(const Source &other, Index file) const;
    /// Those of add().
    QList<Source> others(Index file) const;
    /// Those of addJoined(); empty: it is one object, that of source().
    QList<Source> parts(Index file) const;
    bool isJoined(Index file) const { return m_files[file].isJoined; }
    /// The file that this one is a copy of.
    std::optional<Index> original(Index file) const;

    Proof proof(Index file) const { return m_files[file].proof; }
    bool isOptional(Index file) const { return m_files[file].isOptional; }
    /// Of the key that the file is encrypted with as a whole, its name; empty: it is not.
    const QString &armadillo(Index file) const { return m_routes[m_files[file].place.route].armadillo; }

    // What source() would say, for less. The encoding key also of what is read back, which is fetched
    // without.
    std::optional<blte::EncodingKey> encodingKey(Index file) const;
    std::optional<blte::ContentKey> contentKey(Index file) const;
    std::optional<ByteRange> slice(Index file) const;
    qint64 encodedSize(Index file) const { return m_files[file].encodedSize; } ///< bytes, −1: not known
    qint64 decodedSize(Index file) const { return m_files[file].decodedSize; } ///< likewise
    /// Encoded; where that is not known the decoded one, which is about as much.
    qint64 expectedSize(Index file) const { return expectedSize(m_files[file]); }
    /// On its way, by a digest that names it: its encoding key or, decoded, its content key.
    bool isProvable(Index file) const;
    /// Both are ranges of one resource, to be had from the same hosts.
    bool areInOneArchive(Index a, Index b) const;
    /// Both are to be had from the same hosts.
    bool haveSameHosts(Index a, Index b) const { return m_files[a].place.route == m_files[b].place.route; }

    /// What the addresses of all files begin with, each once.
    QStringList prefixes() const;

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
    struct File
    {
        Text name;
        Place place;
        quint32 copyOf = kNone;
        quint32 firstOther = 0; ///< in m_others: other objects of the file, or its parts
        quint32 others = 0;     ///< so many from there on
        bool isJoined = false;  ///< m_others has its parts
        bool hasEncodingKey = false;
        bool hasContentKey = false;
        bool isSlice = false;
        bool isOptional = false;
        Proof proof = Proof::OnItsWay;
        blte::EncodingKey encodingKey;
        blte::ContentKey contentKey;
        qint64 first = 0; ///< of its slice
        qint64 encodedSize = -1;
        qint64 decodedSize = -1;
    };
    template <typename AnyFile, typename Call>
    static void visitParts(AnyFile &file, Call call);
    template <typename AnyFile, typename Call>
    static void visitNewParts(AnyFile &file, Call call);

    static qint64 expectedSize(const File &file)
    {
        return file.encodedSize >= 0 && file.decodedSize != 0 ? file.encodedSize : file.decodedSize;
    }
    QList<Source> kept(Index file) const; ///< in m_others
    QList<Object> objectsOf(const QList<Source> &sources);
    static File fileOf(Text name, const Object &object);
    std::optional<blte::Digest> contentOf(const File &file) const;
    Source sourceOf(const File &file) const;
    void describe(Source &source, const File &file) const;
    bool isSound(const File &file) const;
    Text keep(const QByteArray &text);
    QByteArrayView text(Text text) const { return QByteArrayView(m_text).sliced(text.begin, text.size); }
    quint32 routeOf(const Source &source, const QStringList &prefixes);
    template <typename SizeOf>
    static qint64 sum(const std::vector<File> &files, SizeOf sizeOf);

    bool m_isRaw = false;
    bool m_isLinked = false;
    QByteArray m_origin;
    QByteArray m_closing;
    QString m_build;
    std::vector<Route> m_routes;
    std::vector<File> m_files;
    std::vector<File> m_others;
    QByteArray m_text;
    // While it is made:
    std::vector<int> m_priorities;         ///< by file; those behind its end are 0
    QMultiHash<size_t, Index> m_byContent; ///< files that are no copies, by the hash of what they have
    QMultiHash<size_t, Text> m_resources;  ///< by the hash of the text
};

} // namespace core
