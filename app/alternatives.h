#pragma once

#include "core/queue/item.h"
#include "core/transfer/event.h"

#include <QHash>
#include <optional>

namespace app {

/// Files that may be had as several objects: which one is next when one of them is nowhere. Known for as long
/// as the program runs.
class Alternatives
{
public:
    /// `others` decode to the same file as `source`, which is about to be queued.
    void keep(const core::Source &source, const QList<core::Source> &others);

    /// What to queue in place of an item that has just ended as the event tells. Empty when it did not fail,
    /// would fail in the same way anywhere, or was the last one.
    std::optional<queue::Request> next(const queue::Item &item, const transfer::Event &event);

private:
    QHash<QString, QList<core::Source>> m_others; ///< by the identity of what is queued
};

} // namespace app
