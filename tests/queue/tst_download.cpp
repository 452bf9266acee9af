#include "tests/support/harness.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QTest>

using namespace support;
using transfer::Verdict;

/// Whole downloads: from a source to the file on disk, and what the server saw of it.
class tst_Download : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qputenv("XDG_DATA_HOME", m_state.path().toLocal8Bit()); }
    void everyShape_data();
    void everyShape();
    void aSmallFileIsOneRequest();
    void aLargeFileIsFetchedOnceOverSeveralConnections();
    void aServerWithoutRanges();
    void anUnknownLength();
    void theUsersMirrorHasIt();
    void whatIsBesideItGivesItAnotherName_data();
    void whatIsBesideItGivesItAnotherName();
    void theServerNamesTheFile();
    void theServerNamesBetterThanTheAddress();
    void theServersNameStays();
    void atRestItKeepsNoConnections();

private:
    QTemporaryDir m_state;
};

void tst_Download::everyShape_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("chunk");
    QTest::addColumn<int>("encoding");
    QTest::addColumn<int>("format");
    for (const int size : {1, 1000, 700'000, 5'000'000}) {
        for (const auto encoding : {Encoding::Raw, Encoding::Zlib}) {
            for (const auto format :
                 {TableFormat::Normal, TableFormat::WithDecodedMd5, TableFormat::Headerless}) {
                const int chunk = format == TableFormat::Headerless ? size : 100'000;
                QTest::addRow("%d bytes, encoding %d, table %d", size, int(encoding), int(format))
                    << size << chunk << int(encoding) << int(format);
            }
        }
    }
}

void tst_Download::everyShape()
{
    QFETCH(int, size);
    QFETCH(int, chunk);
    QFETCH(int, encoding);
    QFETCH(int, format);
    Harness h;
    const BuiltObject object =
        buildObject(payload(repetitive(1), static_cast<std::size_t>(size)), static_cast<std::size_t>(chunk),
                    {static_cast<Encoding>(encoding)}, static_cast<TableFormat>(format));
    QVERIFY(h.fetch(h.source(h.publish(object))));
    QCOMPARE(h.content(), toByteArray(object.payload));
    QCOMPARE(h.last().verdict, Verdict::ChunksVerified);
    QCOMPARE(h.litter(), QStringList());

    core::Source known = h.source(h.publish(object));
    known.contentKey = object.contentKey;
    QVERIFY(h.fetch(known, QStringLiteral("second")));
    QCOMPARE(h.last().verdict, Verdict::Verified);
    QCOMPARE(h.last().md5.toStdString(), blte::toHex(object.contentKey.digest));

    // The same bytes as a slice of an archive, and as they are.
    const QByteArray around(12345, 'x');
    h.server.serve("/archive", around + toByteArray(object.bytes) + around);
    core::Source slice = h.source("/archive");
    slice.slice =
        core::ByteRange{around.size(), around.size() + static_cast<qint64>(object.bytes.size()) - 1};
    slice.encodingKey = object.encodingKey;
    QVERIFY(h.fetch(slice, QStringLiteral("sliced")));
    QCOMPARE(h.content(QStringLiteral("sliced")), toByteArray(object.payload));

    queue::Options raw;
    raw.form = queue::Form::Raw;
    QVERIFY(h.fetch(h.source(h.publish(object)), QStringLiteral("raw"), raw));
    QCOMPARE(h.content(QStringLiteral("raw")), toByteArray(object.bytes));
}

