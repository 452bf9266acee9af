#pragma once

#include "core/error.h"
#include "core/transfer/hostpool.h"

#include <QDateTime>
#include <QUrl>

namespace queue {

/// What one mirror of a running item is doing. A value.
struct MirrorStatus
{
    QString host;
    QUrl url;
    bool ranges = true;
    int failures = 0;
    int connections = 0;
    qint64 bytes = 0;
    core::Error lastError;
    QDateTime blockedUntil;    ///< invalid: usable now
    qint64 bytesPerSecond = 0; ///< now, of all its connections for this item
    transfer::HostFacts::Answer multiRange = transfer::HostFacts::Answer::Unknown;
};

} // namespace queue
