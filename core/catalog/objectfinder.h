#pragma once

#include "core/catalog/archiveindices.h"
#include "core/catalog/encodinglookup.h"
#include "core/catalog/selectedfile.h"

namespace catalog {

/// A file of a build by its keys, as a manifest names it. A value.
struct WantedFile
{
    std::optional<blte::ContentKey> contentKey;
    KeyBeginning encodingKey; ///< empty: only the encoding manifest knows it, by the content key
    std::optional<qint64> decodedSize;
    std::optional<qint64> encodedSize;
    QString what; ///< for messages: "root", "file"
};

/// A file that is one object.
WantedFile wantedFile(const SelectedFile &file, const QString &what);

/// The objects that a file can be had from, the best first. A value.
struct FoundFile
{
    enum class Where {
        Archive,
        Loose,    ///< by itself, as an index says
        Unlisted, ///< in no index: by itself, if it is anywhere
    };
    struct Object
    {
        CdnObject object;
        Where where = Where::Archive;
        std::optional<qint64> encodedSize;
    };
    QList<Object> objects; ///< one at least
};

/// Finds the objects of a build: content keys through its encoding manifest, encoding keys through the
/// indices of its archives.
///
/// Lives on the thread of the loader, which outlives it. Never blocks. Deleting it ends everything without a
/// word.
class ObjectFinder : public QObject
{
    Q_OBJECT
public:
    ObjectFinder(ObjectLoader &loader, std::shared_ptr<cache::ObjectCache> cache,
                 std::shared_ptr<const Build> build, QObject *parent = nullptr);
    ~ObjectFinder() override;

    /// For each file, in the order asked. `done` is called once, later.
    ///
    /// Errors: NotInBuild where the encoding manifest does not know the content key, or no index knows what a
    /// short key begins; those of reading the manifest or the indices.
    using Files = QList<core::Result<FoundFile>>;
    using Done = std::function<void(const Files &files)>;
    void find(const QList<WantedFile> &files, Done done);

    /// The decoded bytes of one: each of its objects is tried until one can be had.
    using Loaded = std::function<void(const core::Result<QByteArray> &bytes)>;
    void load(const WantedFile &file, Loaded done);

    /// What the encoding manifest says of objects; an error for a build that does not have one.
    void findEncoded(const QList<blte::EncodingKey> &keys, EncodingLookup::EncodedDone done);
    /// Every object that the encoding manifest knows.
    void visitEncoded(const EncodingLookup::VisitObject &visit, const EncodingLookup::Visited &done);

private:
    struct Question;
    using Asked = std::shared_ptr<Question>;

    void findKeys(const Asked &question);
    void onEncodings(const Asked &question,
                     const core::Result<QList<std::optional<EncodingLookup::Encodings>>> &found);
    void findPlaces(const Asked &question);
    void onPlaces(const Asked &question, const core::Result<ArchiveIndices::Places> &places);
    void loadNext(const FoundFile &file, qsizetype number, const Loaded &done);
    core::Result<EncodingLookup *> encoding();
    void findManifest(const std::function<void()> &again, const std::function<void()> &giveUp);

    ObjectLoader &m_loader;
    const std::shared_ptr<const Build> m_build;
    ArchiveIndices m_indices;
    enum class ManifestPlace { ByItself, LookedUp };
    ManifestPlace m_manifestPlace = ManifestPlace::ByItself; ///< of the encoding manifest
    EncodingLookup *m_encoding = nullptr;                    ///< a child; null until it is needed
};

} // namespace catalog
