#include "tests/faults/program.h"

#include "tests/support/testpaths.h"

namespace faults {

namespace {

constexpr int kPatience = 30'000;

} // namespace

QStringList Program::commandLine(const Stage &stage)
{
    const QString url = stage.harness.server.url(stage.path, stage.hosts.first()).toString();
    return {support::programPath(),       QStringLiteral("get"),  QStringLiteral("--network"),
            QStringLiteral("unreliable"), QStringLiteral("-o"),   stage.harness.folder(),
            QStringLiteral("-O"),         QStringLiteral("file"), url};
}

Program::Program(const Stage &stage, const QStringList &more)
{
    process.setProcessChannelMode(QProcess::MergedChannels);
    const QStringList line = commandLine(stage) + more;
    process.start(line.first(), line.mid(1));
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
