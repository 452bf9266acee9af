#include "tests/support/harness.h"
#include "tests/support/testmain.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTest>

using namespace support;
using transfer::Event;
using transfer::State;
using transfer::Verdict;

/// What lies on the disk claims to be something: whose it is, and whether it still is that.
class tst_Trust : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qputenv("XDG_DATA_HOME", m_state.path().toLocal8Bit()); }
    void aPartOfAnotherSource_data();
    void aPartOfAnotherSource();
    void aPartOfSomebodyElse_data();
    void aPartOfSomebodyElse();
    void aWrongContentKeyDoesNotStick();
    void whatIsThereAndTheServer_data();
    void whatIsThereAndTheServer();
    void whatIsThereAndTheDisk_data();
    void whatIsThereAndTheDisk();

private:
    QTemporaryDir m_state;
};

namespace {

/// Interrupted when about half of it is there; large enough for that.
void interrupt(Harness &h, const core::Source &source, const QByteArray &path)
{
    h.server.always(path, fault::limited(4'000'000));
    const queue::ItemId id = h.add(source);
    QVERIFY(h.waitFor(id, State::Downloading));
    QTRY_VERIFY_WITH_TIMEOUT(h.server.bytesServed() > 3'000'000, 20'000);
    h.restart();
    h.server.always(path, fault::none());
    QVERIFY(QFileInfo::exists(h.folder() + QStringLiteral("/file.part.resume")));
}

} // namespace

void tst_Trust::aPartOfAnotherSource_data()
{
    QTest::addColumn<bool>("isBlte");
    QTest::addColumn<QString>("etag"); // of both
    QTest::newRow("plain files of one length") << false << QString();
    QTest::newRow("which even have one ETag") << false << QStringLiteral("\"1\"");
    QTest::newRow("objects with keys of their own") << true << QString();
}

void tst_Trust::aPartOfAnotherSource()
{
    QFETCH(bool, isBlte);
    QFETCH(QString, etag);
    Harness h;
    const auto publish = [&](quint64 seed, const QByteArray &plainPath) {
        const BuiltObject object = buildObject(payload(noise(seed), 6'000'000), 128u << 10, {Encoding::Raw});
        if (isBlte)
            return std::pair(h.publish(object), toByteArray(object.payload));
        Resource resource = resourceOf(toByteArray(object.payload));
        resource.etag = etag.toLatin1();
        h.server.serve(plainPath, resource);
        return std::pair(plainPath, toByteArray(object.payload));
    };
    const auto first = publish(1, "/a/disk.img");
    const auto second = publish(2, "/b/disk.img");
    interrupt(h, h.source(first.first), first.first);
    QVERIFY(h.fetch(h.source(second.first)));
    QCOMPARE(h.content(), second.second);
    QCOMPARE(h.happened(Event::Kind::Resumed), 0);
    QCOMPARE(h.happened(Event::Kind::Distrusted), 1);
    QCOMPARE(h.litter(), QStringList());
}

void tst_Trust::aPartOfSomebodyElse_data()
{
    QTest::addColumn<Encoding>("encoding");
    QTest::addColumn<bool>("isPlain");
    QTest::addColumn<bool>("hasContentKey");
    QTest::addColumn<bool>("isDamaged");
    QTest::addColumn<bool>("isOfUse"); // its bytes are proven, not fetched again
    QTest::newRow("stored chunks") << Encoding::Raw << false << false << false << true;
    QTest::newRow("stored chunks, one damaged") << Encoding::Raw << false << false << true << true;
    QTest::newRow("packed chunks") << Encoding::Zlib << false << false << false << false;
    QTest::newRow("packed chunks, content key") << Encoding::Zlib << false << true << false << true;
    QTest::newRow("packed chunks, content key, damaged") << Encoding::Zlib << false << true << true << true;
    QTest::newRow("a plain file") << Encoding::Raw << true << false << false << false;
    QTest::newRow("a plain file, content key") << Encoding::Raw << true << true << false << true;
}

/// Moved here from another user or machine, or forged: nothing is lost that can be proven, and nothing
/// believed that cannot.
void tst_Trust::aPartOfSomebodyElse()
{
    QFETCH(Encoding, encoding);
    QFETCH(bool, isPlain);
    QFETCH(bool, hasContentKey);
    QFETCH(bool, isDamaged);
    QFETCH(bool, isOfUse);
    Harness h;
    const BuiltObject object = buildObject(payload(noise(3), 8'000'000), 128u << 10, {encoding});
    const QByteArray path = isPlain ? QByteArray("/plain") : h.publish(object);
    if (isPlain)
        h.server.serve(path, toByteArray(object.payload));
    core::Source source = h.source(path);
    if (hasContentKey)
        source.contentKey = object.contentKey;
    interrupt(h, source, path);
    if (isDamaged) {
        QFile part(h.folder() + QStringLiteral("/file.part"));
        QVERIFY(part.open(QIODevice::ReadWrite));
        QCOMPARE(part.write("#"), 1);
    }
    // Holes are asked for together, and a server that cannot do that sends everything, once.
    h.server.always(path, fault::severalRanges());
    const QTemporaryDir other;
    qputenv("XDG_DATA_HOME", other.path().toLocal8Bit());
    h.restart();
    h.server.clearLog();
    const bool isDone = h.fetch(source);
    initTestCase();
    QVERIFY(isDone);
    QCOMPARE(h.content(), toByteArray(object.payload));
    QCOMPARE(h.happened(Event::Kind::Distrusted), 1);
    const auto fetched = static_cast<qint64>(bodyBytes(h.server.requests()));
    const auto whole = static_cast<qint64>(isPlain ? object.payload.size() : object.bytes.size());
    QVERIFY2((fetched < whole - 1'000'000) == isOfUse, qPrintable(QString::number(fetched)));
    QCOMPARE(h.litter(), QStringList());
}

void tst_Trust::aWrongContentKeyDoesNotStick()
{
    Harness h;
    const BuiltObject old = buildObject(payload(noise(4), 30'000), 10'000, {Encoding::Zlib});
    const BuiltObject now = buildObject(payload(noise(5), 30'000), 10'000, {Encoding::Zlib});
    h.server.serve("/old", toByteArray(old.bytes));
    h.server.serve("/new", toByteArray(now.bytes));
    core::Source source = h.source("/old");
    source.contentKey = now.contentKey;
    QVERIFY(h.waitFor(h.add(source), State::Failed));
    QCOMPARE(h.last().error.kind, core::ErrorKind::ContentKeyWrong);
    QCOMPARE(h.litter(), QStringList());
    h.queue().remove({h.last().id}, queue::Removal::KeepFiles);
    core::Source right = h.source("/new");
    right.contentKey = now.contentKey;
    QVERIFY(h.fetch(right));
    QCOMPARE(h.content(), toByteArray(now.payload));
    QCOMPARE(h.last().verdict, Verdict::Verified);
}

void tst_Trust::whatIsThereAndTheServer_data()
{
    QTest::addColumn<QString>("change");
    QTest::addColumn<qint64>("size");
    QTest::addColumn<bool>("isStill");
    for (const qint64 size : {20'000, 3'000'000}) {
        const auto row = [size](const char *change, bool isStill) {
            QTest::addRow("%s, %lld bytes", change, size) << QString::fromLatin1(change) << size << isStill;
        };
        row("nothing", true);
        row("ETag", false);
        row("Last-Modified", false);
        row("length", false);
        row("both are gone", false);
        row("it never said", false);
    }
}

/// No key names a plain file: the server is asked whether it is still the same, and nothing more than that.
void tst_Trust::whatIsThereAndTheServer()
{
    QFETCH(QString, change);
    QFETCH(qint64, size);
    QFETCH(bool, isStill);
    Harness h;
    const QByteArray bytes = toByteArray(payload(noise(6), static_cast<std::size_t>(size)));
    Resource resource = resourceOf(bytes);
    if (change == u"it never said")
        resource.etag = resource.lastModified = {};
    h.server.serve("/x", resource);
    QVERIFY(h.fetch(h.source("/x")));
    if (change == u"length")
        resource = resourceOf(bytes + "x");
    if (change == u"ETag")
        resource.etag = "\"two\"";
    else if (change == u"Last-Modified")
        resource.lastModified = "Mon, 07 Nov 1994 08:49:37 GMT";
    else if (change == u"both are gone")
        resource.etag = resource.lastModified = {};
    h.server.serve("/x", resource);
    h.server.clearLog();
    const queue::ItemId id = h.add(h.source("/x"));
    QVERIFY(h.waitFor(id, isStill ? State::Done : State::Failed));
    QVERIFY(bodyBytes(h.server.requests()) < 1000);
    QCOMPARE(h.server.requests().size(), change == u"it never said" ? 0 : 1);
    QCOMPARE(h.content(), bytes);
    if (isStill) {
        QCOMPARE(h.happened(Event::Kind::Checked), 1);
        return;
    }
    QCOMPARE(h.last().error.kind, core::ErrorKind::TargetExists);
    // Under another name it is fetched all the same.
    h.queue().remove({id}, queue::Removal::KeepFiles);
    QVERIFY(h.fetch(h.source("/x"), QStringLiteral("file"), {.whenExists = queue::WhenExists::Rename}));
    QCOMPARE(h.last().name, QStringLiteral("file (1)"));
}

void tst_Trust::whatIsThereAndTheDisk_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<bool>("hasContentKey");
    QTest::addColumn<qint64>("size");
    QTest::addColumn<bool>("isProven");
    for (const qint64 size : {20'000, 3'000'000}) {
        const auto row = [size](const char *what, bool hasContentKey, bool isProven) {
            QTest::addRow("%s, %lld bytes%s", what, size, hasContentKey ? ", content key" : "")
                << QString::fromLatin1(what) << hasContentKey << size << isProven;
        };
        row("as it was", true, true);
        row("as it was", false, true);
        row("a bit rotted", true, false);
        row("a bit rotted", false, false);
        row("moved folder", true, true);
        row("moved folder", false, true);
        row("copied", true, true);
        row("copied", false, size < 1'000'000); // of larger ones nobody took the MD5
    }
}

/// The bytes on the disk are read before they are said to be there.
void tst_Trust::whatIsThereAndTheDisk()
{
    QFETCH(QString, what);
    QFETCH(bool, hasContentKey);
    QFETCH(qint64, size);
    QFETCH(bool, isProven);
    static quint64 seed = 100; // no row knows what another one did
    Harness h;
    const BuiltObject object =
        buildObject(payload(noise(++seed), static_cast<std::size_t>(size)), 128u << 10, {Encoding::Zlib});
    core::Source source = h.source(h.publish(object));
    if (hasContentKey)
        source.contentKey = object.contentKey;
    QVERIFY(h.fetch(source, QStringLiteral("sub/file")));
    const Verdict verdict = h.last().verdict;
    const QString path = h.folder() + QStringLiteral("/sub/file");
    QString name = QStringLiteral("sub/file");
    if (what == u"a bit rotted") {
        const QDateTime time = QFileInfo(path).lastModified();
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(1000) && file.write("#") == 1 && file.flush());
        QVERIFY(file.setFileTime(time, QFileDevice::FileModificationTime));
    } else if (what == u"moved folder") {
        QVERIFY(QDir(h.folder()).rename(QStringLiteral("sub"), QStringLiteral("moved")));
        name = QStringLiteral("moved/file");
    } else if (what == u"copied") {
        QVERIFY(QFile::copy(path, h.folder() + QStringLiteral("/copy")));
        name = QStringLiteral("copy");
    }
    h.server.clearLog();
    const queue::ItemId id = h.add(source, name);
    QVERIFY(h.waitFor(id, isProven ? State::Done : State::Failed));
    QCOMPARE(h.server.requests().size(), 0);
    if (isProven)
        QCOMPARE(h.last().verdict, verdict);
    else
        QCOMPARE(h.last().error.kind, core::ErrorKind::TargetExists);
}

SLUICE_TEST(tst_Trust)
#include "tst_trust.moc"
