#include "core/http/chunkparser.h"
#include "core/http/framing.h"
#include "core/http/headparser.h"

#include <algorithm>
#include <cstdlib>

// Any bytes, as an answer with its heads and a body in chunks: no crash, bounded memory, and the same outcome
// in one piece and in pieces of the size that the first byte says.

namespace {

struct Outcome
{
    bool hasHead = false;
    bool hasFailed = false;
    bool hasEnded = false;
    int status = 0;
    QByteArray body;
    bool operator==(const Outcome &) const = default;
};

void takeBody(http::ChunkParser &parser, QByteArrayView bytes, Outcome &outcome)
{
    using Step = http::ChunkParser::Step;
    Step step = parser.next(bytes);
    for (; step == Step::Data; step = parser.next(bytes))
        outcome.body += parser.data();
    outcome.hasEnded = step == Step::End;
    outcome.hasFailed = step == Step::Failed;
}

Outcome read(QByteArrayView bytes, qsizetype piece)
{
    using Step = http::HeadParser::Step;
    http::HeadParser heads;
    http::ChunkParser chunks;
    Outcome outcome;
    for (qsizetype at = 0; at < bytes.size() && !outcome.hasFailed && !outcome.hasEnded; at += piece) {
        QByteArrayView part = bytes.sliced(at, std::min(piece, bytes.size() - at));
        while (!outcome.hasHead) {
            const Step step = heads.next(part);
            outcome.hasFailed = step == Step::Failed;
            if (step != Step::Head)
                break;
            outcome.status = heads.head().status;
            outcome.hasHead = outcome.status >= 200;
            (void)http::framingOf(heads.head().value("Transfer-Encoding"),
                                  heads.head().value("Content-Length"));
        }
        if (outcome.hasHead)
            takeBody(chunks, part, outcome);
    }
    return outcome;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 2)
        return 0;
    const QByteArrayView bytes(data + 1, static_cast<qsizetype>(size - 1));
    if (!(read(bytes, bytes.size()) == read(bytes, 1 + data[0])))
        std::abort();
    return 0;
}
