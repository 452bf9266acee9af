#pragma once

#include "core/catalog/fileresolver.h"
#include "core/catalog/mirrorlisting.h"
#include "core/catalog/mirrortables.h"
#include "core/catalog/selectionlisting.h"
#include "core/tact/archiveindex.h"

#include <deque>

namespace catalog {

/// What is to be mirrored: a build, or files of it. A value.
struct MirrorWish
{
    BuildWish build;
    std::optional<core::FileSelection> selection; ///< empty: all of the build
};

/// An object of a mirror, and of which build.
struct MirrorEntry
{
    MirrorObject object;
    std::shared_ptr<OpenBuild> build; ///< the first one that has it
    QString path() const;             ///< below the mirror's folder
    transfer::WholeCipher cipher(const blte::KeyStore *keys) const;
};

struct MirrorPlan
{
    QList<MirrorEntry> entries;  ///< each path once; what proves others stands before them
    QList<MirroredBuild> builds; ///< as the tables are to name them
    qint64 bytes = 0;         ///< of those that are listed and whose size is known; configs are some KiB each
    qint64 ofUnknownSize = 0; ///< archives whose index could not be read
    qint64 unlisted = 0;      ///< objects of which nobody knows whether they are anywhere
    qint64 unlistedBytes = 0;
};

/// Opens builds and lists what a mirror of them all has.
///
/// Lives on the thread of the services and the products, which outlive it. Never blocks. Deleting it ends
/// everything without a word.
class MirrorPlanning : public QObject
{
    Q_OBJECT
public:
    /// `folder` of the mirror: of a build that it has whole no selection is mirrored.
    MirrorPlanning(transfer::TransferServices &services, OpenProducts &products, Shard shard, QString folder,
                   QObject *parent = nullptr);

    /// Once. `done` is called later, once, also when some builds could not be opened.
    using Done = std::function<void(const MirrorPlan &plan)>;
    void start(const QList<MirrorWish> &wishes, Done done);

Q_SIGNALS:
    /// `name`: a product, or with ":" and a file of it.
    void lost(const QString &name, const core::Error &error);
    /// The mirror has all of this build, and so every file of it.
    void foundWhole(const Build &build);

private:
    using Open = std::shared_ptr<OpenBuild>;

    void next();
    void openWhole(const MirrorWish &wish);
    void openSelection(const MirrorWish &wish);
    void select(const Open &build, const Selection &selection);
    void list(const Open &build, const Selection &selection);
    void addAll(const Open &build, const QList<MirrorObject> &objects);
    void addSelected(const Open &build, const SelectionListing::Listed &listed);
    void add(const MirrorEntry &entry);

    transfer::TransferServices &m_services; ///< with the keys of all that is opened
    OpenProducts &m_products;
    FileResolver m_resolver;
    const Shard m_shard;
    const QString m_folder;
    std::deque<MirrorWish> m_waiting;
    QSet<QByteArray> m_paths;
    MirrorPlan m_plan;
    Done m_done;
};

} // namespace catalog