void tst_Download::aSmallFileIsOneRequest()
{
    Harness h;
    const BuiltObject object = buildObject(payload(noise(3), 900'000), 64 << 10, {Encoding::Raw});
    QVERIFY(h.fetch(h.source(h.publish(object))));
    QCOMPARE(h.server.requests().size(), 1);
    QCOMPARE(h.content(), toByteArray(object.payload));
}

void tst_Download::aLargeFileIsFetchedOnceOverSeveralConnections()
{
    Harness h;
    const BuiltObject object = largeObject(24u << 20);
    QVERIFY(h.fetch(h.source(h.publish(object))));
    QCOMPARE(h.content(), toByteArray(object.payload));
    QCOMPARE(bodyBytes(h.server.requests()), object.bytes.size());
    QVERIFY(h.server.mostConnections() > 1);
    QVERIFY(h.server.mostConnections() <= 4);
    QVERIFY2(h.server.requests().size() <= 24, qPrintable(QString::number(h.server.requests().size())));
}

void tst_Download::aServerWithoutRanges()
{
    Harness h;
    const BuiltObject object = largeObject(5u << 20);
    const QByteArray path = h.publish(object);
    h.server.always(path, fault::rangeIgnored());
    QVERIFY(h.fetch(h.source(path)));
    QCOMPARE(h.content(), toByteArray(object.payload));
    QCOMPARE(h.server.requests().size(), 1);
    QVERIFY(h.queue().hostFacts().contains("\"ranges\":false"));
    h.server.serve("/plain", toByteArray(object.payload));
    h.server.always("/plain", fault::rangeIgnored());
    QVERIFY(h.fetch(h.source("/plain"), QStringLiteral("plain")));
    QCOMPARE(h.content(QStringLiteral("plain")), toByteArray(object.payload));
    QCOMPARE(h.last().verdict, Verdict::Unverified);
    QCOMPARE(h.server.requests().size(), 2);
    // It has learned it meanwhile.
    h.server.always(path, fault::none());
    QVERIFY(h.fetch(h.source(path), QStringLiteral("later")));
    QVERIFY(h.server.requests().size() > 3);
    QVERIFY(h.queue().hostFacts().contains("\"ranges\":true"));
}

void tst_Download::anUnknownLength()
{
    Harness h;
    const QByteArray body = toByteArray(payload(noise(4), 3'000'000));
    h.server.serve("/chunked", body);
    Fault unranged = fault::chunked();
    unranged.asRange = QByteArray("");
    h.server.always("/chunked", unranged);
    QVERIFY(h.fetch(h.source("/chunked")));
    QCOMPARE(h.content(), body);
    QCOMPARE(h.server.requests().size(), 1); // read by ourselves at once; see http::StrictReply
    QCOMPARE(h.last().verdict, Verdict::Unverified);
    QCOMPARE(h.last().progress.decodedSize, body.size());
}

void tst_Download::theUsersMirrorHasIt()
{
    Harness h;
    const BuiltObject object = largeObject(1u << 20);
    const QByteArray path = h.publish(object);
    FaultServer empty;
    core::Source source = h.source(path);
    source.mirrors = {empty.url(path)};
    queue::Settings settings;
    settings.mirrors = {QString::fromLatin1("http://127.0.0.1:%1").arg(h.server.port())};
    h.queue().setSettings(settings);
    QVERIFY(h.fetch(source));
    QCOMPARE(h.content(), toByteArray(object.payload));
    QCOMPARE(h.last().source.mirrors, source.mirrors); // another day the user may have others
    QCOMPARE(empty.requests().size(), 1);
}

void tst_Download::whatIsBesideItGivesItAnotherName_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<bool>("areLinks");
    const auto row = [](const char *title, const QStringList &names, bool areLinks) {
        QTest::newRow(title) << names << areLinks;
    };
    const QString part = QStringLiteral("file.part");
    const QString record = QStringLiteral("file.part.resume");
    row("part file", {part}, false);
    row("record", {record}, false);
    row("both", {part, record}, false);
    row("part file, a link to nothing", {part}, true);
    row("record, a link to nothing", {record}, true);
}

/// What Sluice did not make is left alone, whatever it is called.
void tst_Download::whatIsBesideItGivesItAnotherName()
{
    QFETCH(QStringList, names);
    QFETCH(bool, areLinks);
    Harness h;
    for (const QString &name : names) {
        const QString path = h.folder() + u'/' + name;
        QFile file(path);
        QVERIFY(areLinks ? QFile::link(h.folder() + QStringLiteral("/nothing"), path)
                         : file.open(QIODevice::WriteOnly) && file.write("mine") == 4);
    }
    h.server.serve("/x", "some bytes");
    QVERIFY(!h.fetch(h.source("/x")));
    QCOMPARE(h.last().error.kind, core::ErrorKind::NameRefused);
    h.queue().remove({h.last().id}, queue::Removal::KeepFiles);
    QVERIFY(h.fetch(h.source("/x"), QStringLiteral("file"), {.whenExists = queue::WhenExists::Rename}));
    QCOMPARE(h.last().name, QStringLiteral("file (1)"));
    QCOMPARE(h.content(QStringLiteral("file (1)")), QByteArray("some bytes"));
    QVERIFY(!QFile::exists(h.folder() + QStringLiteral("/nothing")));
    for (const QString &name : names) {
        if (!areLinks)
            QCOMPARE(h.content(name), QByteArray("mine"));
    }
}

void tst_Download::theServerNamesTheFile()
{
    Harness h;
    h.server.serve("/", "some bytes");
    Fault named;
    named.headers = {{"Content-Disposition", "attachment; filename=\"../named.bin\""}};
    h.server.always("/", named);
    QVERIFY(h.fetch(h.source("/"), QString()));
    QCOMPARE(h.last().name, QStringLiteral("named.bin"));
    QCOMPARE(h.content(QStringLiteral("named.bin")), QByteArray("some bytes"));
}

/// What an address ends with is a guess; what a person chose, or a key names, is none.
void tst_Download::theServerNamesBetterThanTheAddress()
{
    Harness h;
    h.server.serve("/download", "bytes");
    h.server.serve("/file.php", "a tool");
    h.server.setRule([](const Request &request) -> std::optional<Fault> {
        const bool isTool = request.path == "/file.php";
        Fault named;
        named.headers = {{"Content-Disposition",
                          QByteArray("attachment; filename=") + (isTool ? "tool.zip" : "report.pdf")}};
        if (!isTool)
            named.flipAt = request.query == "id=4" ? 0 : -1; // two files
        return named;
    });
    const auto add = [&](const QByteArray &path, const QString &name = {}) {
        queue::Request request;
        request.source = h.source(path);
        request.folder = h.folder();
        request.name = name;
        request.mayRename = true;
        return h.queue().add({request}).first();
    };
    const queue::ItemId third = add("/download?id=3");
    const queue::ItemId fourth = add("/download?id=4");
    const queue::ItemId script = add("/file.php");
    const queue::ItemId chosen = add("/file.php", QStringLiteral("chosen"));
    for (const queue::ItemId id : {third, fourth, script, chosen})
        QVERIFY(h.waitFor(id, transfer::State::Done));
    QCOMPARE(h.item(script).name, QStringLiteral("tool.zip"));
    QCOMPARE(h.item(chosen).name, QStringLiteral("chosen"));
    // Two that the server calls the same are told apart, in the order in which it answered.
    const QStringList names{h.item(third).name, h.item(fourth).name};
    QVERIFY(names.contains(QStringLiteral("report.pdf")) && names.contains(QStringLiteral("report (1).pdf")));
    QCOMPARE(h.content(h.item(third).name), QByteArray("bytes"));
    QVERIFY(h.content(h.item(fourth).name) != h.content(h.item(third).name));
    QCOMPARE(h.litter({names[0], names[1], QStringLiteral("tool.zip"), QStringLiteral("chosen")}),
             QStringList());
}

/// Begun under the server's name it goes on there, in this run and in the next.
void tst_Download::theServersNameStays()
{
    Harness h;
    const QByteArray bytes = toByteArray(payload(noise(7), 6'000'000));
    h.server.serve("/get", bytes);
    Fault slow = fault::limited(2'000'000);
    slow.headers = {{"Content-Disposition", "attachment; filename=\"named.bin\""}};
    h.server.always("/get", slow);
    queue::ItemId id = h.add(h.source("/get"), QString());
    QVERIFY(h.waitFor(id, transfer::State::Downloading));
    QTRY_VERIFY_WITH_TIMEOUT(h.item(id).progress.encodedDone > 2'000'000, 20'000);
    QCOMPARE(h.item(id).name, QStringLiteral("named.bin"));
    h.restart();
    slow.paceBytes = 0;
    h.server.always("/get", slow);
    id = h.add(h.source("/get"), QString()); // as who asks for it once more
    QVERIFY(h.waitFor(id, transfer::State::Done));
    QCOMPARE(h.item(id).name, QStringLiteral("named.bin"));
    QVERIFY(h.content(QStringLiteral("named.bin")) == bytes);
    QVERIFY(h.item(id).progress.networkBytes < 5'000'000);
    QCOMPARE(h.litter({QStringLiteral("named.bin")}), QStringList());
}

namespace {

/// Each QNetworkAccessManager has a thread of that name, and keeps its connections there.
int managerThreads()
{
    int count = 0;
    const QString tasks = QStringLiteral("/proc/self/task/");
    for (const QString &task : QDir(tasks).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QFile name(tasks + task + QStringLiteral("/comm"));
        count += name.open(QIODevice::ReadOnly) && name.readAll().startsWith("QNetworkAccess") ? 1 : 0;
    }
    return count;
}

} // namespace

void tst_Download::atRestItKeepsNoConnections()
{
    if (!QDir(QStringLiteral("/proc/self/task")).exists())
        QSKIP("threads cannot be counted here");
    Harness h;
    const BuiltObject object = buildObject(payload(noise(1), 100'000), 50'000, {Encoding::Zlib});
    QVERIFY(h.fetch(h.source(h.publish(object)), QStringLiteral("first")));
    QVERIFY(managerThreads() > 0);
    QTRY_COMPARE_WITH_TIMEOUT(managerThreads(), 0, 15'000);
    QVERIFY(h.fetch(h.source(h.publish(object)), QStringLiteral("second")));
}

SLUICE_TEST(tst_Download)
#include "tst_download.moc"
