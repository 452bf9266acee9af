#pragma once

#include "core/catalog/mirrorplanning.h"

namespace catalog {

/// The builds that the tables of a mirror name: of these products, or of all. NotFound, with what is missing,
/// where the folder is none. Blocks.
core::Result<QList<MirrorWish>> buildsOfMirror(const QString &folder, const QStringList &products = {});

/// To read the builds of a mirror: from its folder and the cache alone, nobody is asked.
BuildOpening::Means onlyMirror(BuildOpening::Means means, const QString &folder);

/// Reads every object of a mirror back from the disk and tells what is missing or wrong. Writes nothing.
///
/// Lives on the thread of the services and the products, which outlive it; reads on threads of the services.
/// Never blocks. Deleting it ends everything without a word; what is being read then is read to its end.
class MirrorCheck : public QObject
{
    Q_OBJECT
public:
    /// `products` with onlyMirror(). `folder` of the mirror, absolute.
    MirrorCheck(transfer::TransferServices &services, OpenProducts &products, QString folder,
                Shard shard = {});

    /// Which tells what could not be listed (lost()).
    MirrorPlanning &planning() { return m_planning; }
    /// Once. planned() comes, then checked() for each entry of the plan, and finished().
    void start(const QList<MirrorWish> &wishes);

    enum class Finding {
        Whole,
        Absent, ///< only the encoding manifest knows it, and the CDN may never have had it
        Wrong,
    };

Q_SIGNALS:
    void planned(const catalog::MirrorPlan &plan);
    /// `wrong`: one for each object that is; an archive has many.
    void checked(const catalog::MirrorEntry &entry, catalog::MirrorCheck::Finding finding,
                 const QList<core::Error> &wrong);
    void finished();

private:
    void feed();
    void end(qsizetype number, const QList<core::Error> &wrong);

    transfer::TransferServices &m_services;
    const QString m_folder;
    MirrorPlanning m_planning;
    MirrorPlan m_plan;
    qsizetype m_next = 0;
    int m_underWay = 0;
};

/// What is to be mirrored so that objects that are wrong are fetched again: builds that the mirror has whole,
/// or of parts of one the objects by their keys. A value.
class MirrorHealing
{
public:
    void add(const MirrorEntry &wrong);
    bool isEmpty() const { return m_builds.isEmpty(); }
    /// By the hashes of the builds; of many keys several. A part of which only configs are wrong has no keys
    /// yet: it needs one of `plan`.
    QList<MirrorWish> wishes(const MirrorPlan &plan) const;

private:
    struct Part
    {
        std::shared_ptr<const Build> build;
        QList<blte::Digest> keys; ///< each once
    };
    QList<Part> m_builds;
};

/// A file that a mirror is to have.
struct MirrorFile
{
    QString path; ///< below its folder
    std::optional<qint64> size;
};
QList<MirrorFile> filesOf(const MirrorPlan &plan);

/// What of these is there with its size; nothing is read. Blocks.
struct MirrorPresence
{
    qint64 objects = 0;
    qint64 bytes = 0;
};
MirrorPresence presentIn(const QString &folder, const QList<MirrorFile> &files);

} // namespace catalog
