#include "core/transfer/earlierattempt.h"

#include "core/transfer/chunkprovenance.h"
#include "core/transfer/routing/objectrecord.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace transfer;
using core::ErrorKind;

/// What counts of what an earlier attempt left, and how the server is asked then.
class tst_EarlierAttempt : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothing();
    void headWishes_data();
    void headWishes();
    void whole();
    void losses_data();
    void losses();
    void lockedChunks_data();
    void lockedChunks();
    void likeness();
    void provenChunksCount();
    void forgotten();
};

namespace {

constexpr quint64 kPiece = 1000;
constexpr qsizetype kPieces = 4;

blte::ChunkTable table(quint64 size = kPiece * kPieces)
{
    return blte::ChunkTable::plain(size, kPiece);
}

TransferRequest request()
{
    TransferRequest request;
    request.source.mirrors = {QUrl(QStringLiteral("http://a.example/x"))};
    return request;
}

FileVersion version(const char *etag)
{
    return {QStringLiteral("a.example"), etag, {}};
}

/// Chunks, as bits: "1100".
QBitArray bits(QLatin1String text)
{
    QBitArray bits(text.size());
    for (qsizetype i = 0; i < text.size(); ++i)
        bits.setBit(i, text[i] == u'1');
    return bits;
}

Opening opening(QLatin1String finished)
{
    Opening opening;
    auto record = recordFor(table(), request().source, version("\"one\""));
    record.finished = bits(finished);
    record.locked = QBitArray(kPieces);
    opening.found.record = record;
    return opening;
}

EarlierAttempt attempt(const Opening &opening)
{
    EarlierAttempt attempt;
    attempt.adopt(opening);
    return attempt;
}

QString states(const ChunkMap &map)
{
    QString text;
    for (std::size_t i = 0; i < map.size(); ++i) {
        const ChunkState state = map.state(i);
        text += state == ChunkState::Done ? u'd' : state == ChunkState::Locked ? u'l' : u'-';
    }
    return text;
}

} // namespace

void tst_EarlierAttempt::nothing()
{
    const EarlierAttempt none = attempt({});
    QVERIFY(!none.isThere());
    QVERIFY(!none.isWhole());
    QVERIFY(!none.hasDoubtful());
    QVERIFY(!none.loss());
    const HeadWish wish = none.headWish(request());
    QCOMPARE(wish.then, HeadWish::Then::FetchOn);
    QCOMPARE(wish.firstRequest, 1 << 20);
    QCOMPARE(wish.pages, PagePolicy::Welcome);
    QVERIFY(!wish.begunSize);
}

void tst_EarlierAttempt::headWishes_data()
{
    QTest::addColumn<quint64>("headerSize");
    QTest::addColumn<quint64>("encodedSize");
    QTest::addColumn<bool>("isKeptEncoded");
    QTest::addColumn<qint64>("firstRequest");
    QTest::addColumn<bool>("suspectsPages");
    const auto row = [](const char *name, quint64 header, quint64 size, bool isKeptEncoded,
                        qint64 firstRequest, bool suspectsPages) {
        QTest::newRow(name) << header << size << isKeptEncoded << firstRequest << suspectsPages;
    };
    row("plain", 0, 4000, false, 4, false);
    row("with a table", 108, 4000, false, 108, false);
    row("kept as it is", 0, 4000, true, 64 << 10, false);
    row("kept as it is, with a large table", 100'000, 4'000'000, true, 100'000, false);
    row("of unknown length", 0, blte::kUnknownSize, false, 4, true);
}

void tst_EarlierAttempt::headWishes()
{
    QFETCH(quint64, headerSize);
    QFETCH(quint64, encodedSize);
    QFETCH(bool, isKeptEncoded);
    QFETCH(qint64, firstRequest);
    QFETCH(bool, suspectsPages);
    Opening begun = opening(QLatin1String("1100"));
    begun.found.record->headerSize = headerSize;
    begun.found.record->encodedSize = encodedSize;
    TransferRequest order = request();
    order.isRaw = isKeptEncoded;
    if (isKeptEncoded)
        order.source.encodingKey = blte::EncodingKey{};
    const HeadWish wish = attempt(begun).headWish(order);
    QCOMPARE(wish.then, HeadWish::Then::Nothing);
    QCOMPARE(wish.firstRequest, firstRequest);
    QCOMPARE(wish.pages == PagePolicy::Suspect, suspectsPages);
    QCOMPARE(wish.begunSize, suspectsPages ? std::nullopt : std::optional(encodedSize));
}

void tst_EarlierAttempt::whole()
{
    QVERIFY(!attempt(opening(QLatin1String("1110"))).isWhole());
    QVERIFY(attempt(opening(QLatin1String("1111"))).isWhole());
}

