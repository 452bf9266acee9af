#include "app/cli/dryrun.h"

#include "app/console.h"
#include "app/text.h"
#include "core/hex.h"
#include "core/links/productsource.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>
#include <utility>

namespace app {

using namespace Qt::StringLiterals;
using catalog::Forecast;

namespace {

QString filesText(qint64 files)
{
    return counted(static_cast<quint64>(files), "file");
}

QJsonObject toJson(const Forecast &forecast)
{
    QJsonArray locked;
    for (const auto &[key, files] : forecast.locked.byKey)
        locked.append(QJsonObject{{u"keyName"_s, core::hex(key)}, {u"files"_s, files}});
    return {{u"files"_s, forecast.set.files},
            {u"size"_s, orNull(forecast.set.decodedSize)},
            {u"encodedSize"_s, orNull(forecast.set.encodedSize)},
            {u"occupied"_s, forecast.occupied},
            {u"locked"_s, forecast.locked.files},
            {u"maybeLocked"_s, forecast.locked.unknown},
            {u"missingKeys"_s, locked}};
}

QStringList linesOf(const Forecast &forecast)
{
    QStringList lines{sizesOf(forecast.set)};
    if (forecast.occupied > 0) {
        lines << u"something lies in the place of %1 already; what is right is not fetched again"_s.arg(
            filesText(forecast.occupied));
    }
    if (forecast.locked.files > 0) {
        QStringList keys;
        for (const auto &[key, files] : forecast.locked.byKey)
            keys << u"%1 (%2)"_s.arg(core::hex(key), filesText(files));
        lines << u"%1 locked, for want of keys: %2; give them with -k FILE, or with sluice keys import FILE"_s
                     .arg(filesText(forecast.locked.files) +
                              (forecast.locked.files == 1 ? u" is"_s : u" are"_s),
                          keys.join(u", "_s));
    }
    if (forecast.locked.unknown > 0) {
        lines << u"of %1 the encoding manifest does not say whether they are encrypted"_s.arg(
            filesText(forecast.locked.unknown));
    }
    return lines;
}

} // namespace

DryRun::DryRun(const GetOptions &options, std::shared_ptr<const blte::KeyStore> keys)
    : m_options(options)
    , m_lookups(options.build, m_services)
    , m_report(makeReport(options.output, options.talk))
{
    m_services.keys = std::move(keys);
    m_lookups.setForecast();
    m_lookups.setPlan(options.plan);
    connect(&m_lookups, &Lookups::foretold, this, &DryRun::tell);
    connect(&m_lookups, &Lookups::lost, this,
            [this](const QString &name, const core::Error &error, const QString &hint) {
                ++m_number;
                tellLost(name, error);
                if (!hint.isEmpty())
                    complain(hint);
            });
    connect(&m_lookups, &Lookups::warned, this,
            [this](const catalog::LoadWarning &warning) { m_report->warned(warning); });
    connect(&m_lookups, &Lookups::oneEnded, this, &DryRun::end);
}

void DryRun::start(const Requests &requests)
{
    m_lost = requests.lost; // sources of lists that cannot be fetched
    for (const queue::Request &request : requests.all)
        tellLink(request);
    for (const ProductRequest &product : requests.products)
        m_lookups.find(product);
    for (const KeyRequest &key : requests.keys)
        m_lookups.find(key);
    QMetaObject::invokeMethod(this, &DryRun::end, Qt::QueuedConnection);
}

/// Nobody knows its size without asking for the file.
void DryRun::tellLink(const queue::Request &request)
{
    const core::Source source = core::withoutCredentials(request.source);
    if (m_options.output == Output::Json) {
        printLine(Stream::Out, jsonLine({{u"event"_s, u"planned"_s},
                                         {u"id"_s, ++m_number},
                                         {u"source"_s, core::toLine(source)},
                                         {u"target"_s, request.folder},
                                         {u"files"_s, 1}}));
        return;
    }
    printLine(Stream::Out, u"[%1] %2: 1 file, its size is known once it is asked for"_s.arg(++m_number)
                               .arg(printable(core::toLine(source))));
}

void DryRun::tell(const ProductRequest &request, const Forecast &forecast)
{
    const QString name = links::shownText(request.source);
    ++m_number;
    if (m_options.output == Output::Json) {
        QJsonObject object = toJson(forecast);
        object.insert("event"_L1, u"planned"_s);
        object.insert("id"_L1, m_number);
        object.insert("source"_L1, name);
        object.insert("target"_L1, request.folder);
        printLine(Stream::Out, jsonLine(object));
    } else {
        for (const QString &line : linesOf(forecast))
            printLine(Stream::Out, u"[%1] %2: %3"_s.arg(m_number).arg(printable(name), line));
    }
    for (const catalog::LostFile &file : forecast.set.lost)
        tellLost(file.name.isEmpty() ? name : request.source.product % u':' % file.name, file.error);
}

void DryRun::tellLost(const QString &name, const core::Error &error)
{
    ++m_lost;
    m_report->lost(m_number, name, error);
}

void DryRun::end()
{
    if (m_lookups.underWay() == 0 && !std::exchange(m_isOver, true))
        Q_EMIT finished(m_lost > 0 ? ExitCode::Failed : ExitCode::Done);
}

ExitCode tellOnly(const GetOptions &options, std::shared_ptr<const blte::KeyStore> keys,
                  const Requests &requests)
{
    DryRun run(options, std::move(keys));
    QObject::connect(
        &run, &DryRun::finished, &run, [](ExitCode code) { QCoreApplication::exit(static_cast<int>(code)); },
        Qt::QueuedConnection);
    run.start(requests);
    return static_cast<ExitCode>(QCoreApplication::exec());
}

} // namespace app
