#include "tests/faults/stage.h"

#include "core/storage/setfolder.h"
#include "tests/faults/setsample.h"

#include <QDir>
#include <QFile>
#include <algorithm>

namespace faults {

using namespace support;
using namespace std::chrono_literals;
using transfer::Event;

namespace {

constexpr std::size_t kSize = 3u << 20;
constexpr std::size_t kChunk = 64u << 10;

/// Made once: hundreds of rows use it.
const BuiltObject &object()
{
    static const BuiltObject kObject = buildObject(payload(noise(7), kSize), kChunk, {Encoding::Raw});
    return kObject;
}

const QString kWentBack = QStringLiteral("went back ");

bool isNone(const Fault &fault)
{
    return fault.status == 0 && fault.headers.isEmpty() && !fault.body && fault.rawHead.isEmpty() &&
           !fault.asRange && fault.shift == 0 && fault.extra == 0 && fault.flipAt < 0 &&
           fault.framing == Fault::Framing::Length && fault.cut == Fault::Cut::None &&
           fault.delay.count() == 0 && fault.paceBytes == 0 && !fault.isClosedAfter;
}

/// Faults are written for a file of kSize bytes; in another resource they strike as far along.
Fault scaled(Fault fault, qint64 size)
{
    const auto scale = [size](qint64 at) { return at * size / static_cast<qint64>(kSize); };
    fault.flipAt = fault.flipAt < 0 ? -1 : scale(fault.flipAt);
    fault.cutAfter = scale(fault.cutAfter);
    fault.paceAfter = scale(fault.paceAfter);
    return fault;
}

bool isContentOf(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) && file.readAll() == content;
}

} // namespace

queue::Settings Stage::hurried()
{
    queue::Settings settings;
    settings.stallTimeout = 10s; // rows with stalls set it: on a busy machine everything stalls for a while
    settings.connectTimeout = settings.answerTimeout = 2s;
    settings.retryEvery = 100ms;
    return settings;
}

Stage::Stage(What w)
    : harness(hurried())
    , what(w)
{
    putBack();
    m_eyes.setInterval(5ms);
    QObject::connect(&m_eyes, &QTimer::timeout, [this] { look(); });
}

void Stage::setSettings(const std::function<void(queue::Settings &)> &change)
{
    queue::Settings settings = harness.queue().settings();
    change(settings);
    harness.queue().setSettings(settings);
}

QByteArray Stage::otherBytes(qint64 size)
{
    return toByteArray(payload(noise(8), static_cast<std::size_t>(size)));
}

void Stage::replaceFile(const QByteArray &bytes, const QByteArray &etag)
{
    Resource resource = resourceOf(bytes);
    resource.etag = etag;
    resource.lastModified.clear();
    server().serve(path, resource);
    m_served = bytes;
    m_size = bytes.size();
    expected = bytes;
}

void Stage::restart()
{
    m_eyes.stop();
    m_seen = 0;
    m_restarts = 0;
    harness.restart();
}

void Stage::putBack()
{
    if (isSet()) {
        const SetSample &sample = SetSample::instance();
        sample.serve(server(), hosts);
        harness.queue().setKeys(sample.keys());
        m_size = sample.plan([&](const QByteArray &at) { return QList{mirror(hosts.first(), at)}; })
                     .expectedSize();
        return;
    }
    expected = toByteArray(object().payload);
    if (isBlte()) {
        path = harness.publish(object());
        m_served = toByteArray(object().bytes);
    } else {
        path = "/files/data.bin";
        server().serve(path, expected);
        m_served = expected;
    }
    m_size = m_served.size();
}

QStringList Stage::names() const
{
    return isSet() ? SetSample::instance().contents().keys() : QStringList{QStringLiteral("file")};
}

bool Stage::isRight() const
{
    if (!isSet())
        return harness.content() == expected;
    const auto &contents = SetSample::instance().contents();
    return std::all_of(contents.keyBegin(), contents.keyEnd(), [&](const QString &name) {
        return isContentOf(harness.folder() + u'/' + name, contents[name]);
    });
}

bool Stage::hasNothingWrong() const
{
    if (!isSet())
        return harness.content().isEmpty();
    const auto &contents = SetSample::instance().contents();
    return std::all_of(contents.keyBegin(), contents.keyEnd(), [&](const QString &name) {
        const QString at = harness.folder() + u'/' + name;
        return !QFile::exists(at) || isContentOf(at, contents[name]);
    });
}

QStringList Stage::litter() const
{
    QStringList found = harness.litter(names());
    return found + QDir(harness.folder()).entryList({QStringLiteral("*.part")}, QDir::Dirs);
}

QString Stage::keyFile() const
{
    QFile file(m_beside.filePath(QStringLiteral("keys.txt")));
    if (!file.open(QIODevice::WriteOnly) || file.write(SetSample::instance().keyFile()) < 0)
        qWarning("the keys cannot be written");
    return file.fileName();
}

/// Of requests for the bytes of the download alone.
void Stage::setRule(std::function<std::optional<Fault>(const Request &)> rule)
{
    if (!isSet())
        return server().setRule(std::move(rule));
    server().setRule([rule = std::move(rule)](const Request &request) -> std::optional<Fault> {
        const qint64 size = SetSample::instance().sizeOf(request.path);
        const std::optional<Fault> fault = size > 0 ? rule(request) : std::nullopt;
        return fault ? std::optional(scaled(*fault, size)) : std::nullopt;
    });
}

