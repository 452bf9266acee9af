#include "tests/support/harness.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace support;
using core::ErrorKind;
using transfer::State;
using transfer::Verdict;

/// What is known of a file beforehand holds, or there is no file: its size, and, of an object that is kept as
/// it is, every piece of it.
class tst_Known : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qputenv("XDG_DATA_HOME", m_state.path().toLocal8Bit()); }
    void size_data();
    void size();
    void otherMirrorHasTheSize();
    void raw_data();
    void raw();
    void rawGoesOn();
    void trailing_data();
    void trailing();

private:
    QTemporaryDir m_state;
};

namespace {

const QString kSecond = QStringLiteral("localhost");

queue::Options rawForm()
{
    queue::Options options;
    options.form = queue::Form::Raw;
    return options;
}

queue::Settings hurried()
{
    queue::Settings settings;
    settings.retryEvery = std::chrono::milliseconds(50);
    return settings;
}

} // namespace

void tst_Known::size_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<bool>("isBlte");
    QTest::newRow("plain, small") << 300'000 << fault::none() << false;
    QTest::newRow("plain, large") << 3'000'000 << fault::none() << false;
    QTest::newRow("plain, no length") << 300'000 << fault::untilClose() << false;
    QTest::newRow("plain, chunked") << 300'000 << fault::chunked() << false;
    QTest::newRow("plain, no ranges") << 3'000'000 << fault::rangeIgnored() << false;
    QTest::newRow("table") << 300'000 << fault::none() << true;
}

