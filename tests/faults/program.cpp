#include "tests/faults/program.h"

namespace faults {

namespace {

constexpr int kPatience = 30'000;

} // namespace

Program::Program(const Stage &stage, const QStringList &more)
{
    process.setProcessChannelMode(QProcess::MergedChannels);
    const QString url = stage.harness.server.url(stage.path).toString();
    process.start(QStringLiteral(SLUICE_PROGRAM),
                  QStringList{QStringLiteral("get"), QStringLiteral("--network"),
                              QStringLiteral("unreliable"), QStringLiteral("-o"), stage.harness.folder(),
                              QStringLiteral("-O"), QStringLiteral("file")} +
                      more + QStringList{url});
}

Program::~Program()
{
    if (process.state() != QProcess::NotRunning)
        kill();
}

bool Program::hasEnded()
{
    return process.state() == QProcess::NotRunning || process.waitForFinished(kPatience);
}

void Program::kill()
{
    process.kill();
    process.waitForFinished(kPatience);
}

} // namespace faults
