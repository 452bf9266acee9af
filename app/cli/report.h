#pragma once

#include "app/cli/lookups.h"
#include "core/transfer/event.h"
#include "core/transfer/routing/setfileend.h"

#include <memory>
#include <set>

namespace app {

/// What came out of a run of `get`.
struct Totals
{
    int done = 0;
    int failed = 0;
    int incomplete = 0;
    qint64 filesOfSets = 0;              ///< that are in their places
    int unfinished = 0;                  ///< interrupted; resumes when run again
    qint64 networkBytes = 0;             ///< of the files themselves
    qint64 metadataBytes = 0;            ///< of what it took to find them
    std::set<blte::KeyName> missingKeys; ///< that locked chunks need
    std::set<blte::KeyName> wrongKeys;   ///< that are there, and decrypt nonsense
};

/// What a file is called in front of people: its source's number (from 1, in the order given) and the queue's
/// row.
struct Numbered
{
    int number = 0;
    const queue::Item *item = nullptr; ///< valid during the call
};

/// How `get` tells what it does: as JSON, as lines, or with progress lines on a terminal.
class Report
{
public:
    virtual ~Report() = default;

    /// `set`: what was found, when it is several files; else null.
    virtual void added(Numbered file, const catalog::FoundSet *set) = 0;
    /// One of them has its place, or cannot be had.
    virtual void fileEnded(Numbered set, const transfer::SetFileEnd &file) = 0;
    /// Every event but Added and the progress.
    virtual void happened(Numbered file, const transfer::Event &event) = 0;
    /// Four times a second: those that moved, of all that are there.
    virtual void progressed(const QList<Numbered> &moved, const Totals &soFar, qint64 bytesPerSecond) = 0;
    virtual void ended(const Totals &totals) = 0;
    /// A source, by its number, of which no file comes. `name`: as it was given.
    virtual void lost(int number, const QString &name, const core::Error &error) = 0;
    virtual void warned(const catalog::LoadWarning &warning) = 0;
};

std::unique_ptr<Report> makeReport(Output output, Talk talk);

} // namespace app
