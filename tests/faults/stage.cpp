#include "tests/faults/stage.h"

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
    expected = toByteArray(object().payload);
    if (isBlte()) {
        path = harness.publish(object());
        m_served = toByteArray(object().bytes);
    } else {
        path = "/files/data.bin";
        server().serve(path, expected);
        m_served = expected;
    }
}

void Stage::breakAfter(int requests, std::function<Fault(const Request &)> fault)
{
    auto seen = std::make_shared<std::atomic<int>>(0);
    server().setRule(
        [requests, seen, fault = std::move(fault)](const Request &request) -> std::optional<Fault> {
            return (*seen)++ < requests ? std::nullopt : std::optional(fault(request));
        });
}

void Stage::breakAfter(int requests, const Fault &fault)
{
    breakAfter(requests, [fault](const Request &) { return fault; });
}

void Stage::breakHost(const QByteArray &host, const Fault &fault)
{
    server().setRule([host, fault](const Request &request) -> std::optional<Fault> {
        return request.header("Host").startsWith(host) ? std::optional(fault) : std::nullopt;
    });
}

void Stage::heal()
{
    server().setRule({});
    server().script(path, {});
    server().always(path, {});
}

queue::ItemId Stage::start()
{
    if (source.mirrors.isEmpty())
        source = harness.source(path, hosts);
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
    if (!row || !m_complaint.isEmpty())
        return;
    const transfer::Progress &p = row->progress;
    if (const int restarts = happened(Event::Kind::Restarted); restarts != m_restarts) {
        m_restarts = restarts;
        m_seen = 0;
    }
    if (p.encodedSize >= 0 && p.encodedDone > p.encodedSize)
        m_complaint = QStringLiteral("%1 of %2 bytes").arg(p.encodedDone).arg(p.encodedSize);
    if (p.encodedDone < m_seen)
        m_complaint = QStringLiteral("from %1 back to %2").arg(m_seen).arg(p.encodedDone);
    m_seen = p.encodedDone;
}

} // namespace faults
