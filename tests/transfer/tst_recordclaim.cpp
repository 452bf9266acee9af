#include "core/transfer/routing/recordclaim.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace transfer;

/// What a resume record says × what is asked for.
class tst_RecordClaim : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void claims_data();
    void claims();
};

namespace {

constexpr blte::Digest kA{1, 2, 3};
constexpr blte::Digest kB{4, 5, 6};

/// "URL…" with further words: ekey=A, ckey=B, slice, raw.
struct Asked
{
    core::Source source;
    bool isRaw = false;
};

Asked asked(const char *text)
{
    Asked result;
    const auto digestOf = [](const QString &word) { return word.endsWith(u'A') ? kA : kB; };
    for (const QString &word : QString::fromLatin1(text).split(u' ')) {
        if (word.startsWith(u"ekey"))
            result.source.encodingKey = blte::EncodingKey{digestOf(word)};
        else if (word.startsWith(u"ckey"))
            result.source.contentKey = blte::ContentKey{digestOf(word)};
        else if (word.startsWith(u"slice"))
            result.source.slice = core::ByteRange{word.mid(5).toInt(), 99};
        else if (word == u"raw")
            result.isRaw = true;
        else
            result.source.mirrors.append(QUrl(QStringLiteral("http://") + word));
    }
    return result;
}

} // namespace

void tst_RecordClaim::claims_data()
{
    QTest::addColumn<QString>("begun");
    QTest::addColumn<bool>("hasTableA"); // the record has seen the header that key A names
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<Claim>("expected");
    const auto row = [](const char *begun, bool hasTableA, const char *wanted, Claim expected) {
        QTest::addRow("%s%s, then %s", begun, hasTableA ? " (A)" : "", wanted)
            << QString::fromLatin1(begun) << hasTableA << QString::fromLatin1(wanted) << expected;
    };
    using enum Claim;
    // plain addresses
    row("h/x", false, "h/x", AskServer);
    row("h/x", false, "h/y", OtherSource);
    row("h/x", false, "i/x", OtherSource);
    row("h/x", false, "h/x?v=2", OtherSource);
    row("h/x i/x", false, "i/x j/x", AskServer);
    row("h/x", false, "h/x raw", OtherSource);
    row("h/x raw", false, "h/x", OtherSource);
    row("h/x raw", false, "h/x raw", AskServer);
    row("h/x slice0", false, "h/x slice0", AskServer);
    row("h/x slice0", false, "h/x slice1", OtherSource);
    row("h/x slice0", false, "h/x", OtherSource);
    // encoding keys
    row("h/x ekey=A", true, "h/x ekey=A", Proven);
    row("h/x ekey=A", true, "i/y ekey=A", Proven);
    row("h/x ekey=A", false, "i/y ekey=A", Proven);
    row("h/x ekey=A", true, "h/x ekey=B", OtherSource);
    row("h/x", true, "i/y ekey=A", Proven);
    row("h/x", false, "h/x ekey=A", AskServer);
    row("h/x", false, "i/y ekey=A", OtherSource);
    row("h/x ekey=A", true, "h/x", AskServer);
    row("h/x ekey=A", true, "i/y", OtherSource);
    row("h/x ekey=A raw", true, "h/x ekey=A", OtherSource);
    row("h/x ekey=A slice0", true, "h/x ekey=A slice1", Proven);
    // content keys
    row("h/x ckey=A", false, "h/x ckey=A", Proven);
    row("h/x ckey=A", false, "h/x ckey=B", OtherSource);
    row("h/x ckey=A", false, "i/y ckey=A", OtherSource);
    row("h/x", false, "h/x ckey=A", Proven);
    row("h/x ckey=A", false, "h/x", AskServer);
    row("h/x ekey=A ckey=A", true, "h/x ekey=A ckey=B", OtherSource);
}

void tst_RecordClaim::claims()
{
    QFETCH(QString, begun);
    QFETCH(bool, hasTableA);
    QFETCH(QString, wanted);
    QFETCH(Claim, expected);
    const Asked then = asked(begun.toLatin1().constData());
    const Asked now = asked(wanted.toLatin1().constData());
    storage::ResumeRecord record;
    record.source = then.source;
    record.isRaw = then.isRaw;
    if (hasTableA)
        record.tableDigest = kA;
    QCOMPARE(claimOf(record, now.source, now.isRaw), expected);
}

SLUICE_TEST(tst_RecordClaim)
#include "tst_recordclaim.moc"
