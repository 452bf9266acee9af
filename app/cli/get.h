#pragma once

#include "app/alternatives.h"
#include "app/cli/lookups.h"
#include "app/cli/report.h"
#include "app/exitcode.h"
#include "app/interrupt.h"
#include "core/queue/queue.h"
#include "core/transfer/transferservices.h"

#include <QHash>
#include <QSet>
#include <QTimer>

namespace app {

/// One run of `get`: puts the requests into a queue of its own and tells what happens until nothing is left
/// to do. start() once; finished() comes later, never from within start().
class Get : public QObject
{
    Q_OBJECT
public:
    Get(const GetOptions &options, std::shared_ptr<const blte::KeyStore> keys);

    void start(const Requests &requests);

Q_SIGNALS:
    void finished(app::ExitCode code);

private:
    void add(const QList<queue::Request> &requests, const catalog::FoundSet *set = nullptr);
    void connectLookups();
    void onFound(const ProductRequest &product, const catalog::ResolvedFiles &files);
    void onFoundSet(const ProductRequest &product, const catalog::FoundSet &set);
    void addFiles(const ProductRequest &product, const catalog::ResolvedFiles &files);
    void loseAll(const ProductRequest &product, const QList<catalog::LostFile> &files);
    void lose(const QString &name, const core::Error &error);
    void endIfNothingRuns();
    bool tryNext(const queue::Item &item, const transfer::Event &event);
    bool tryAsContentKey(const queue::Item &item, const transfer::Event &event);
    bool tryAnew(const queue::Item &item, const transfer::Event &event);
    void onHappened(queue::ItemId id, const transfer::Event &event);
    void count(const queue::Item &item, const transfer::Event &event);
    void onFilesEnded(queue::ItemId id, const QList<transfer::SetFileEnd> &files);
    void onTick();
    void onIdle();
    void interrupt();
    void end();
    Numbered numbered(const queue::Item &item) const;
    ExitCode exitCode() const;

    const GetOptions m_options;
    transfer::TransferServices m_services;
    queue::Queue m_queue;
    Lookups m_lookups;
    Alternatives m_alternatives;
    std::unique_ptr<Report> m_report;
    Interrupt m_interrupt;
    QTimer m_tick;
    QHash<queue::ItemId, int> m_numbers;
    int m_lastNumber = 0;
    int m_links = 0;             ///< the first so many numbers are those of addresses
    QSet<queue::ItemId> m_moved; ///< since the last tick
    QSet<QString> m_anew;        ///< sets that were looked up once more
    Totals m_totals;
    bool m_wasInterrupted = false;
};

/// Runs it until nothing is left to do. Blocks, in the application's event loop.
ExitCode fetch(const GetOptions &options, std::shared_ptr<const blte::KeyStore> keys, Requests requests);

ExitCode runGet(const QStringList &arguments);

} // namespace app
