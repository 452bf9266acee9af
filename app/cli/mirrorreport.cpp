#include "app/cli/mirrorreport.h"

#include "app/advice.h"
#include "app/console.h"
#include "app/text.h"
#include "core/hex.h"

#include <QJsonObject>
#include <set>

namespace app {

using namespace Qt::StringLiterals;

namespace {

QString objectsText(qint64 number)
{
    return counted(static_cast<quint64>(number), "object");
}

QString plannedSize(qint64 bytes, qint64 ofUnknownSize)
{
    const QString size = sizeText(bytes);
    return ofUnknownSize == 0 ? size : u"%1 and %2 of unknown size"_s.arg(size, objectsText(ofUnknownSize));
}

} // namespace

MirrorReport::MirrorReport(Output output, Talk talk)
    : m_output(output)
    , m_talk(talk)
    , m_isDrawing(output == Output::Text && talk != Talk::Quiet && isTerminal(Stream::Out))
{
    m_sinceTold.start();
}

void MirrorReport::listen(catalog::OpenProducts &products, catalog::MirrorPlanning &planning,
                          MirrorTotals &totals)
{
    QObject::connect(&products, &catalog::OpenProducts::warned, &planning,
                     [this](const catalog::LoadWarning &warning) { warned(warning); });
    QObject::connect(&planning, &catalog::MirrorPlanning::lost, &planning,
                     [this, &totals](const QString &name, const core::Error &error) {
                         ++totals.failed;
                         failed(name, error);
                     });
    QObject::connect(
        &planning, &catalog::MirrorPlanning::foundWhole, &planning, [this](const catalog::Build &build) {
            warned(
                {build.product,
                 {},
                 u"the mirror has all of build %1, and so every file of it; \"sluice mirror %2@%3\" fetches "
                 "what it lacks"_s.arg(build.version, build.product, core::hex(build.name))});
        });
}

void MirrorReport::planned(const catalog::MirrorPlan &plan)
{
    std::set<blte::Digest> told;
    for (const catalog::MirroredBuild &build : plan.builds) {
        if (!told.insert(build.row.buildConfig).second)
            continue;
        const QString version = QString::fromStdString(build.row.versionName);
        const QString buildConfig = core::hex(build.row.buildConfig);
        const QString cdnConfig = core::hex(build.row.cdnConfig);
        if (m_output == Output::Json) {
            printLine(Stream::Out, jsonLine({{u"event"_s, u"build"_s},
                                             {u"product"_s, build.product},
                                             {u"version"_s, version},
                                             {u"buildConfig"_s, buildConfig},
                                             {u"cdnConfig"_s, cdnConfig}}));
        } else {
            tellLine(u"%1 %2: build config %3, CDN config %4"_s.arg(build.product, printable(version),
                                                                    buildConfig, cdnConfig));
        }
    }
    if (m_output == Output::Json) {
        printLine(Stream::Out, jsonLine({{u"event"_s, u"planned"_s},
                                         {u"objects"_s, plan.entries.size() - plan.unlisted},
                                         {u"size"_s, plan.bytes},
                                         {u"ofUnknownSize"_s, plan.ofUnknownSize},
                                         {u"unlisted"_s, plan.unlisted},
                                         {u"unlistedSize"_s, plan.unlistedBytes}}));
        return;
    }
    tellLine(u"%1, %2"_s.arg(objectsText(plan.entries.size() - plan.unlisted),
                             plannedSize(plan.bytes, plan.ofUnknownSize)));
    if (plan.unlisted > 0) {
        tellLine(u"and %1 that no index lists, %2 if they are anywhere"_s.arg(objectsText(plan.unlisted),
                                                                              sizeText(plan.unlistedBytes)));
    }
}

void MirrorReport::failed(const QString &path, const core::Error &error)
{
    if (m_output == Output::Json) {
        printLine(Stream::Out, jsonLine({{u"event"_s, u"failed"_s},
                                         {u"path"_s, path},
                                         {u"kind"_s, core::name(error.kind)},
                                         {u"detail"_s, error.detail}}));
        return;
    }
    erase();
    complain(printable(path) % ": "_L1 % tell(error));
}

void MirrorReport::waits(const QString &path, const transfer::Event &event)
{
    if (m_output == Output::Json) {
        printLine(Stream::Out, jsonLine({{u"event"_s, u"waiting"_s},
                                         {u"path"_s, path},
                                         {u"reason"_s, core::name(event.error.kind)},
                                         {u"detail"_s, event.error.detail},
                                         {u"delayMs"_s, event.delayMs}}));
        return;
    }
    tellLine(printable(path) % ": "_L1 % transfer::describe(event));
}

void MirrorReport::unlisted(const QString &path)
{
    if (m_output == Output::Json)
        printLine(Stream::Out, jsonLine({{u"event"_s, u"unlisted"_s}, {u"path"_s, path}}));
    else if (m_talk == Talk::Verbose)
        tellLine(printable(path) + u": only the encoding manifest knows it, and no host has it"_s);
}

void MirrorReport::healed(const QString &path, qint64 offset)
{
    if (m_output == Output::Json)
        printLine(Stream::Out,
                  jsonLine({{u"event"_s, u"healed"_s}, {u"path"_s, path}, {u"offset"_s, offset}}));
    else
        tellLine(u"%1: object at %2 was damaged, and is fetched again"_s.arg(printable(path)).arg(offset));
}

void MirrorReport::warned(const catalog::LoadWarning &warning)
{
    if (m_output == Output::Json) {
        printLine(Stream::Out, jsonLine({{u"event"_s, u"warning"_s},
                                         {u"object"_s, warning.object},
                                         {u"host"_s, warning.host},
                                         {u"detail"_s, warning.detail}}));
        return;
    }
    erase();
    complain(u"warning: "_s + printable(textOf(warning)));
}

void MirrorReport::progressed(const MirrorTotals &soFar, qint64 bytesPerSecond)
{
    if (m_output == Output::Json) {
        if (m_sinceTold.elapsed() < 250)
            return;
        m_sinceTold.start();
        printLine(Stream::Out, jsonLine({{u"event"_s, u"progress"_s},
                                         {u"objectsDone"_s, soFar.done},
                                         {u"objectsTotal"_s, soFar.objects},
                                         {u"bytesDone"_s, soFar.doneBytes},
                                         {u"bytesTotal"_s, soFar.bytes},
                                         {u"bytesPerSecond"_s, bytesPerSecond},
                                         {u"networkBytes"_s, soFar.networkBytes}}));
        return;
    }
    if (!m_isDrawing)
        return;
    const QString line = u"%1 of %2  %3 of %4  %5"_s.arg(
        QString::number(soFar.done), objectsText(soFar.objects), sizeText(soFar.doneBytes),
        plannedSize(soFar.bytes, soFar.ofUnknownSize), rateText(bytesPerSecond));
    erase();
    print(Stream::Out, fitted(line, terminalSize().columns - 1) + u'\r');
    m_isDrawn = true;
}

void MirrorReport::ended(const MirrorTotals &totals, const QString &what)
{
    if (m_output == Output::Json) {
        printLine(Stream::Out, jsonLine({{u"event"_s, u"summary"_s},
                                         {u"objects"_s, totals.objects - totals.unlisted},
                                         {u"done"_s, totals.done},
                                         {u"present"_s, totals.present},
                                         {u"healed"_s, totals.healed},
                                         {u"unlisted"_s, totals.unlisted},
                                         {u"failed"_s, totals.failed},
                                         {u"unfinished"_s, totals.unfinished},
                                         {u"networkBytes"_s, totals.networkBytes},
                                         {u"metadataBytes"_s, totals.metadataBytes}}));
        return;
    }
    QString line = u"%1 of %2 %3"_s.arg(QString::number(totals.done),
                                        objectsText(totals.objects - totals.unlisted), what);
    if (totals.present > 0 && totals.present < totals.done)
        line += u", %1 of them before"_s.arg(totals.present);
    if (totals.healed > 0)
        line += u", %1 in archives fetched again"_s.arg(objectsText(totals.healed));
    if (totals.unlisted > 0)
        line += u", no host has %1 more that no index lists"_s.arg(totals.unlisted);
    if (totals.failed > 0)
        line += u", %1 failed"_s.arg(totals.failed);
    if (totals.unfinished > 0)
        line += u", %1 to go: the same command goes on"_s.arg(totals.unfinished);
    line += u"; %1 from the network"_s.arg(sizeText(totals.networkBytes + totals.metadataBytes));
    tellLine(line);
}

void MirrorReport::tellLine(const QString &line)
{
    if (m_talk == Talk::Quiet)
        return;
    erase();
    printLine(Stream::Out, line);
}

void MirrorReport::erase()
{
    if (m_isDrawn)
        print(Stream::Out, u"\r\x1b[K"_s);
    m_isDrawn = false;
}

} // namespace app
