#pragma once

#include "core/transfer/event.h"
#include "core/transfer/failure.h"
#include "core/transfer/progress.h"
#include "core/transfer/routing/chunkmap.h"
#include "core/transfer/routing/mirrors.h"
#include "core/transfer/routing/setfileend.h"
#include "core/transfer/routing/sethosts.h"
#include "core/transfer/routing/setview.h"
#include "core/transfer/target.h"

#include <QObject>

namespace transfer {

/// What a row of the queue has under way: one attempt at a file (Transfer), or at a set of files
/// (SetTransfer). Whoever wants to go on later makes another, which finds everything on disk. Lives on the
/// queue's thread and never blocks it.
///
///     start() ─► opened ─► tableKnown ─► committing ─► finished(completion)
///                  └── any point ──► failed(failure) · stopped()              exactly one of the three ends
///                  it
class Job : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual void start() = 0;
    /// Ends in stopped(), or in finished()/failed() when that was on its way already.
    virtual void stop() = 0;
    /// Limits changed.
    virtual void plan() = 0;

    virtual Progress progress() const = 0;                       ///< bytesPerSecond is the caller's to fill
    virtual const ChunkMap *chunkMap() const { return nullptr; } ///< of a file, once its table is known
    /// Of a set, once it is opened: its files as they are now. Null when they are as in `before`, which may
    /// be null.
    virtual std::shared_ptr<const SetView> setView(const SetView *) const { return nullptr; }
    /// Of a set, once it is opened: who gives what of it.
    virtual QList<HostShare> hosts() const { return {}; }
    virtual const std::vector<Mirror> *mirrors() const { return nullptr; } ///< null: nobody is asked now
    /// Body bytes that came from this mirror so far, those under way included.
    virtual qint64 bytesFrom(int) const { return 0; }

Q_SIGNALS:
    void opened(quint64 volume); ///< what it writes is there, on this volume
    void named(const QString &name);
    void tableKnown();
    void committing();
    void silent(); ///< nothing has come for a while; it goes on waiting
    void filesEnded(const QList<transfer::SetFileEnd> &files); ///< of a set, as many as come at once
    void finished(const transfer::Completion &completion);
    void failed(const transfer::Failure &failure);
    void stopped();
    void happened(const transfer::Event &event);
};

} // namespace transfer
