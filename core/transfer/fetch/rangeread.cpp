#include "core/transfer/fetch/rangeread.h"

#include "core/transfer/fetch/lane.h"

#include <array>

namespace transfer {

namespace {

// A host that ignores ranges must not push a whole file at us.
constexpr qint64 kRangeBuffer = 16 << 10;

http::Fetcher::Options sparing(http::Fetcher::Options options)
{
    options.readBuffer = kRangeBuffer;
    return options;
}

} // namespace

void RangeRead::start(Lane &lane, const http::Fetcher::Options &options, const http::RangeRequest &request,
                      std::function<void(RangeAnswer)> answer)
{
    Q_ASSERT(request.last);
    lane.post([&lane, options, request, answer = std::move(answer)] {
        auto *read = new RangeRead(lane, options, request.url, answer);
        read->setParent(&lane);
        read->m_fetcher.start(request);
    });
}

RangeRead::RangeRead(Lane &lane, const http::Fetcher::Options &options, const QUrl &url,
                     std::function<void(RangeAnswer)> answer)
    : m_manager(lane.managers().take(url.authority()))
    , m_fetcher(m_manager.get(), sparing(options))
    , m_tell(std::move(answer))
{
    connect(&m_fetcher, &http::Fetcher::headReceived, this,
            [this](const http::ResponseHead &head) { m_answer.head = head; });
    connect(&m_fetcher, &http::Fetcher::readable, this, &RangeRead::read);
    connect(&m_fetcher, &http::Fetcher::ended, this, &RangeRead::end);
}

void RangeRead::read()
{
    std::array<std::uint8_t, 4096> buffer;
    while (const qint64 size = m_fetcher.read(buffer))
        m_answer.bytes.append(reinterpret_cast<const char *>(buffer.data()), size);
}

void RangeRead::end(const core::Error &error, const http::Refusal &refusal)
{
    m_answer.error = error;
    m_answer.refusal = refusal;
    m_answer.networkBytes = m_fetcher.bytesRead();
    m_tell(std::move(m_answer));
    deleteLater();
}

} // namespace transfer
