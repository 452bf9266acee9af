#pragma once

#include "core/queue/queue.h"
#include "ui/intake/dropreader.h"
#include "ui/intake/productrequest.h"

#include <QObject>

class QMimeData;

namespace ui {

class PendingRemovals;
class Preferences;

/// What became of something handed over.
struct IntakeReport
{
    int added = 0;
    int known = 0; ///< were in the queue already
    int kept = 0;  ///< were about to be removed, and stay
    int keys = 0;
    QList<DropProblem> problems;
    QStringList lost;         ///< files of products that cannot be had, one sentence each
    QStringList remarks;      ///< one sentence each
    QList<queue::ItemId> ids; ///< of all sources, added or known
};

/// The one door into the queue: text, files and clipboard go through a pool thread and come out as items,
/// keys or local BLTE files. Files of products are looked up by others, who come back with addFound(). Never
/// blocks; reported() follows every call.
class Intake : public QObject
{
    Q_OBJECT
public:
    Intake(queue::Queue &queue, PendingRemovals &removals, const Preferences &preferences,
           QObject *parent = nullptr);

    void addText(const QString &text);
    void addFiles(const QStringList &files);
    void add(const QMimeData &mime);
    /// Sources that were looked at already (the Add dialog's). Their folders are made: the user saw them.
    void addRequests(const QList<queue::Request> &requests);
    void addProducts(const QList<ui::ProductRequest> &products);
    void addFound(const FoundFiles &found);

Q_SIGNALS:
    void productsWanted(const QList<ui::ProductRequest> &products);
    void keysDropped(const blte::KeyList &keys);
    void localBlteDropped(const QStringList &files);
    /// Of a game's folder; whoever knows builds may remember them.
    void installedDropped(const std::vector<tact::InstalledBuild> &builds);
    /// To be asked about; nothing was done with it.
    void offered(const ui::Offer &offer);
    void reported(const ui::IntakeReport &report);

private:
    void read(const DropInput &input);
    void take(Dropped dropped, const QString &base);
    void takeOffers(const Dropped &dropped, IntakeReport &report);
    void addToQueue(const QList<queue::Request> &requests, const IntakeReport &report);
    void addSome();

    struct Batch
    {
        QList<queue::Request> requests;
        IntakeReport report;
        qsizetype done = 0;
    };

    queue::Queue &m_queue;
    PendingRemovals &m_removals;
    const Preferences &m_preferences;
    QList<Batch> m_batches; ///< those that are being added, first come first
};

} // namespace ui
