#include "core/http/multipart.h"

#include <cstdlib>

// The first line is a Content-Type, the rest the body. No crash; never more bytes than a part's range has;
// and the same bytes and the same end however the body is cut.

namespace {

using Step = http::MultipartParser::Step;

const QList<core::ByteRange> kAsked{{0, 4}, {10, 29}, {100, 100'000'000'000}};

struct Outcome
{
    QByteArray text;
    http::MultipartFault fault = http::MultipartFault::None;
};

class Reader
{
public:
    explicit Reader(const QByteArray &boundary)
        : m_parser(boundary, kAsked)
    {
    }

    /// False at the end.
    bool take(QByteArrayView bytes)
    {
        while (true) {
            switch (m_parser.next(bytes)) {
            case Step::NeedMore:
                if (!bytes.isEmpty())
                    std::abort();
                return true;
            case Step::Part:
                m_left = m_parser.part().range.size();
                m_text += "\nPART " + QByteArray::number(m_left) + '\n';
                break;
            case Step::Body:
                m_left -= m_parser.body().size();
                if (m_left < 0 || m_parser.body().isEmpty())
                    std::abort();
                m_text += m_parser.body();
                break;
            case Step::End:
            case Step::Failed:
                return false;
            }
        }
    }

    Outcome end()
    {
        const auto fault = m_parser.finish();
        if (fault == http::MultipartFault::None && m_left != 0)
            std::abort();
        return {m_text, fault};
    }

private:
    http::MultipartParser m_parser;
    QByteArray m_text;
    qint64 m_left = 0;
};

Outcome parse(const QByteArray &boundary, QByteArrayView body, qsizetype step)
{
    Reader reader(boundary);
    for (qsizetype at = 0; at < body.size(); at += step) {
        // A copy of its own, so that reading past its end is seen.
        if (!reader.take(body.sliced(at, std::min(step, body.size() - at)).toByteArray()))
            break;
    }
    return reader.end();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView input(data, static_cast<qsizetype>(size));
    const qsizetype line = input.indexOf('\n');
    if (line < 0)
        return 0;
    const auto boundary = http::multipartBoundary(input.first(line));
    if (boundary && (boundary->isEmpty() || boundary->size() > 70))
        std::abort();
    const QByteArrayView body = input.sliced(line + 1);
    const Outcome whole = parse(boundary.value_or("B"), body, std::max<qsizetype>(1, body.size()));
    for (const qsizetype step : {1, 3, 17}) {
        const Outcome cut = parse(boundary.value_or("B"), body, step);
        if (cut.fault != whole.fault)
            std::abort();
        if (cut.fault == http::MultipartFault::None && cut.text != whole.text)
            std::abort();
    }
    return 0;
}
