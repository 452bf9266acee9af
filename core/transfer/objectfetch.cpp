#include "core/transfer/objectfetch.h"

#include "core/hex.h"
#include "core/transfer/fetch/counters.h"
#include "core/transfer/fetch/memorysink.h"
#include "core/transfer/segmentscheduler.h"

namespace transfer {

namespace {

/// Most objects come whole with it; of larger ones it is the first segment.
constexpr qint64 kHeadRequest = 1 << 20;

TransferRequest transferFor(const ObjectRequest &request)
{
    TransferRequest transfer;
    transfer.source = request.source;
    transfer.isRaw = request.form == ObjectRequest::Form::AsServed;
    transfer.locked = core::MissingKeys::Fail;
    return transfer;
}

/// Its chunks are proven; these tell whether they are those of the object that is wanted.
core::Result<QByteArray> proven(const ObjectRequest &request, QByteArray bytes)
{
    if (request.proof) {
        if (const auto ok = request.proof(bytes); !ok)
            return core::failure(ok.error());
    }
    const auto &key = request.source.contentKey;
    if (!key || request.form == ObjectRequest::Form::AsServed)
        return bytes;
    const blte::Digest digest = blte::md5(
        {reinterpret_cast<const std::uint8_t *>(bytes.constData()), static_cast<std::size_t>(bytes.size())});
    if (digest == key->digest)
        return bytes;
    return core::failure(
        core::ErrorKind::ContentKeyWrong,
        QStringLiteral("expected %1, the object has %2").arg(core::hex(key->digest), core::hex(digest)));
}

} // namespace

ObjectFetch::ObjectFetch(TransferServices &services, ObjectRequest request, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_request(std::move(request))
    , m_sink(std::make_shared<MemorySink>(m_request.most))
{
}

ObjectFetch::~ObjectFetch() = default;

void ObjectFetch::start(Done done)
{
    Q_ASSERT(m_stage == Stage::New);
    m_done = std::move(done);
    m_stage = Stage::Fetching;
    begin();
}

void ObjectFetch::begin()
{
    m_scheduler = std::make_unique<SegmentScheduler>(m_services, transferFor(m_request), m_sink, m_counters);
    for (const Wrong &wrong : std::as_const(m_wrong))
        m_scheduler->demote(wrong.url);
    connect(m_scheduler.get(), &SegmentScheduler::headKnown, this, &ObjectFetch::onHead);
    connect(m_scheduler.get(), &SegmentScheduler::finished, this, &ObjectFetch::onFinished);
    connect(m_scheduler.get(), &SegmentScheduler::gaveUp, this,
            [this](const Failure &failure) { end(tl::unexpected(failure.error)); });
    connect(m_scheduler.get(), &SegmentScheduler::stopped, this,
            [this] { end(core::failure(core::ErrorKind::Cancelled, {})); });
    m_scheduler->fetchHead({kHeadRequest, HeadWish::Then::FetchOn});
}

void ObjectFetch::cancel()
{
    if (m_stage != Stage::Fetching)
        return;
    m_stage = Stage::Cancelling;
    m_scheduler->stop();
}

/// A head that comes again is that of another answer, of which everything comes again.
void ObjectFetch::onHead(const Head &head)
{
    if (m_stage != Stage::Fetching)
        return;
    m_map = std::make_unique<ChunkMap>(head.table);
    m_map->set(head.run, ChunkState::InFlight);
    m_scheduler->work(*m_map);
}

void ObjectFetch::onFinished()
{
    const auto object = proven(m_request, m_sink->take());
    if (object || m_stage != Stage::Fetching)
        return end(object);
    const Mirror &sender = m_scheduler->mirrors().mostUsed();
    m_wrong.append({sender.url, {sender.host, object.error()}});
    if (m_wrong.size() >= m_request.source.mirrors.size())
        return end(object);
    m_scheduler->disconnect(this);
    m_scheduler.release()->deleteLater(); // this is called by it
    begin();
}

void ObjectFetch::end(const core::Result<QByteArray> &object)
{
    if (m_stage == Stage::Over)
        return;
    const bool isUnwanted = m_stage == Stage::Cancelling;
    m_stage = Stage::Over;
    m_done(isUnwanted ? core::failure(core::ErrorKind::Cancelled, {}) : object);
}

QList<HostTrouble> ObjectFetch::troubles() const
{
    QList<HostTrouble> troubles;
    for (const Wrong &wrong : m_wrong)
        troubles.append(wrong.trouble);
    if (m_scheduler)
        troubles += m_scheduler->mirrors().troubles();
    return troubles;
}

QString ObjectFetch::servedBy() const
{
    return m_scheduler ? m_scheduler->mirrors().mostUsed().host : QString();
}

} // namespace transfer
