#pragma once

#include "app/cli/report.h"
#include "core/catalog/mirrorplanning.h"

#include <QElapsedTimer>

namespace app {

/// What came out of a run of `mirror`.
struct MirrorTotals
{
    qint64 objects = 0; ///< of the mirror, or of its part
    qint64 bytes = 0;   ///< of those whose size is known
    qint64 ofUnknownSize = 0;
    qint64 done = 0;     ///< there and proven; of these …
    qint64 present = 0;  ///< … were there already
    qint64 healed = 0;   ///< objects in archives that were fetched again
    qint64 unlisted = 0; ///< that only the encoding manifest knows, and no host has
    qint64 failed = 0;
    qint64 unfinished = 0;
    qint64 doneBytes = 0;
    qint64 networkBytes = 0;
    qint64 metadataBytes = 0;

    void plan(const catalog::MirrorPlan &plan)
    {
        objects = plan.entries.size();
        bytes = plan.bytes + plan.unlistedBytes;
        ofUnknownSize = plan.ofUnknownSize;
    }
};

/// How `mirror` tells what it does: as JSON, or as lines with a line of progress on a terminal.
class MirrorReport
{
public:
    MirrorReport(Output output, Talk talk);

    /// Tells what these say, and counts what is lost. All of them outlive this, or go with it.
    void listen(catalog::OpenProducts &products, catalog::MirrorPlanning &planning, MirrorTotals &totals);
    void planned(const catalog::MirrorPlan &plan);
    /// Of an object that is not in the mirror now, or not whole.
    void failed(const QString &path, const core::Error &error);
    /// It cannot be had at the moment, and is asked for again later.
    void waits(const QString &path, const transfer::Event &event);
    void unlisted(const QString &path);
    void healed(const QString &path, qint64 offset);
    /// As often as anybody likes.
    void progressed(const MirrorTotals &soFar, qint64 bytesPerSecond);
    void ended(const MirrorTotals &totals, const QString &what);

private:
    void warned(const catalog::LoadWarning &warning);
    void tellLine(const QString &line);
    void erase();

    const Output m_output;
    const Talk m_talk;
    const bool m_isDrawing;
    bool m_isDrawn = false;
    QElapsedTimer m_sinceTold;
};

} // namespace app
