#include "app/cli/objecttable.h"

#include "app/cli/objectreader.h"
#include "app/localblte.h"
#include "core/blte/headerparser.h"
#include "core/blteerror.h"
#include "core/tact/objectkind.h"

namespace app {

using core::ErrorKind;

namespace {

constexpr qint64 kFirstRead = 4096;
constexpr qint64 kGap = 256; ///< reading on over so many bytes costs less than another request

blte::Bytes view(const QByteArray &bytes)
{
    return {reinterpret_cast<const std::uint8_t *>(bytes.constData()),
            static_cast<std::size_t>(bytes.size())};
}

core::Result<void> push(blte::HeaderParser &parser, const QByteArray &bytes)
{
    if (const auto taken = parser.push(view(bytes)); !taken)
        return core::failure(core::errorFrom(taken.error()));
    return {};
}

/// The beginning of an object; where it is something else that CDNs hold, the error says what.
core::Result<void> pushStart(blte::HeaderParser &parser, const QByteArray &start, const QString &name)
{
    auto ok = push(parser, start);
    if (ok || ok.error().kind != ErrorKind::NotBlte)
        return ok;
    const tact::ObjectKind kind = tact::recognise(view(start), name.toStdString());
    if (kind == tact::ObjectKind::Other || kind == tact::ObjectKind::Blte)
        return ok;
    return core::failure(ErrorKind::NotBlte, QStringLiteral("It looks like this: ") %
                                                 QString::fromUtf8(tact::nameOf(kind).data(),
                                                                   qsizetype(tact::nameOf(kind).size())));
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

void fetchModes(ObjectReader &reader, ObjectTable &object)
{
    const auto set = [&](core::ByteRange range, const QByteArray &bytes) {
        const auto &chunks = object.table.chunks();
        const auto first = static_cast<std::uint64_t>(range.first);
        const auto from =
            std::lower_bound(chunks.begin(), chunks.end(), first,
                             [](const auto &chunk, auto offset) { return chunk.encodedOffset < offset; });
        for (auto chunk = from;
             chunk != chunks.end() && chunk->encodedOffset <= static_cast<std::uint64_t>(range.last);
             ++chunk) {
            const auto at = static_cast<qsizetype>(chunk->encodedOffset - first);
            if (chunk->encodedSize > 0 && at < bytes.size())
                object.modes[static_cast<std::size_t>(chunk - chunks.begin())] =
                    static_cast<std::uint8_t>(bytes[at]);
        }
    };
    if (const auto ok = reader.readAll(missingModes(object), set); !ok)
        object.warning = QStringLiteral("not all modes are known: ") % core::sentence(ok.error().kind) %
                         u' ' % ok.error().detail;
}

core::Result<QByteArray> readHead(ObjectReader &reader, blte::HeaderParser &parser, const QByteArray &start,
                                  const QString &name)
{
    if (auto ok = pushStart(parser, start, name); !ok)
        return core::failure(ok.error());
    if (parser.isComplete())
        return start;
    const auto headerSize = static_cast<qint64>(parser.headerSize());
    if (headerSize <= start.size())
        return core::failure(ErrorKind::Truncated, QStringLiteral("the object ends inside its header"));
    const qint64 from = reader.canRange() ? start.size() : 0;
    const auto rest = reader.read(from, headerSize - 1);
    if (!rest)
        return rest;
    const QByteArray head = from == 0 ? *rest : start + *rest;
    if (auto ok = push(parser, head.mid(start.size())); !ok)
        return core::failure(ok.error());
    if (!parser.isComplete())
        return core::failure(ErrorKind::Truncated, QStringLiteral("the object ends inside its header"));
    return head;
}

} // namespace

core::Result<ObjectTable> fetchTable(const core::Source &source, Modes modes)
{
    ObjectReader reader(source);
    const auto start = reader.read(0, kFirstRead - 1);
    if (!start)
        return core::failure(start.error());
    blte::HeaderExpectation expectation;
    expectation.encodingKey = source.encodingKey;
    if (reader.objectSize())
        expectation.encodedSize = static_cast<std::uint64_t>(*reader.objectSize());
    blte::HeaderParser parser(expectation);
    const auto head = readHead(reader, parser, *start, core::nameFromUrl(source.mirrors.front()));
    if (!head)
        return core::failure(head.error());
    ObjectTable object = makeTable(parser, *head);
    object.isProven = source.encodingKey.has_value() && object.table.kind() == blte::TableKind::Blte;
    if (modes == Modes::All)
        fetchModes(reader, object);
    object.objectSize = reader.objectSize();
    object.networkBytes = reader.networkBytes();
    return object;
}

core::Result<ObjectTable> readTable(const QString &path)
{
    const auto local = LocalBlte::open(path);
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
