#pragma once

#include "core/catalog/mirrorobject.h"
#include "core/catalog/objectfinder.h"
#include "core/catalog/openbuild.h"

#include <vector>

namespace catalog {

/// Lists everything of a build that its CDN, or a mirror of parts of it, has: what the configs name, the
/// archives, the objects that lie by themselves as indices list them, and those that only the encoding
/// manifest knows.
///
/// Lives on the thread of the build, which outlives it. Never blocks. Deleting it ends everything without a
/// word. Memory: 24 bytes for each object that the encoding manifest knows.
class MirrorListing : public QObject
{
    Q_OBJECT
public:
    explicit MirrorListing(const OpenBuild &build, QObject *parent = nullptr);

    /// Once. `done` is called later, once, with each object once, those that others are proven by first. What
    /// could not be read costs a warning of the build's loader, and what it would have named.
    using Done = std::function<void(const QList<MirrorObject> &objects)>;
    void start(Done done);

private:
    struct IndexFile
    {
        tact::ArchiveRef ref;
        tact::CdnPath::Kind folder = tact::CdnPath::Kind::Data;
        bool isLoose = false;
    };
    struct Unlisted
    {
        blte::EncodingKey key;
        qint64 size = 0;
    };

    void readIndices();
    void readIndex(const IndexFile &index);
    void onIndicesRead();
    void findManifests();
    void visitEncoding();
    void findUnlisted(std::size_t from);
    void addLoose(const FoundFile &file, MirrorObject::Promise otherwise);
    void warn(const QString &object, const QString &detail) const;
    void end();

    const OpenBuild &m_build;
    Done m_done;
    QList<MirrorObject> m_objects;
    QList<MirrorObject> m_archives;
    int m_underWay = 0;
    std::vector<Unlisted> m_encoded; ///< all that the encoding manifest knows
};

} // namespace catalog
