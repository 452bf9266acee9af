#include "ui/desktop/overall.h"

namespace ui {

namespace {

using queue::Item;
using transfer::Intent;
using transfer::State;

bool wantsToRun(const Item &item)
{
    return item.intent == Intent::Run && !transfer::isFinished(item.state);
}

/// The bytes of a batch. Of a file whose size is not known yet nothing is done, and it counts as large as the
/// others are on average.
struct Bytes
{
    double done = 0;
    double total = 0;
    int known = 0;
    int unknown = 0;

    void add(const Item &item)
    {
        const auto &progress = item.progress;
        if (progress.encodedSize <= 0) {
            unknown += item.state == State::Done ? 0 : 1;
            return;
        }
        ++known;
        done += static_cast<double>(progress.encodedDone);
        total += static_cast<double>(progress.encodedSize);
    }

    double all() const { return known > 0 ? total * (1.0 + static_cast<double>(unknown) / known) : 0.0; }
};

} // namespace

Overall OverallProgress::update(const queue::Queue &queue)
{
    Overall overall;
    Bytes bytes;
    overall.active = queue.activeCount();
    for (int row = 0; row < queue.count(); ++row) {
        const Item &item = queue.at(row);
        if (wantsToRun(item)) {
            ++overall.unfinished;
            m_batch.insert(item.id);
            if (item.state == State::Waiting && !item.waitingUntil.isValid())
                overall.obstacle = item.error;
        }
        const bool counts = wantsToRun(item) || (item.state == State::Done && m_batch.contains(item.id));
        if (counts)
            bytes.add(item);
    }
    if (overall.unfinished == 0) {
        m_batch.clear();
        return overall;
    }
    overall.bytesPerSecond = overall.active > 0 ? queue.bytesPerSecond() : 0;
    if (const double all = bytes.all(); all > 0) {
        overall.fraction = bytes.done / all;
        if (overall.bytesPerSecond > 0)
            overall.secondsLeft =
                static_cast<qint64>((all - bytes.done) / static_cast<double>(overall.bytesPerSecond));
    }
    return overall;
}

} // namespace ui
