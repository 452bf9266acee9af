#include "core/transfer/routing/fileversion.h"
#include "core/transfer/routing/objectrecord.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace transfer;

namespace {

const QString kHere = QStringLiteral("a.example");
const QString kThere = QStringLiteral("b.example:8080");
const QByteArray kMonday("Mon, 23 Nov 2026 08:00:00 GMT");
const QByteArray kTuesday("Tue, 24 Nov 2026 08:00:00 GMT");

QString nameOf(Likeness likeness)
{
    switch (likeness) {
    case Likeness::Same:
        return QStringLiteral("Same");
    case Likeness::Unproven:
        return QStringLiteral("Unproven");
    case Likeness::Other:
        break;
    }
    return QStringLiteral("Other");
}

storage::ResumeRecord recordOf(const FileVersion &version, quint64 size, const core::Source &source)
{
    return recordFor(blte::ChunkTable::plain(size, 512 << 10), source, version);
}

} // namespace

/// Which answers are of one version of a file: what was told first × what is told then × where.
class tst_FileVersion : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void likeness_data();
    void likeness();
    void oneVersion();
    void whatNeedsAVersion();
    void placeIsWhereItCameFrom();
    void digestsNeedNoValidators();
};

void tst_FileVersion::likeness_data()
{
    using L = Likeness;
    QTest::addColumn<QByteArray>("etag");
    QTest::addColumn<QByteArray>("modified");
    QTest::addColumn<QByteArray>("nextEtag");
    QTest::addColumn<QByteArray>("nextModified");
    QTest::addColumn<int>("atThisPlace");
    QTest::addColumn<int>("atAnother");
    const auto row = [](const char *name, QByteArray etag, QByteArray modified, QByteArray nextEtag,
                        QByteArray nextModified, L atThisPlace, L atAnother) {
        QTest::newRow(name) << etag << modified << nextEtag << nextModified << int(atThisPlace)
                            << int(atAnother);
    };
    const QByteArray one("\"1\"");
    const QByteArray two("\"2\"");
    const QByteArray weakOne("W/\"1\"");
    const QByteArray weakTwo("W/\"2\"");
    const QByteArray none;
    // equal
    row("nothing", none, none, none, none, L::Unproven, L::Unproven);
    row("weak", weakOne, none, weakOne, none, L::Unproven, L::Unproven);
    row("strong", one, none, one, none, L::Same, L::Unproven);
    row("date", none, kMonday, none, kMonday, L::Same, L::Unproven);
    row("weak and date", weakOne, kMonday, weakOne, kMonday, L::Same, L::Unproven);
    row("strong and date", one, kMonday, one, kMonday, L::Same, L::Same);
    row("no ETag at all", "1", none, "1", none, L::Unproven, L::Unproven); // its quotes are missing
    row("empty strong", "\"\"", none, "\"\"", none, L::Unproven, L::Unproven);
    row("two strong", "\"1\", \"2\"", none, "\"1\", \"2\"", none, L::Unproven, L::Unproven);
    row("half a strong", "\"1", none, "\"1", none, L::Unproven, L::Unproven);
    row("no date", none, "0", none, "0", L::Unproven, L::Unproven);
    row("no date either", none, "yesterday", none, "yesterday", L::Unproven, L::Unproven);
    const QByteArray epoch("Thu, 01 Jan 1970 00:00:00 GMT");
    const QByteArray packed("Tue, 01 Jan 1980 00:00:00 GMT");
    row("the epoch", none, epoch, none, epoch, L::Unproven, L::Unproven);
    row("a packer's epoch", none, packed, none, packed, L::Unproven, L::Unproven);
    row("strong and the epoch", one, epoch, one, epoch, L::Same, L::Unproven);
    row("a date of the old form", none, "Sunday, 06-Nov-94 08:49:37 GMT", none,
        "Sunday, 06-Nov-94 08:49:37 GMT", L::Same, L::Unproven);
    // one differs
    row("weak changes", weakOne, none, weakTwo, none, L::Other, L::Unproven);
    row("strong changes", one, none, two, none, L::Other, L::Unproven);
    row("date changes", none, kMonday, none, kTuesday, L::Other, L::Unproven);
    row("weak changes, date stays", weakOne, kMonday, weakTwo, kMonday, L::Other, L::Unproven);
    row("weak stays, date changes", weakOne, kMonday, weakOne, kTuesday, L::Other, L::Unproven);
    row("strong changes, date stays", one, kMonday, two, kMonday, L::Other, L::Unproven);
    row("strong stays, date changes", one, kMonday, one, kTuesday, L::Other, L::Unproven);
    row("strong becomes weak", one, kMonday, weakOne, kMonday, L::Other, L::Unproven);
    // one appears, or goes
    row("strong appears", none, none, one, none, L::Other, L::Unproven);
    row("strong goes", one, none, none, none, L::Other, L::Unproven);
    row("weak appears", none, none, weakOne, none, L::Other, L::Unproven);
    row("weak goes", weakOne, none, none, none, L::Other, L::Unproven);
    row("date appears", none, none, none, kMonday, L::Other, L::Unproven);
    row("date goes", none, kMonday, none, none, L::Other, L::Unproven);
    row("date appears beside strong", one, none, one, kMonday, L::Other, L::Unproven);
    row("date goes beside strong", one, kMonday, one, none, L::Other, L::Unproven);
    row("strong appears beside date", none, kMonday, one, kMonday, L::Other, L::Unproven);
}

