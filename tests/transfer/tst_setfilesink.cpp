#include "core/transfer/fetch/setfilesink.h"

#include "core/blte/chunktable.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using core::ErrorKind;
using transfer::SetFileSink;
using namespace Qt::StringLiterals;

/// A small file, gathered in memory and written in one go once it is proven.
class tst_SetFileSink : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writtenWhenProven();
    void chunksInAnyOrder();
    void anotherContent();
    void asServed();
    void nothingProvesIt();
    void sizeKnownAtTheEnd();
    void begunAgain();
    void tooLarge_data();
    void tooLarge();
    void pathIsTaken();
    void folderIsGone();
};

namespace {

std::vector<std::uint8_t> bytes(const char *text)
{
    return {text, text + std::strlen(text)};
}

blte::ContentKey keyOf(const char *text)
{
    return {blte::md5(bytes(text))};
}

storage::ResumeRecord recordOf(quint64 size)
{
    storage::ResumeRecord record;
    record.decodedSize = size;
    return record;
}

constexpr auto kSnapshot = transfer::Sink::Snapshot::AtCheckpoint;

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("absent");
}

} // namespace

void tst_SetFileSink::writtenWhenProven()
{
    const QTemporaryDir dir;
    SetFileSink sink(dir.filePath(u"0"_s), keyOf("hello"));
    QVERIFY(sink.begin(recordOf(5), kSnapshot));
    QVERIFY(sink.write(0, bytes("hello")));
    QVERIFY(!QFileInfo::exists(sink.path()));
    QVERIFY(sink.finish());
    QCOMPARE(contentsOf(sink.path()), "hello");
    QVERIFY(sink.file()->isStillThere());
}

void tst_SetFileSink::chunksInAnyOrder()
{
    const QTemporaryDir dir;
    SetFileSink sink(dir.filePath(u"0"_s), keyOf("hello"));
    QVERIFY(sink.begin(recordOf(5), kSnapshot));
    QVERIFY(sink.write(3, bytes("lo")));
    QVERIFY(sink.write(0, bytes("hel")));
    QVERIFY(sink.finish());
    QCOMPARE(contentsOf(sink.path()), "hello");
}

void tst_SetFileSink::anotherContent()
{
    const QTemporaryDir dir;
    SetFileSink sink(dir.filePath(u"0"_s), keyOf("hello"));
    QVERIFY(sink.begin(recordOf(5), kSnapshot));
    QVERIFY(sink.write(0, bytes("jello")));
    const auto finished = sink.finish();
    QVERIFY(!finished);
    QCOMPARE(finished.error().kind, ErrorKind::ContentKeyWrong);
    QVERIFY(!QFileInfo::exists(sink.path()));
}

void tst_SetFileSink::asServed()
{
    const QTemporaryDir dir;
    const blte::EncodingKey key{blte::md5(bytes("hello"))}; // as patches have it
    for (const char *text : {"hello", "hallo"}) {
        SetFileSink sink(dir.filePath(QString::fromLatin1(text)), key);
        QVERIFY(sink.begin(recordOf(5), kSnapshot));
        QVERIFY(sink.write(0, bytes(text)));
        const auto finished = sink.finish();
        QCOMPARE(finished.has_value(), QByteArray(text) == "hello");
        QCOMPARE(QFileInfo::exists(sink.path()), finished.has_value());
        if (!finished)
            QCOMPARE(finished.error().kind, ErrorKind::EncodingKeyWrong);
    }
}

void tst_SetFileSink::nothingProvesIt()
{
    const QTemporaryDir dir;
    SetFileSink sink(dir.filePath(u"0"_s), std::nullopt);
    QVERIFY(sink.begin(recordOf(5), kSnapshot));
    QVERIFY(sink.write(0, bytes("jello")));
    QVERIFY(sink.finish());
    QCOMPARE(contentsOf(sink.path()), "jello");
}

void tst_SetFileSink::sizeKnownAtTheEnd()
{
    const QTemporaryDir dir;
    SetFileSink sink(dir.filePath(u"0"_s), keyOf("hello"));
    QVERIFY(sink.begin(recordOf(blte::kUnknownSize), kSnapshot));
    QVERIFY(sink.write(0, bytes("hello and what was too much")));
    QVERIFY(sink.setDecodedSize(5));
    QVERIFY(sink.finish());
    QCOMPARE(contentsOf(sink.path()), "hello");
}

void tst_SetFileSink::begunAgain()
{
    const QTemporaryDir dir;
    SetFileSink sink(dir.filePath(u"0"_s), keyOf("hello"));
    QVERIFY(sink.begin(recordOf(20), kSnapshot));
    QVERIFY(sink.write(0, bytes("something else")));
    QVERIFY(sink.begin(recordOf(5), kSnapshot));
    QVERIFY(sink.write(0, bytes("hello")));
    QVERIFY(sink.finish());
    QCOMPARE(contentsOf(sink.path()), "hello");
}

void tst_SetFileSink::tooLarge_data()
{
    QTest::addColumn<quint64>("size");
    QTest::addColumn<quint64>("offset");
    constexpr auto kMost = static_cast<quint64>(SetFileSink::kMostBytes);
    QTest::newRow("by its table") << quint64(kMost + 1) << quint64(0);
    QTest::newRow("by what it writes") << quint64(blte::kUnknownSize) << quint64(kMost - 4);
    QTest::newRow("far away") << quint64(blte::kUnknownSize) << quint64(~quint64(0) - 2);
}

void tst_SetFileSink::tooLarge()
{
    QFETCH(quint64, size);
    QFETCH(quint64, offset);
    const QTemporaryDir dir;
    SetFileSink sink(dir.filePath(u"0"_s), std::nullopt);
    const auto began = sink.begin(recordOf(size), kSnapshot);
    const auto written = began.and_then([&] { return sink.write(offset, bytes("hello")); });
    QVERIFY(!written);
    QVERIFY(!sink.zero(offset == 0 ? size : offset, 5));
}

void tst_SetFileSink::pathIsTaken()
{
    const QTemporaryDir dir;
    QFile file(dir.filePath(u"0"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("somebody's") > 0);
    file.close();
    SetFileSink sink(file.fileName(), std::nullopt);
    QVERIFY(sink.write(0, bytes("hello")));
    QVERIFY(!sink.finish());
    QCOMPARE(contentsOf(sink.path()), "somebody's");
}

void tst_SetFileSink::folderIsGone()
{
    SetFileSink sink(u"/nowhere/at/all/0"_s, std::nullopt);
    QVERIFY(sink.write(0, bytes("hello")));
    const auto finished = sink.finish();
    QVERIFY(!finished);
    QCOMPARE(finished.error().kind, ErrorKind::FolderMissing);
}

SLUICE_TEST(tst_SetFileSink)
#include "tst_setfilesink.moc"
