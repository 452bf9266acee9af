#pragma once

#include "tests/faults/stage.h"

#include <QProcess>

namespace faults {

/// The real executable, fetching a stage's file to where its queue would; or its set, which it looks up
/// itself.
struct Program
{
    /// The executable and its arguments.
    static QStringList commandLine(const Stage &stage);
    static QString setName(); ///< of what it has beside the files of a set, without ".part"
    explicit Program(const Stage &stage, const QStringList &more = {});
    ~Program();

    bool hasEnded(); ///< waits for it
    void kill();     ///< SIGKILL, and waits
    QByteArray output() { return process.readAll(); }

    QProcess process;
};

} // namespace faults