void tst_FileVersion::likeness()
{
    QFETCH(QByteArray, etag);
    QFETCH(QByteArray, modified);
    QFETCH(QByteArray, nextEtag);
    QFETCH(QByteArray, nextModified);
    QFETCH(int, atThisPlace);
    QFETCH(int, atAnother);
    const FileVersion first{kHere, etag, modified};
    for (const bool isHere : {true, false}) {
        const FileVersion next{isHere ? kHere : kThere, nextEtag, nextModified};
        const QString expected = nameOf(static_cast<Likeness>(isHere ? atThisPlace : atAnother));
        QCOMPARE(nameOf(likenessOf(first, next)), expected);
        QCOMPARE(nameOf(likenessOf(next, first)), expected);
        // The same where the first is only known from a record.
        const core::Source source;
        QCOMPARE(nameOf(likenessOf(recordOf(next, 1 << 20, source), next, recordOf(first, 1 << 20, source))),
                 expected);
        QCOMPARE(nameOf(likenessOf(recordOf(next, 1 << 19, source), next, recordOf(first, 1 << 20, source))),
                 nameOf(Likeness::Other));
    }
}

void tst_FileVersion::oneVersion()
{
    OneVersion one;
    QVERIFY(!one.wanted());
    QVERIFY(!one.isOneAnswer());
    QVERIFY(!one.isForeign(0));
    one.begin(1, {kHere, "\"1\"", {}});
    QCOMPARE(one.lead(), 1);
    QVERIFY(one.wanted() == FileVersion({kHere, "\"1\"", {}}));
    QVERIFY(!one.isOneAnswer());
    QVERIFY(one.isForeign(0));
    QVERIFY(!one.isForeign(1));
    one.begin(0, {kHere, "W/\"1\"", {}});
    QVERIFY(one.isOneAnswer());
}

void tst_FileVersion::whatNeedsAVersion()
{
    const auto plain = blte::ChunkTable::plain(100, 10);
    const blte::EncodingKey key{};
    core::Source source;
    QVERIFY(needsVersion(plain, source));
    QVERIFY(needsVersion(blte::ChunkTable::headerless(100, nullptr), source));
    QVERIFY(!needsVersion(blte::ChunkTable::headerless(100, &key), source));
    QVERIFY(!needsVersion(blte::ChunkTable::plain(0, 10), source));
    QVERIFY(!needsVersion(blte::ChunkTable::encoded(blte::ChunkTable::headerless(100, &key), key), source));
    source.contentKey = blte::ContentKey{};
    QVERIFY(!needsVersion(plain, source));
}

void tst_FileVersion::placeIsWhereItCameFrom()
{
    http::ResponseHead head;
    head.finalUrl = QUrl(QStringLiteral("http://cdn.example:8080/x?sig=1"));
    head.etag = " \"1\" ";
    QVERIFY(versionOf(head) == FileVersion({QStringLiteral("cdn.example:8080"), "\"1\"", {}}));
    QCOMPARE(shown(versionOf(head)), QStringLiteral("\"1\" at cdn.example:8080"));
    head.etag.clear();
    QCOMPARE(shown(versionOf(head)), QStringLiteral("no ETag or Last-Modified at cdn.example:8080"));
}

void tst_FileVersion::digestsNeedNoValidators()
{
    core::Source source;
    source.contentKey = blte::ContentKey{};
    const FileVersion first{kHere, "\"1\"", {}};
    const FileVersion next{kThere, "\"2\"", kMonday};
    QCOMPARE(nameOf(likenessOf(recordOf(next, 1 << 20, source), next, recordOf(first, 1 << 20, source))),
             nameOf(Likeness::Same));
    source = {};
    source.encodingKey = blte::EncodingKey{};
    const auto headerless = blte::ChunkTable::headerless(1000, &*source.encodingKey);
    QCOMPARE(
        nameOf(likenessOf(recordFor(headerless, source, next), next, recordFor(headerless, source, first))),
        nameOf(Likeness::Same));
}

SLUICE_TEST(tst_FileVersion)
#include "tst_fileversion.moc"
