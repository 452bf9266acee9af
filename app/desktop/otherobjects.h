#pragma once

#include "app/alternatives.h"
#include "core/queue/queue.h"

namespace app {

/// Puts the next object of a file into the queue's place of one that is nowhere. Lives on the thread of the
/// queue, which outlives it.
class OtherObjects : public QObject
{
    Q_OBJECT
public:
    explicit OtherObjects(queue::Queue &queue, QObject *parent = nullptr);

    /// `others` decode to the same file as `source`, which is about to be queued.
    void keep(const core::Source &source, const QList<core::Source> &others);

Q_SIGNALS:
    /// The row is gone; the request is for whoever adds to the queue.
    void wanted(const queue::Request &request, const QString &remark);

private:
    void onHappened(queue::ItemId id, const transfer::Event &event);

    queue::Queue &m_queue;
    Alternatives m_alternatives;
};

} // namespace app
