#include "core/transfer/fetch/headreader.h"
#include "tests/support/bltebuilder.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace transfer;
using core::ErrorKind;
using support::Encoding;
using support::TableFormat;

namespace {

using Bytes = support::ByteVector;

constexpr std::size_t kSize = 50'000;
constexpr std::size_t kChunk = 10'000;

enum class Object {
    Named,         ///< the object that its key names
    Headerless,    ///< likewise
    OtherHeader,   ///< BLTE, of another key
    DamagedHeader, ///< a chunk size in it is another one
    Archive,       ///< two objects, none of that key
    Longer,        ///< the named one, and bytes behind its last chunk
    Page,
    Text,
    Empty,
};

support::BuiltObject built(TableFormat format = TableFormat::Normal, std::uint64_t seed = 1)
{
    const std::size_t chunk = format == TableFormat::Headerless ? kSize : kChunk;
    return support::buildObject(support::payload(support::noise(seed), kSize), chunk, {Encoding::Zlib},
                                format);
}

Bytes bytesOf(Object object)
{
    const auto text = [](std::string_view what) { return Bytes(what.begin(), what.end()); };
    Bytes bytes = built().bytes;
    const Bytes other = built(TableFormat::Normal, 2).bytes;
    switch (object) {
    case Object::Named:
        return bytes;
    case Object::Headerless:
        return built(TableFormat::Headerless).bytes;
    case Object::OtherHeader:
        return other;
    case Object::DamagedHeader:
        bytes[14] ^= 1;
        return bytes;
    case Object::Archive:
        bytes = built(TableFormat::Normal, 3).bytes;
        bytes.insert(bytes.end(), other.begin(), other.end());
        return bytes;
    case Object::Longer:
        bytes.insert(bytes.end(), 16, 0);
        return bytes;
    case Object::Page:
        return text("<html><body>Access denied</body></html>");
    case Object::Text:
        return text("just some text");
    case Object::Empty:
        return {};
    }
    return {};
}

enum class Key { None, Its };
enum class Form { Decoded, Raw };

struct Outcome
{
    ErrorKind error = ErrorKind::None;
    std::optional<blte::TableKind> kind;
    std::size_t chunks = 0;
    quint64 decodedSize = 0;
};

/// `step` bytes at a time, as they come from the network.
Outcome read(const HeadReader::Expectation &expectation, const Bytes &bytes, std::size_t step)
{
    HeadReader reader(expectation);
    std::size_t at = 0;
    while (at < bytes.size() && !reader.isComplete()) {
        const std::size_t size = std::min(step, bytes.size() - at);
        if (auto ok = reader.push(std::span(bytes).subspan(at, size)); !ok)
            return {ok.error().kind, {}, 0, 0};
        at += size;
        if (!reader.isComplete() && reader.needed() <= reader.received())
            return {ErrorKind::Internal, {}, 0, 0}; // nobody would ever ask for more
    }
    if (auto ok = reader.finish(); !ok)
        return {ok.error().kind, {}, 0, 0};
    const auto rest = reader.rest();
    const std::size_t behind = at - static_cast<std::size_t>(reader.table()->headerSize());
    if (!std::equal(rest.begin(), rest.end(),
                    bytes.begin() + static_cast<std::ptrdiff_t>(at - rest.size())) ||
        rest.size() != behind)
        return {ErrorKind::Internal, {}, 0, 0};
    return {ErrorKind::None, reader.table()->kind(), reader.table()->size(), reader.table()->decodedSize()};
}

} // namespace

/// What an object is, by its first bytes and what is known beforehand.
class tst_HeadReader : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void decides_data();
    void decides();
    void holdsTheSizeSaid_data();
    void holdsTheSizeSaid();
};

