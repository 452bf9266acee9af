#include "core/transfer/fetch/multipartphase.h"

#include <array>

namespace transfer {

namespace {

/// A server that goes on so long behind the last boundary is not worth its connection.
constexpr qint64 kLongestEpilogue = 64 << 10;

} // namespace

MultipartPhase::MultipartPhase(const http::ResponseHead &answer, const http::RangeRequest &asked,
                               const Route &route, BodyPhase &body, RequestMeter &meter)
    : m_parser(answer.boundary, asked.ranges(), route.completeLength)
    , m_body(body)
    , m_meter(meter)
    , m_base(route.base)
{
}

tl::expected<MultipartPhase::Read, Trouble> MultipartPhase::read(http::RangeReader &reader)
{
    std::array<std::uint8_t, 16384> bytes;
    const qint64 got = reader.read(bytes);
    if (got <= 0)
        return Read::Nothing;
    m_meter.count(got);
    return take(QByteArrayView(bytes.data(), got));
}

tl::expected<MultipartPhase::Read, Trouble> MultipartPhase::take(QByteArrayView bytes)
{
    using Step = http::MultipartParser::Step;
    const qint64 size = bytes.size();
    while (true) {
        switch (m_parser.next(bytes)) {
        case Step::NeedMore:
            return Read::Some;
        case Step::Part: {
            const auto wanted = m_body.seek(static_cast<quint64>(m_parser.part().range.first - m_base));
            if (!wanted)
                return tl::unexpected(wanted.error());
            m_isWanted = *wanted;
            break;
        }
        case Step::Body:
            if (auto ok = takePart(m_parser.body()); !ok)
                return tl::unexpected(ok.error());
            break;
        case Step::End:
            m_epilogue += size;
            return m_epilogue < kLongestEpilogue ? Read::Some : Read::All;
        case Step::Failed:
            return tl::unexpected(Trouble{http::toError(m_parser.fault()), -1});
        }
    }
}

tl::expected<void, Trouble> MultipartPhase::takePart(QByteArrayView bytes)
{
    if (!m_isWanted) {
        m_meter.turnedOutUnused(bytes.size());
        return {};
    }
    const std::span all(reinterpret_cast<const std::uint8_t *>(bytes.data()),
                        static_cast<std::size_t>(bytes.size()));
    return m_body.push(all).map(
        [this](std::size_t unused) { m_meter.turnedOutUnused(static_cast<qint64>(unused)); });
}

} // namespace transfer