void Stage::script(const QList<Fault> &faults)
{
    if (!isSet())
        return server().script(path, faults);
    const QByteArray &large = SetSample::instance().largePath();
    const auto first = std::find_if_not(faults.begin(), faults.end(), isNone);
    for (const QByteArray &at : SetSample::instance().paths()) {
        QList<Fault> turn;
        for (auto fault = at == large ? faults.begin() : first; fault != faults.end(); ++fault)
            turn << scaled(*fault, SetSample::instance().sizeOf(at));
        server().script(at, turn);
    }
}

void Stage::scriptServer(const QList<Fault> &faults)
{
    auto seen = std::make_shared<std::atomic<qsizetype>>(0);
    setRule([faults, seen](const Request &) -> std::optional<Fault> {
        const qsizetype request = (*seen)++;
        return request < faults.size() ? std::optional(faults[request]) : std::nullopt;
    });
}

void Stage::always(const Fault &fault)
{
    for (const QByteArray &at : isSet() ? SetSample::instance().paths() : QList{path})
        server().always(at, isSet() ? scaled(fault, SetSample::instance().sizeOf(at)) : fault);
}

void Stage::breakAfter(int requests, std::function<Fault(const Request &)> fault)
{
    auto seen = std::make_shared<std::atomic<int>>(0);
    setRule([requests, seen, fault = std::move(fault)](const Request &request) -> std::optional<Fault> {
        return (*seen)++ < requests ? std::nullopt : std::optional(fault(request));
    });
}

void Stage::breakAfter(int requests, const Fault &fault)
{
    breakAfter(requests, [fault](const Request &) { return fault; });
}

void Stage::breakHost(const QByteArray &host, const Fault &fault)
{
    setRule([host, fault](const Request &request) -> std::optional<Fault> {
        return request.header("Host").startsWith(host) ? std::optional(fault) : std::nullopt;
    });
}

void Stage::heal()
{
    server().setRule({});
    for (const QByteArray &at : isSet() ? SetSample::instance().paths() : QList{path}) {
        server().script(at, {});
        server().always(at, {});
    }
}

QUrl Stage::mirror(const QString &host, const QByteArray &at) const
{
    const QUrl said(QStringLiteral("http://") + host);
    QUrl url = harness.server.url(at, said.host());
    url.setUserInfo(said.userInfo());
    url.setPort(said.port(harness.server.port()));
    return url;
}

/// By its plan, which a look-up would have made.
queue::ItemId Stage::addSet()
{
    const auto plan = SetSample::instance().plan([this](const QByteArray &at) {
        QList<QUrl> mirrors;
        for (const QString &host : hosts)
            mirrors << mirror(host, at);
        return mirrors;
    });
    core::Source set;
    set.set = SetSample::instance().selection();
    set.name = QStringLiteral("set");
    if (!storage::SetFolder::create(harness.folder() + u'/' + set.name, plan))
        qWarning("the plan of the set cannot be kept");
    return harness.add(set, set.name);
}

queue::ItemId Stage::start()
{
    if (isSet()) {
        m_id = addSet();
        m_eyes.start();
        return m_id;
    }
    if (source.mirrors.isEmpty()) {
        source = harness.source(path);
        source.mirrors.clear();
        for (const QString &host : hosts)
            source.mirrors << mirror(host, path);
    }
    if (what == What::PlainWithKey) {
        blte::ContentKey key;
        key.digest = blte::md5(std::span(reinterpret_cast<const std::uint8_t *>(expected.data()),
                                         static_cast<std::size_t>(expected.size())));
        source.contentKey = key;
    }
    m_id = harness.add(source);
    m_eyes.start();
    return m_id;
}

core::ErrorKind Stage::lastOf(Event::Kind kind)
{
    const QList<Event> log = harness.queue().log(m_id);
    const auto found = std::find_if(log.rbegin(), log.rend(), [&](const Event &e) { return e.kind == kind; });
    return found == log.rend() ? core::ErrorKind::None : found->error.kind;
}

int Stage::requestsWith(int status) const
{
    const QList<Request> requests = harness.server.requests();
    return static_cast<int>(std::count_if(requests.begin(), requests.end(),
                                          [&](const Request &r) { return r.status == status; }));
}

/// What a person sees of it: never more than all, never less than before, but for an announced restart.
void Stage::look()
{
    harness.queue().poll();
    const queue::Item *row = harness.queue().find(m_id);
    if (!row)
        return;
    // Told before the progress goes back, or right after.
    if (const int restarts = happened(Event::Kind::Restarted); restarts != m_restarts) {
        m_restarts = restarts;
        m_seen = 0;
        if (m_complaint.startsWith(kWentBack))
            m_complaint.clear();
    }
    if (!m_complaint.isEmpty())
        return;
    const transfer::Progress &p = row->progress;
    if (p.encodedSize >= 0 && p.encodedDone > p.encodedSize)
        m_complaint = QStringLiteral("%1 of %2 bytes").arg(p.encodedDone).arg(p.encodedSize);
    if (p.encodedDone < m_seen)
        m_complaint = kWentBack + QStringLiteral("from %1 to %2").arg(m_seen).arg(p.encodedDone);
    m_seen = p.encodedDone;
}

} // namespace faults
