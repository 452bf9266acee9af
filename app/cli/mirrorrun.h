#pragma once

#include "app/cli/mirrorreport.h"
#include "app/exitcode.h"
#include "app/interrupt.h"
#include "core/catalog/mirroropening.h"
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
    catalog::MirrorOpening::Order order;
    BuildOptions build;
    queue::Settings settings;
    Talk talk = Talk::Normal;
    Output output = Output::Text;
};

/// One run of `mirror`: every object of some builds as served, into a folder laid out like their CDN, as one
/// row of a queue. start() once; finished() comes later.
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
    void onPlanned(const catalog::MirrorPlan &plan);
    void onEnded(const catalog::MirrorEntry &entry, const catalog::MirrorBasis::End &end);
    void onPrepared(const core::Result<catalog::MirrorOpening::Row> &row);
    void onFilesEnded(queue::ItemId id, const QList<transfer::SetFileEnd> &files);
    void onFileEnded(const transfer::SetFileEnd &file);
    void onHappened(queue::ItemId id, const transfer::Event &event);
    void onRowEnded(const transfer::Event &event);
    void onTick();
    void interrupt();
    void end();
    MirrorTotals totalsNow() const;

    const MirrorOptions m_options;
    transfer::TransferServices m_services;
    queue::Queue m_queue;
    catalog::OpenProducts m_products;
    catalog::MirrorOpening m_opening;
    MirrorReport m_report;
    Interrupt m_interrupt;
    QTimer m_tick;
    MirrorTotals m_totals; ///< without what the row does at the moment: totalsNow()
    QString m_rowName;
    std::optional<queue::ItemId> m_row;
    qint64 m_failedObjects = 0; ///< others that failed are no objects of the mirror: products, files
    qint64 m_rowDone = 0;       ///< files of it that this run has told
    QHash<QString, core::Error>
        m_failures; ///< by path, of files of the row; they may come in another attempt
    bool m_wasInterrupted = false;
    bool m_isOver = false;
};

} // namespace app
