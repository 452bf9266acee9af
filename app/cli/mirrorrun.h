#pragma once

#include "app/cli/mirrorproof.h"
#include "app/cli/mirrorreport.h"
#include "app/cli/mirrorset.h"
#include "app/cli/mirrortables.h"
#include "app/exitcode.h"
#include "app/interrupt.h"
#include "core/deferred.h"
#include "core/queue/queue.h"
#include "core/transfer/transferservices.h"

#include <QHash>
#include <QTimer>

namespace app {

struct MirrorOptions
{
    enum class Work {
        Fetch,
        Tell, ///< how much it would be
    };
    Work work = Work::Fetch;
    QList<MirrorWish> wishes;
    QString label;  ///< what was asked for, in words
    QString folder; ///< absolute
    catalog::Shard shard;
    BuildOptions build;
    queue::Settings settings;
    Talk talk = Talk::Normal;
    Output output = Output::Text;
};

/// One run of `mirror`: every object of some builds as served, into a folder laid out like their CDN. What is
/// there is proven first, and only what lacks is fetched; an archive in which single objects are damaged gets
/// these anew. start() once; finished() comes later.
class MirrorRun : public QObject
{
    Q_OBJECT
public:
    MirrorRun(const MirrorOptions &options, std::shared_ptr<const blte::KeyStore> keys);
    ~MirrorRun() override;

    void start();

Q_SIGNALS:
    void finished(app::ExitCode code);

private:
    /// An entry of the plan that is being seen to.
    struct Work
    {
        qsizetype entry = 0;
        bool wasThere = false; ///< before this run
        int attempts = 0;      ///< that were proven wrong
    };

    void onPlanned(const MirrorPlan &plan);
    void feed();
    bool mayBegin() const;
    void begin(Work work);
    void fetch(const Work &work, queue::WhenExists whenExists);
    core::Source sourceFor(const Work &work) const;
    void fetchSmall(const Work &work);
    void fetchSlice(const Work &work);
    void write(const Work &work, const core::Result<QByteArray> &bytes);
    // What is fetched as one set
    void beginSet();
    void fetchSet(const core::Result<void> &written);
    void onFilesEnded(queue::ItemId id, const QList<transfer::SetFileEnd> &files);
    void onSetEnded(const transfer::Event &event);

    void onHappened(queue::ItemId id, const transfer::Event &event);
    void removeRow(queue::ItemId id, queue::Removal removal);
    void check(const Work &work);
    void onProven(Work work, const core::Result<ArchiveCheck> &proof);
    void mend(const Work &work, const std::vector<tact::IndexEntry> &wrong);
    void finish(const Work &work);
    void fail(const Work &work, const core::Error &error);
    void ended(const Work &work);
    void onTick();
    void interrupt();
    void end();
    void removeEmptyFolders();
    void writeTables();
    MirrorTree treeOf(const catalog::OpenBuild &build) const;
    QString targetOf(const Work &work) const;
    MirrorCipher cipherOf(const Work &work) const;

    const MirrorOptions m_options;
    transfer::TransferServices m_services;
    queue::Queue m_queue;
    catalog::OpenProducts m_products;
    MirrorPlanning m_planning;
    MirrorReport m_report;
    Interrupt m_interrupt;
    QTimer m_tick;
    MirrorPlan m_plan;
    MirrorTotals m_totals;
    QHash<queue::ItemId, Work> m_works;
    MirrorSet m_set; ///< small objects of selections, mostly: a row of the queue for each would take too long
    QString m_setName;
    std::optional<queue::ItemId> m_setRow;
    qint64 m_setBytes = 0; ///< of its files that came
    qsizetype m_next = 0;
    qsizetype m_ended = 0;   ///< entries, well or not
    int m_underWay = 0;      ///< entries
    int m_namedUnderWay = 0; ///< of these, what is proven by its name
    bool m_wasInterrupted = false;
    bool m_isOver = false;
    core::Deferred m_feedSoon{this, [this] { feed(); }};
};

} // namespace app