void tst_HeadReader::decides_data()
{
    using E = ErrorKind;
    using K = blte::TableKind;
    QTest::addColumn<int>("object");
    QTest::addColumn<int>("key");
    QTest::addColumn<int>("form");
    QTest::addColumn<int>("error");
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("chunks");
    const auto row = [](const char *name, Object object, Key key, Form form, E error, K kind = {},
                        int chunks = 0) {
        QTest::newRow(name) << int(object) << int(key) << int(form) << int(error) << int(kind) << chunks;
    };
    row("named, decoded", Object::Named, Key::Its, Form::Decoded, E::None, K::Blte, 5);
    row("named, raw: header and chunks", Object::Named, Key::Its, Form::Raw, E::None, K::Encoded, 6);
    row("no key, decoded", Object::Named, Key::None, Form::Decoded, E::None, K::Blte, 5);
    row("no key, raw: anything", Object::Named, Key::None, Form::Raw, E::None, K::Plain, 1);
    row("headerless, decoded", Object::Headerless, Key::Its, Form::Decoded, E::None, K::Headerless, 1);
    row("headerless, raw: one piece", Object::Headerless, Key::Its, Form::Raw, E::None, K::Encoded, 1);
    row("other header, decoded", Object::OtherHeader, Key::Its, Form::Decoded, E::EncodingKeyWrong);
    row("other header, raw", Object::OtherHeader, Key::Its, Form::Raw, E::EncodingKeyWrong);
    row("damaged header, raw", Object::DamagedHeader, Key::Its, Form::Raw, E::EncodingKeyWrong);
    row("archive, decoded", Object::Archive, Key::Its, Form::Decoded, E::EncodingKeyWrong);
    row("archive, raw: not proven", Object::Archive, Key::Its, Form::Raw, E::None, K::Plain, 1);
    row("longer, decoded", Object::Longer, Key::Its, Form::Decoded, E::None, K::Blte, 5);
    row("longer, raw: the object alone", Object::Longer, Key::Its, Form::Raw, E::None, K::Encoded, 6);
    row("page, decoded", Object::Page, Key::Its, Form::Decoded, E::WrongContent);
    row("page, raw", Object::Page, Key::Its, Form::Raw, E::WrongContent);
    row("page, no key", Object::Page, Key::None, Form::Decoded, E::None, K::Plain, 1);
    row("text, raw", Object::Text, Key::Its, Form::Raw, E::NotBlte);
    row("text, raw, no key", Object::Text, Key::None, Form::Raw, E::None, K::Plain, 1);
    row("empty, raw", Object::Empty, Key::Its, Form::Raw, E::NotBlte);
    row("empty, raw, no key", Object::Empty, Key::None, Form::Raw, E::None, K::Plain, 0);
}

void tst_HeadReader::decides()
{
    QFETCH(int, object);
    QFETCH(int, key);
    QFETCH(int, form);
    QFETCH(int, error);
    QFETCH(int, kind);
    QFETCH(int, chunks);
    const Bytes bytes = bytesOf(static_cast<Object>(object));
    HeadReader::Expectation expectation;
    expectation.isRaw = static_cast<Form>(form) == Form::Raw;
    const bool isHeaderless = static_cast<Object>(object) == Object::Headerless;
    if (static_cast<Key>(key) == Key::Its)
        expectation.encodingKey =
            built(isHeaderless ? TableFormat::Headerless : TableFormat::Normal).encodingKey;
    for (const quint64 size :
         {static_cast<quint64>(bytes.size()), static_cast<quint64>(blte::kUnknownSize)}) {
        for (const std::size_t step :
             {std::size_t(1), std::size_t(7), std::size_t(16'384), bytes.size() + 1}) {
            expectation.objectSize = size;
            const Outcome outcome = read(expectation, bytes, step);
            QCOMPARE(core::name(outcome.error), core::name(static_cast<ErrorKind>(error)));
            if (outcome.error != ErrorKind::None)
                continue;
            QCOMPARE(int(*outcome.kind), kind);
            QCOMPARE(int(outcome.chunks), chunks);
        }
    }
}

void tst_HeadReader::holdsTheSizeSaid_data()
{
    QTest::addColumn<int>("object");
    QTest::addColumn<bool>("hasKey");
    QTest::addColumn<bool>("isRaw");
    QTest::addColumn<qint64>("said");
    QTest::addColumn<bool>("isRight");
    const auto size = static_cast<qint64>(kSize);
    const auto row = [](const char *name, Object object, bool hasKey, bool isRaw, qint64 said, bool isRight) {
        QTest::newRow(name) << int(object) << hasKey << isRaw << said << isRight;
    };
    row("table", Object::Named, true, false, size, true);
    row("table, one byte less", Object::Named, true, false, size + 1, false);
    row("table without a key", Object::Named, false, false, size - 1, false);
    row("raw: what it would decode to", Object::Named, true, true, size, true);
    row("raw, another", Object::Named, true, true, size * 2, false);
    row("raw without a key says nothing", Object::Named, false, true, size * 2, true);
    row("text", Object::Text, false, false, 14, true);
    row("text, longer than said", Object::Text, false, false, 13, false);
    row("text, raw, shorter than said", Object::Text, false, true, 15, false);
    row("empty", Object::Empty, false, false, 0, true);
    row("empty, and something was said", Object::Empty, false, false, 1, false);
}

void tst_HeadReader::holdsTheSizeSaid()
{
    QFETCH(int, object);
    QFETCH(bool, hasKey);
    QFETCH(bool, isRaw);
    QFETCH(qint64, said);
    QFETCH(bool, isRight);
    const Bytes bytes = bytesOf(static_cast<Object>(object));
    HeadReader::Expectation expectation;
    expectation.objectSize = bytes.size();
    expectation.isRaw = isRaw;
    expectation.decodedSize = said;
    if (hasKey)
        expectation.encodingKey = built().encodingKey;
    const Outcome outcome = read(expectation, bytes, 100);
    QCOMPARE(core::name(outcome.error), core::name(isRight ? ErrorKind::None : ErrorKind::LengthContradicts));
}

SLUICE_TEST(tst_HeadReader)
#include "tst_headreader.moc"
