#include "app/cli/objectreader.h"

#include <QEventLoop>
#include <array>

namespace app {

namespace {

constexpr qint64 kReadBuffer = 16 * 1024; // a host that ignores ranges must not push a whole file at us
constexpr std::size_t kAtOnce = 4;

} // namespace

/// One range on its way. `wanted` is relative to the object, the fetcher's request to the resource.
struct ObjectReader::Part
{
    explicit Part(QNetworkAccessManager *manager)
        : fetcher(manager, {.readBuffer = kReadBuffer})
    {
        QObject::connect(&fetcher, &http::Fetcher::headReceived, &fetcher,
                         [this](const http::ResponseHead &h) { head = h; });
        QObject::connect(&fetcher, &http::Fetcher::readable, &fetcher, [this] { read(); });
    }

    void read()
    {
        std::array<std::uint8_t, 4096> buffer;
        while (const qint64 size = fetcher.read(buffer))
            bytes.append(reinterpret_cast<const char *>(buffer.data()), size);
    }

    http::Fetcher fetcher;
    http::ResponseHead head;
    core::ByteRange wanted;
    QByteArray bytes;
};

ObjectReader::ObjectReader(core::Source source)
    : m_source(std::move(source))
{
}

ObjectReader::~ObjectReader() = default;

void ObjectReader::begin(Part &part, core::ByteRange range) const
{
    const qint64 offset = m_source.slice ? m_source.slice->first : 0;
    http::RangeRequest request;
    request.url = m_source.mirrors[m_mirror];
    request.first = offset + range.first;
    request.last = offset + range.last;
    if (m_source.slice)
        request.last = std::min(*request.last, m_source.slice->last);
    part.wanted = range;
    part.bytes.clear();
    part.fetcher.start(request);
}

void ObjectReader::note(const Part &part)
{
    m_networkBytes += part.fetcher.bytesRead();
    if (part.head.status != 0)
        m_canRange = part.head.isPartial;
    if (m_source.slice)
        m_objectSize = m_source.slice->size();
    else if (part.head.completeLength)
        m_objectSize = part.head.completeLength;
}

core::Result<QByteArray> ObjectReader::read(qint64 first, qint64 last)
{
    QString causes;
    core::ErrorKind kind = core::ErrorKind::CdnExhausted;
    for (qsizetype tried = 0; tried < m_source.mirrors.size(); ++tried) {
        Part part(&m_manager);
        QEventLoop loop;
        core::Error error;
        QObject::connect(&part.fetcher, &http::Fetcher::ended, &loop, [&](const core::Error &e) {
            error = e;
            loop.quit();
        });
        begin(part, {first, last});
        loop.exec();
        note(part);
        if (error.kind == core::ErrorKind::None)
            return part.bytes;
        kind = m_source.mirrors.size() == 1 ? error.kind : kind;
        causes += (causes.isEmpty() ? QString() : QStringLiteral("; ")) % m_source.mirrors[m_mirror].host() %
                  QStringLiteral(": ") % core::sentence(error.kind) % u' ' % error.detail;
        m_mirror = (m_mirror + 1) % m_source.mirrors.size();
    }
    return core::failure(kind, causes);
}

core::Result<void> ObjectReader::readAll(const std::vector<core::ByteRange> &ranges,
                                         const std::function<void(core::ByteRange, const QByteArray &)> &got)
{
    std::array<std::unique_ptr<Part>, kAtOnce> parts;
    std::size_t next = 0;
    std::size_t active = 0;
    core::Error failed;
    QEventLoop loop;
    const auto proceed = [&](Part &part) {
        if (next < ranges.size() && failed.kind == core::ErrorKind::None) {
            ++active;
            begin(part, ranges[next++]);
        }
    };
    const auto ended = [&](Part &part, const core::Error &error) {
        --active;
        note(part);
        if (error.kind != core::ErrorKind::None)
            failed = error;
        else
            got(part.wanted, part.bytes);
        proceed(part);
        if (active == 0)
            loop.quit();
    };
    for (auto &part : parts) {
        part = std::make_unique<Part>(&m_manager);
        QObject::connect(&part->fetcher, &http::Fetcher::ended, &loop,
                         [&ended, p = part.get()](const core::Error &error) { ended(*p, error); });
        proceed(*part);
    }
    if (active > 0)
        loop.exec();
    if (failed.kind != core::ErrorKind::None)
        return core::failure(failed);
    return {};
}

} // namespace app
