#pragma once

#include "core/catalog/mirrortables.h"
#include "core/queue/queue.h"
#include "ui/intake/productrequest.h"

#include <QObject>
#include <functional>

namespace app {

/// Finds the row of the queue in which a mirror of a build goes on: one that is not done, in the same folder,
/// of the same files and of the same build, whichever way either of them names the build. Lives on the
/// queue's thread and never blocks it.
class MirrorRows : public QObject
{
public:
    /// `queue` outlives it.
    explicit MirrorRows(const queue::Queue &queue, QObject *parent = nullptr);

    /// `label`: of the row's mirror (catalog::MirrorOpening::Order); empty where there is no such row.
    using Found = std::function<void(const QString &label)>;
    /// `builds`: what the request turned out to be. `found` is called once, later or at once,
    /// unless this is gone.
    using Builds = QList<catalog::MirroredBuild>;
    void find(const ui::ProductRequest &request, const Builds &builds, const Found &found);

private:
    struct Row
    {
        queue::ItemId id;
        QString label;
    };
    void tryNext(const QList<Row> &rows, const Builds &builds, const Found &found);

    const queue::Queue &m_queue;
};

} // namespace app
