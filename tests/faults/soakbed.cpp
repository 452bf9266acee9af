#include "tests/faults/soakbed.h"

#include "core/links/cdnsource.h"
#include "tests/faults/setsample.h"
#include "tests/support/bltebuilder.h"
#include "tests/support/bytes.h"
#include "tests/support/testpaths.h"

#include <QDir>
#include <QDirIterator>

namespace faults {

using namespace support;
using namespace std::chrono_literals;

namespace {

constexpr int kDistinct = 40;

QByteArray readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

Footprint Footprint::of(qint64 pid)
{
    Footprint footprint;
    const QString folder = QStringLiteral("/proc/%1/").arg(pid);
    for (const QByteArray &line : readAll(folder + QStringLiteral("status")).split('\n')) {
        const QList<QByteArray> words = line.simplified().split(' ');
        if (line.startsWith("VmRSS:"))
            footprint.residentKiB = words.value(1).toLongLong();
        else if (line.startsWith("Threads:"))
            footprint.threads = words.value(1).toInt();
    }
    const QDir handles(folder + QStringLiteral("fd"));
    footprint.handles = static_cast<int>(
        handles.entryList(QDir::System | QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot).size());
    return footprint;
}

SoakBed::SoakBed(quint32 seed, int files)
    : m_random(seed)
{
    for (int i = 0; i < kDistinct; ++i)
        publish(i);
    for (int i = 0; i < files; ++i) {
        m_names << QStringLiteral("f%1").arg(i, 4, 10, QLatin1Char('0'));
        m_size += m_distinct[static_cast<std::size_t>(i % kDistinct)].bytes->size();
    }
    SetSample::instance().serve(server, {QStringLiteral("127.0.0.1"), QStringLiteral("localhost")});
    QDir(m_home.path()).mkpath(QStringLiteral("home/Downloads"));
    server.setRule([this](const Request &request) { return fault(request); });
}

int SoakBed::number(int least, int most)
{
    const QMutexLocker locker(&m_mutex);
    return std::uniform_int_distribution(least, most)(m_random);
}

/// From a few bytes to several MiB; every third one is no BLTE.
void SoakBed::publish(int index)
{
    const auto size =
        static_cast<std::size_t>(index % 8 == 7 ? number(4'000'000, 7'000'000) : number(100, 900'000));
    const std::vector<std::uint8_t> bytes = payload(noise(static_cast<std::uint64_t>(index)), size);
    const auto whole = std::make_shared<const QByteArray>(toBytes(bytes));
    if (index % 3 == 2) {
        const QByteArray path = "/files/" + QByteArray::number(index) + ".bin"; // which is no page
        server.serve(path, *whole);
        m_distinct.push_back({path, whole});
        return;
    }
    const std::size_t chunk = index % 8 == 7 ? 2'500'000 : 64u << 10; // some are larger than the fast path
    const BuiltObject object = buildObject(bytes, chunk, {index % 2 == 0 ? Encoding::Raw : Encoding::Zlib});
    tact::CdnPath cdn;
    cdn.hash = object.encodingKey.digest;
    const QByteArray path = "/tpr/test/" + QByteArray::fromStdString(tact::toPath(cdn));
    server.serve(path, toBytes(object.bytes));
    m_distinct.push_back({path, whole});
}

/// One request in four goes wrong. What nobody can see in a plain file, wrong bytes, is for BLTE alone.
std::optional<Fault> SoakBed::fault(const Request &request)
{
    const bool isOfService = request.path.startsWith("/v2"); // whose tables nothing proves
    if (m_isCalm || isOfService || number(0, 3) != 0)
        return {};
    ++m_faults;
    const qint64 at = number(0, 300'000);
    const bool isBlte = request.path.startsWith("/tpr");
    switch (number(0, 15)) {
    case 0:
        return fault::resetAfter(at);
    case 1:
        return fault::closedAfter(at);
    case 2:
        return fault::status(500);
    case 3:
        return fault::retryAfter(503, "0");
    case 4:
        return fault::status(404);
    case 5:
        return fault::rangeIgnored();
    case 6:
        return fault::sliceAs200();
    case 7:
        return fault::garbageHead();
    case 8:
        return fault::contentRange("bytes");
    case 9:
        return fault::labelled("gzip");
    case 10:
        return fault::chunkedCut(at);
    case 11:
        return isBlte ? fault::bitFlipped(at) : fault::htmlPage();
    case 12:
        return fault::shifted(isBlte ? 10 : -10);
    case 13:
        return fault::limited(300'000);
    case 14:
        return fault::longer(5000);
    default:
        return number(0, 9) == 0 ? fault::stalledAfter(at) : fault::delayed(200ms);
    }
}

QString SoakBed::writeList(const QString &folder)
{
    const QString listPath = path(QStringLiteral("list-%1.txt").arg(folder));
    QFile list(listPath);
    if (!list.open(QIODevice::WriteOnly))
        qFatal("%s cannot be written", qPrintable(listPath));
    for (qsizetype i = 0; i < m_names.size(); ++i) {
        const QByteArray path = m_distinct[static_cast<std::size_t>(i % kDistinct)].path;
        list.write(server.url(path).toEncoded() + '\t' +
                   server.url(path, QStringLiteral("localhost")).toEncoded() +
                   "\n out=" + m_names[i].toUtf8() + "\n dir=" + folder.toUtf8() + '\n');
    }
    return listPath;
}

std::unique_ptr<QProcess> SoakBed::start(const QStringList &arguments)
{
    auto environment = QProcessEnvironment::systemEnvironment();
    for (const char *name : {"XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"})
        environment.insert(QString::fromLatin1(name), path(QString::fromLatin1(name)));
    environment.insert(QStringLiteral("HOME"), path(QStringLiteral("home")));
    environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), m_home.path());
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(environment);
    process->setProcessChannelMode(QProcess::MergedChannels);
    process->setStandardOutputFile(path(QStringLiteral("output.txt")), QIODevice::Append);
    process->start(qEnvironmentVariable("SLUICE_PROGRAM", support::programPath()), arguments);
    return process;
}

QStringList SoakBed::setArguments() const
{
    QFile keys(path(QStringLiteral("keys.txt")));
    if (!keys.open(QIODevice::WriteOnly) || keys.write(SetSample::instance().keyFile()) < 0)
        qFatal("the keys cannot be written");
    return {SetSample::instance().selection(),
            QStringLiteral("--manifest"),
            QStringLiteral("tvfs"),
            QStringLiteral("--service"),
            server.url({}).toString(),
            QStringLiteral("-k"),
            keys.fileName()};
}

QStringList SoakBed::names(Load load) const
{
    return load == Load::Files ? m_names : SetSample::instance().contents().keys();
}

int SoakBed::count(Load load) const
{
    return static_cast<int>(names(load).size());
}

QByteArray SoakBed::contentOf(Load load, const QString &name) const
{
    if (load == Load::Set)
        return SetSample::instance().contents().value(name);
    return *m_distinct[static_cast<std::size_t>(m_names.indexOf(name) % kDistinct)].bytes;
}

int SoakBed::finished(Load load, const QString &folder, QString *complaint)
{
    int count = 0;
    for (const QString &name : names(load)) {
        const QString target = folder + u'/' + name;
        if (!QFile::exists(target))
            continue;
        ++count;
        if (m_seen.contains(target))
            continue;
        if (readAll(target) != contentOf(load, name))
            *complaint = target + QStringLiteral(" is wrong");
        m_seen.insert(target);
    }
    return count;
}

QStringList SoakBed::leftovers(Load load, const QString &folder) const
{
    const QStringList ours = names(load);
    QStringList found;
    QDirIterator it(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString name = QDir(folder).relativeFilePath(it.next());
        if (!ours.contains(name))
            found << name;
    }
    return found;
}

} // namespace faults