void tst_EarlierAttempt::losses_data()
{
    QTest::addColumn<ErrorKind>("doubt");
    QTest::addColumn<QString>("doubtful");
    QTest::addColumn<bool>("isLost");
    QTest::newRow("all is believed") << ErrorKind::None << QStringLiteral("0000") << false;
    QTest::newRow("nothing can be read back") << ErrorKind::RecordNotOurs << QStringLiteral("0000") << true;
    QTest::newRow("there was nothing") << ErrorKind::RecordUnreadable << QString() << true;
    QTest::newRow("it may be proven yet") << ErrorKind::RecordNotOurs << QStringLiteral("0110") << false;
}

void tst_EarlierAttempt::losses()
{
    QFETCH(ErrorKind, doubt);
    QFETCH(QString, doubtful);
    QFETCH(bool, isLost);
    Opening begun = opening(QLatin1String("0000"));
    begun.found.doubt = {doubt, QStringLiteral("why")};
    begun.found.doubtful = bits(QLatin1String(doubtful.toLatin1()));
    const auto loss = attempt(begun).loss();
    QCOMPARE(loss.has_value(), isLost);
    if (!isLost)
        return;
    QCOMPARE(loss->kind, Event::Kind::Distrusted);
    QCOMPARE(loss->error.kind, doubt);
    QCOMPARE(loss->bytes, 0);
}

void tst_EarlierAttempt::lockedChunks_data()
{
    QTest::addColumn<bool>("isUnlocking");
    QTest::addColumn<bool>("hasSpool");
    QTest::addColumn<QString>("expected");
    QTest::newRow("they stay") << false << false << QStringLiteral("d-ll");
    QTest::newRow("one is kept as it came") << false << true << QStringLiteral("d-l-");
    QTest::newRow("all are tried") << true << false << QStringLiteral("d---");
}

/// A locked chunk is tried again where that costs nothing, or where that is what is wanted.
void tst_EarlierAttempt::lockedChunks()
{
    QFETCH(bool, isUnlocking);
    QFETCH(bool, hasSpool);
    QFETCH(QString, expected);
    Opening begun = opening(QLatin1String("1000"));
    begun.found.record->locked = bits(QLatin1String("0011"));
    begun.isUnlocking = isUnlocking;
    if (hasSpool)
        begun.found.spools[3] = 100;
    ChunkMap map(std::make_shared<const blte::ChunkTable>(table()));
    const Event event = attempt(begun).resume(map, request().source);
    QCOMPARE(states(map), expected);
    QCOMPARE(event.kind, Event::Kind::Resumed);
    QCOMPARE(event.bytes, static_cast<qint64>(map.encodedDone()));
}

void tst_EarlierAttempt::likeness()
{
    const EarlierAttempt begun = attempt(opening(QLatin1String("1100")));
    Head head;
    head.table = std::make_shared<const blte::ChunkTable>(table());
    head.version = version("\"one\"");
    QCOMPARE(begun.likenessTo(head, request()), Likeness::Same);
    head.version = version("\"two\"");
    QCOMPARE(begun.likenessTo(head, request()), Likeness::Other);
    head.version = version("\"one\"");
    head.table = std::make_shared<const blte::ChunkTable>(table(kPiece * kPieces + 1));
    QCOMPARE(begun.likenessTo(head, request()), Likeness::Other);
}

void tst_EarlierAttempt::provenChunksCount()
{
    Opening begun = opening(QLatin1String("1000"));
    begun.found.doubt = {ErrorKind::RecordNotOurs, {}};
    begun.found.doubtful = bits(QLatin1String("0111"));
    EarlierAttempt attempt = ::attempt(begun);
    QVERIFY(attempt.hasDoubtful());
    QCOMPARE(attempt.doubtful(), begun.found.doubtful);
    const Event event = attempt.believe(bits(QLatin1String("0101")), table());
    QCOMPARE(event.kind, Event::Kind::Distrusted);
    QCOMPARE(event.bytes, qint64{2 * kPiece});
    QVERIFY(!attempt.hasDoubtful());
    ChunkMap map(std::make_shared<const blte::ChunkTable>(table()));
    QCOMPARE(attempt.resume(map, request().source).bytes, qint64{3 * kPiece});
    QCOMPARE(states(map), QStringLiteral("dd-d"));
}

void tst_EarlierAttempt::forgotten()
{
    Opening begun = opening(QLatin1String("1111"));
    begun.found.doubt = {ErrorKind::RecordNotOurs, {}};
    EarlierAttempt attempt = ::attempt(begun);
    attempt.forget();
    QVERIFY(!attempt.isThere());
    QVERIFY(!attempt.isWhole());
    QVERIFY(!attempt.loss());
    QCOMPARE(attempt.headWish(request()).then, HeadWish::Then::FetchOn);
}

SLUICE_TEST(tst_EarlierAttempt)
#include "tst_earlierattempt.moc"