void tst_Known::size()
{
    QFETCH(int, size);
    QFETCH(Fault, fault);
    QFETCH(bool, isBlte);
    for (const int off : {-1, 0, 1, 100'000}) {
        Harness h(hurried());
        const QByteArray bytes = toByteArray(payload(noise(1), static_cast<std::size_t>(size)));
        QByteArray path = "/file.bin";
        if (isBlte)
            path = h.publish(buildObject(payload(noise(1), static_cast<std::size_t>(size)), 64'000, {}));
        else
            h.server.serve(path, bytes);
        h.server.always(path, fault);
        core::Source source = h.source(path);
        source.decodedSize = size + off;
        const auto id = h.add(source);
        QVERIFY(h.waitFor(id, off == 0 ? State::Done : State::Failed));
        if (off == 0)
            QCOMPARE(h.content(), bytes);
        else
            QCOMPARE(core::name(h.item(id).error.kind), core::name(ErrorKind::LengthContradicts));
    }
}

void tst_Known::otherMirrorHasTheSize()
{
    Harness h(hurried());
    const QByteArray bytes = toByteArray(payload(noise(1), 3'000'000));
    h.server.serve("/file.bin", bytes);
    h.server.setRule([cut = bytes.left(2'000'000)](const Request &request) -> std::optional<Fault> {
        if (!request.header("Host").startsWith("127"))
            return {};
        Fault fault = fault::status(200, cut, {{"ETag", "\"cut\""}});
        return fault;
    });
    core::Source source = h.source("/file.bin", {QStringLiteral("127.0.0.1"), kSecond});
    source.decodedSize = bytes.size();
    QVERIFY(h.fetch(source));
    QCOMPARE(h.content(), bytes);
}

void tst_Known::raw_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("chunk");
    QTest::addColumn<int>("format");
    QTest::addColumn<int>("flip"); // -1: none; -2: in the last byte
    using F = TableFormat;
    const auto row = [](const char *name, int size, int chunk, F format, int flip) {
        QTest::newRow(name) << size << chunk << int(format) << flip;
    };
    row("small", 400'000, 65'536, F::Normal, 200'000);
    row("in the header", 400'000, 65'536, F::Normal, 20);
    row("the last byte", 400'000, 65'536, F::WithDecodedMd5, -2);
    row("behind the first request", 6'000'000, 100'000, F::Normal, 5'000'000);
    row("large chunks", 6'000'000, 3'000'000, F::Normal, 4'000'000);
    row("headerless", 400'000, 400'000, F::Headerless, 200'000);
    row("headerless and large", 3'000'000, 3'000'000, F::Headerless, 2'500'000);
}

void tst_Known::raw()
{
    QFETCH(int, size);
    QFETCH(int, chunk);
    QFETCH(int, format);
    QFETCH(int, flip);
    Harness h(hurried());
    const BuiltObject object =
        buildObject(payload(noise(2), static_cast<std::size_t>(size)), static_cast<std::size_t>(chunk),
                    {Encoding::Raw}, static_cast<TableFormat>(format));
    const QByteArray good = toByteArray(object.bytes);
    const QByteArray path = h.publish(object);

    QVERIFY(h.fetch(h.source(path), QStringLiteral("good"), rawForm()));
    QCOMPARE(h.content(QStringLiteral("good")), good);
    QCOMPARE(h.last().verdict, Verdict::ChunksVerified);

    const Fault damage = fault::bitFlipped(flip == -2 ? good.size() - 1 : flip);
    h.server.setRule([damage](const Request &request) -> std::optional<Fault> {
        return request.header("Host").startsWith("127") ? std::optional(damage) : std::nullopt;
    });
    const auto alone = h.add(h.source(path), QStringLiteral("alone"), rawForm());
    QVERIFY(h.waitFor(alone, State::Failed));
    QVERIFY(
        h.fetch(h.source(path, {QStringLiteral("127.0.0.1"), kSecond}), QStringLiteral("healed"), rawForm()));
    QCOMPARE(h.content(QStringLiteral("healed")), good);
    QCOMPARE(h.last().verdict, Verdict::ChunksVerified);
}

/// After a pause, the pieces that are there are not fetched again.
void tst_Known::rawGoesOn()
{
    Harness h(hurried());
    const BuiltObject object = buildObject(payload(noise(3), 24'000'000), 100'000, {Encoding::Raw});
    const QByteArray path = h.publish(object);
    h.server.always(path, fault::limited(2'000'000));
    const auto id = h.add(h.source(path), QStringLiteral("file"), rawForm());
    QTRY_VERIFY(h.server.bytesServed() > 6'000'000);
    h.queue().hold({id});
    QVERIFY(h.waitFor(id, State::Paused));
    h.restart();
    h.server.clearLog();
    QVERIFY(h.fetch(h.source(path), QStringLiteral("file"), rawForm()));
    QCOMPARE(h.content(), toByteArray(object.bytes));
    QCOMPARE(h.last().verdict, Verdict::ChunksVerified);
    QVERIFY2(bodyBytes(h.server.requests()) < 20'000'000,
             qPrintable(QString::number(bodyBytes(h.server.requests()))));
}

void tst_Known::trailing_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("trailing");
    QTest::addColumn<bool>("isRaw");
    for (const int size : {1000, 500'000, 3'000'000}) {
        for (const int trailing : {1, 16, 700'000}) {
            for (const bool isRaw : {false, true})
                QTest::addRow("%d bytes and %d%s", size, trailing, isRaw ? ", raw" : "")
                    << size << trailing << isRaw;
        }
    }
}

void tst_Known::trailing()
{
    QFETCH(int, size);
    QFETCH(int, trailing);
    QFETCH(bool, isRaw);
    Harness h(hurried());
    const BuiltObject object = buildObject(payload(noise(4), static_cast<std::size_t>(size)), 200'000, {});
    const QByteArray path = h.publish(object);
    const QByteArray clean = toByteArray(object.bytes);
    h.server.serve(path, clean + QByteArray(trailing, 'x'));
    const QByteArray expected = isRaw ? clean : toByteArray(object.payload);
    const queue::Options options = isRaw ? rawForm() : queue::Options();
    QVERIFY(h.fetch(h.source(path), QStringLiteral("file"), options));
    QCOMPARE(h.content(), expected);
    QCOMPARE(h.last().verdict, Verdict::ChunksVerified);
    // It is told, once; of an object that ends where it should nothing is.
    QCOMPARE(h.happened(transfer::Event::Kind::TrailingBytes), 1);
    h.server.serve(path, clean);
    QVERIFY(h.fetch(h.source(path), QStringLiteral("clean"), options));
    QCOMPARE(h.happened(transfer::Event::Kind::TrailingBytes), 1);

    // With a mirror that has the object alone, and the other way round.
    Harness both(hurried());
    both.server.serve(path, clean + QByteArray(trailing, 'x'));
    FaultServer second;
    second.serve(path, clean);
    for (const bool isCleanFirst : {false, true}) {
        core::Source source = both.source(path);
        source.mirrors.insert(isCleanFirst ? 0 : 1, second.url(path));
        const QString name = isCleanFirst ? QStringLiteral("a") : QStringLiteral("b");
        QVERIFY(both.fetch(source, name, options));
        QCOMPARE(both.content(name), expected);
        QCOMPARE(both.happened(transfer::Event::Kind::Retry), 0);
    }
}

SLUICE_TEST(tst_Known)
#include "tst_known.moc"
