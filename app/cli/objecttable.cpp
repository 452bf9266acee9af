#include "app/cli/objecttable.h"

#include "app/localblte.h"
#include "core/blteerror.h"
#include "core/bytes.h"
#include "core/tact/objectkind.h"

#include <algorithm>

namespace app {

using core::ErrorKind;

namespace {

constexpr qint64 kFirstRead = 4096;
constexpr std::size_t kAtOnce = 4;
constexpr qint64 kGap = 256; ///< reading on over so many bytes costs less than another request

core::Result<void> push(blte::HeaderParser &parser, const QByteArray &bytes)
{
    if (const auto taken = parser.push(core::bytesOf(bytes)); !taken)
        return core::failure(core::errorFrom(taken.error()));
    return {};
}

/// The beginning of an object; where it is something else that CDNs hold, the error says what.
core::Result<void> pushStart(blte::HeaderParser &parser, const QByteArray &start, const QString &name)
{
    auto ok = push(parser, start);
    if (ok || ok.error().kind != ErrorKind::NotBlte)
        return ok;
    const tact::ObjectKind kind = tact::recognise(core::bytesOf(start), name.toStdString());
    if (kind == tact::ObjectKind::Other || kind == tact::ObjectKind::Blte)
        return ok;
    return core::failure(ErrorKind::NotBlte, QStringLiteral("It looks like this: ") %
                                                 QString::fromUtf8(tact::nameOf(kind).data(),
                                                                   qsizetype(tact::nameOf(kind).size())));
}

core::Error cutHeader()
{
    return {ErrorKind::Truncated, QStringLiteral("the object ends inside its header")};
}

/// `head` is the object from its first byte on.
ObjectTable makeTable(blte::HeaderParser &parser, const QByteArray &head)
{
    ObjectTable object{parser.takeTable(), {}, false, {}, 0, {}};
    object.modes.resize(object.table.size());
    for (std::size_t i = 0; i < object.modes.size(); ++i) {
        const blte::Chunk &chunk = object.table[i];
        if (chunk.encodedSize > 0 && chunk.encodedOffset < static_cast<std::uint64_t>(head.size()))
            object.modes[i] = static_cast<std::uint8_t>(head[static_cast<qsizetype>(chunk.encodedOffset)]);
    }
    return object;
}

std::vector<core::ByteRange> missingModes(const ObjectTable &object)
{
    std::vector<core::ByteRange> ranges;
    for (std::size_t i = 0; i < object.modes.size(); ++i) {
        const blte::Chunk &chunk = object.table[i];
        if (object.modes[i] != 0 || chunk.encodedSize == 0)
            continue;
        const auto offset = static_cast<qint64>(chunk.encodedOffset);
        if (!ranges.empty() && offset - ranges.back().last <= kGap)
            ranges.back().last = offset;
        else
            ranges.push_back({offset, offset});
    }
    return ranges;
}

void setModes(ObjectTable &object, core::ByteRange range, const QByteArray &bytes)
{
    const auto &chunks = object.table.chunks();
    const auto first = static_cast<std::uint64_t>(range.first);
    const auto from =
        std::lower_bound(chunks.begin(), chunks.end(), first,
                         [](const auto &chunk, auto offset) { return chunk.encodedOffset < offset; });
    for (auto chunk = from;
         chunk != chunks.end() && chunk->encodedOffset <= static_cast<std::uint64_t>(range.last); ++chunk) {
        const auto at = static_cast<qsizetype>(chunk->encodedOffset - first);
        if (chunk->encodedSize > 0 && at < bytes.size())
            object.modes[static_cast<std::size_t>(chunk - chunks.begin())] =
                static_cast<std::uint8_t>(bytes[at]);
    }
}

} // namespace

TableFetch::TableFetch(transfer::TransferServices &services, const core::Source &source, Modes modes)
    : m_source(source)
    , m_modes(modes)
    , m_ranges(services, source)
{
}

void TableFetch::start(Done done)
{
    m_done = std::move(done);
    m_ranges.read({0, kFirstRead - 1}, [this](const auto &start) { onStart(start); });
}

void TableFetch::onStart(const core::Result<QByteArray> &start)
{
    if (!start)
        return end(core::failure(start.error()));
    blte::HeaderExpectation expectation;
    expectation.encodingKey = m_source.encodingKey;
    if (m_ranges.objectSize())
        expectation.encodedSize = static_cast<std::uint64_t>(*m_ranges.objectSize());
    m_parser.emplace(expectation);
    m_head = *start;
    if (auto ok = pushStart(*m_parser, *start, core::nameFromUrl(m_source.mirrors.front())); !ok)
        return end(core::failure(ok.error()));
    if (m_parser->isComplete())
        return complete();
    const auto headerSize = static_cast<qint64>(m_parser->headerSize());
    if (headerSize <= start->size())
        return end(core::failure(cutHeader()));
    const qint64 from = m_ranges.canRange() ? start->size() : 0;
    m_ranges.read({from, headerSize - 1}, [this, from](const auto &rest) { onRest(from, rest); });
}

/// What lies behind the first bytes, or all of it again where the host sends nothing else.
void TableFetch::onRest(qint64 from, const core::Result<QByteArray> &rest)
{
    if (!rest)
        return end(core::failure(rest.error()));
    const QByteArray more = from == 0 ? rest->mid(m_head.size()) : *rest;
    m_head += more;
    if (auto ok = push(*m_parser, more); !ok)
        return end(core::failure(ok.error()));
    m_parser->isComplete() ? complete() : end(core::failure(cutHeader()));
}

void TableFetch::complete()
{
    m_table = makeTable(*m_parser, m_head);
    m_table->isProven = m_source.encodingKey.has_value() && m_table->table.kind() == blte::TableKind::Blte;
    if (m_modes == Modes::All)
        m_missing = missingModes(*m_table);
    m_missing.empty() ? end(*m_table) : fetchModes();
}

/// The rest is asked for in the order of the file; when one part cannot be had, no more are asked for.
void TableFetch::fetchModes()
{
    while (m_asked < m_missing.size() && m_asked < m_answered + kAtOnce && m_table->warning.isEmpty()) {
        const core::ByteRange range = m_missing[m_asked++];
        m_ranges.read(range, [this, range](const auto &bytes) { onModes(range, bytes); });
    }
    if (m_asked == m_answered)
        end(*m_table);
}

void TableFetch::onModes(core::ByteRange range, const core::Result<QByteArray> &bytes)
{
    ++m_answered;
    if (bytes)
        setModes(*m_table, range, *bytes);
    else
        m_table->warning = QStringLiteral("not all modes are known: ") % core::sentence(bytes.error().kind) %
                           u' ' % bytes.error().detail;
    fetchModes();
}

void TableFetch::end(core::Result<ObjectTable> table)
{
    if (table) {
        table->objectSize = m_ranges.objectSize();
        table->networkBytes = m_ranges.networkBytes();
    }
    m_done(table);
}

core::Result<ObjectTable> readTable(const QString &path, const blte::KeyStore *keys)
{
    const auto local = LocalBlte::open(path, keys);
    if (!local)
        return core::failure(ErrorKind::ReadFailed, local.error());
    QFile &file = (*local)->file();
    blte::HeaderExpectation expectation;
    expectation.encodingKey = (*local)->encodingKey();
    blte::HeaderParser parser(expectation);
    QByteArray head;
    while (!parser.isComplete()) {
        const QByteArray more = file.read(kFirstRead);
        if (more.isEmpty())
            return core::failure(ErrorKind::Truncated, QStringLiteral("the file ends inside its header"));
        if (auto ok = head.isEmpty() ? pushStart(parser, more, path) : push(parser, more); !ok)
            return core::failure(ok.error());
        head += more;
    }
    ObjectTable object = makeTable(parser, head);
    object.isProven = (*local)->encodingKey() && object.table.kind() == blte::TableKind::Blte;
    for (std::size_t i = 0; i < object.modes.size(); ++i) {
        char mode = 0;
        const blte::Chunk &chunk = object.table[i];
        if (chunk.encodedSize > 0 && file.seek(static_cast<qint64>(chunk.encodedOffset)) &&
            file.getChar(&mode))
            object.modes[i] = static_cast<std::uint8_t>(mode);
    }
    object.objectSize = file.size();
    return object;
}

} // namespace app
