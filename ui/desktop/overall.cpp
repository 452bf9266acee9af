#include "ui/desktop/overall.h"

namespace ui {

Overall overallOf(const queue::Queue &queue)
{
    const queue::BatchProgress batch = queue.counts().batch();
    Overall overall;
    overall.active = queue.activeCount();
    overall.unfinished = batch.unfinished;
    if (overall.unfinished == 0)
        return overall;
    overall.pausedBy = queue.pausedBy();
    overall.bytesPerSecond = overall.active > 0 ? queue.bytesPerSecond() : 0;
    if (batch.known == 0)
        return overall;
    // Of a file whose size is not known yet nothing is done, and it counts as large as the others on average.
    const auto done = static_cast<double>(batch.encodedDone);
    const double all =
        static_cast<double>(batch.encodedSize) * (1.0 + static_cast<double>(batch.unknown) / batch.known);
    overall.fraction = done / all;
    if (overall.bytesPerSecond > 0)
        overall.secondsLeft = static_cast<qint64>((all - done) / static_cast<double>(overall.bytesPerSecond));
    return overall;
}

} // namespace ui
