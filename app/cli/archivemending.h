#pragma once

#include "app/cli/archivecheck.h"
#include "core/catalog/cdnobject.h"

#include <QObject>
#include <functional>

class QThreadPool;

namespace catalog {
class ObjectLoader;
}

namespace app {

/// Fetches those objects of an archive on the disk again that are missing or damaged, one after the other,
/// each proven before it is written.
///
/// Lives on the thread of the loader, which outlives it. Never blocks. Deleting it ends everything without a
/// word.
class ArchiveMending : public QObject
{
public:
    /// `archive` lies at `path`, with this cipher, and `wrong` is what is wrong with it.
    ArchiveMending(catalog::ObjectLoader &loader, catalog::CdnObject archive, QString path,
                   const MirrorCipher &cipher, std::vector<tact::IndexEntry> wrong,
                   QObject *parent = nullptr);

    /// They come into memory, and each costs a request: of an archive with more of them all is fetched again.
    static bool isWorthwhile(const ArchiveCheck &check);

    /// Once. `healed` is told of each object, by its place; `done` is called later, once.
    using Healed = std::function<void(qint64 offset)>;
    using Done = std::function<void(const core::Result<void> &mended)>;
    void start(Healed healed, Done done);

private:
    void next();
    void write(const QByteArray &bytes);

    catalog::ObjectLoader &m_loader;
    const catalog::CdnObject m_archive;
    const QString m_path;
    const MirrorCipher m_cipher;
    const std::vector<tact::IndexEntry> m_wrong;
    std::size_t m_next = 0;
    Healed m_healed;
    Done m_done;
};

} // namespace app
