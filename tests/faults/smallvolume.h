#pragma once

#include "tests/faults/stage.h"
#include "tests/storage/systemcalls.h"

#include <QFile>
#include <QTest>

/// What rows on a small file system of their own share.
namespace faults {

inline constexpr qint64 kDisk = 12 << 20;
inline constexpr int kPatience = 20'000;

/// A file system that cannot reserve blocks, as FAT: then it is the writing itself that finds it full.
struct WithoutReserve
{
    explicit WithoutReserve(const Stage &stage)
        : watch(QFile::encodeName(stage.harness.folder()),
                [](const systemcalls::Call &call) { return call.name == "fallocate" ? EOPNOTSUPP : 0; })
    {
    }
    const systemcalls::Watch watch;
};

inline void slowly(Stage &stage, qint64 bytesPerSecond = 1'500'000)
{
    stage.setSettings([=](queue::Settings &s) { s.bytesPerSecond = bytesPerSecond; });
}

inline void waitForMiddle(Stage &stage)
{
    QTRY_VERIFY_WITH_TIMEOUT(stage.server().bytesServed() > (1 << 19), kPatience);
}

} // namespace faults
