#include "tests/faults/program.h"

#include "core/catalog/setplanner.h"
#include "tests/faults/setsample.h"
#include "tests/support/testpaths.h"

namespace faults {

namespace {

constexpr int kPatience = 30'000;

} // namespace

QStringList Program::commandLine(const Stage &stage)
{
    const QStringList common{support::programPath(),       QStringLiteral("get"), QStringLiteral("--network"),
                             QStringLiteral("unreliable"), QStringLiteral("-o"),  stage.harness.folder()};
    if (stage.isSet()) {
        return common + QStringList{SetSample::instance().selection(),
                                    QStringLiteral("--manifest"),
                                    QStringLiteral("tvfs"),
                                    QStringLiteral("--service"),
                                    stage.harness.server.url({}).toString(),
                                    QStringLiteral("--cache"),
                                    stage.cacheFolder(),
                                    QStringLiteral("-k"),
                                    stage.keyFile()};
    }
    const QString url = stage.harness.server.url(stage.path, stage.hosts.first()).toString();
    return common + QStringList{QStringLiteral("-O"), QStringLiteral("file"), url};
}

QString Program::setName()
{
    return catalog::setName(SetSample::instance().selection());
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
