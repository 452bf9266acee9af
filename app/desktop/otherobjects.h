#pragma once

#include "core/queue/queue.h"

#include <QHash>

namespace app {

/// Files that may be had as several objects: when one of them is nowhere, the next one takes its place in the
/// queue. Known for as long as the program runs. Lives on the thread of the queue, which outlives it.
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
    QHash<QString, QList<core::Source>> m_others; ///< by the identity of what is queued
};

} // namespace app
