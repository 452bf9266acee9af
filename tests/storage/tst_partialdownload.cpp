#include "core/storage/crc32.h"
#include "core/storage/partialdownload.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <limits>

using core::ErrorKind;
using storage::ChunkNote;
using storage::PartialDownload;
using storage::ResumeRecord;

namespace {

constexpr quint64 kChunkSize = 1000;
constexpr quint32 kChunks = 8;
constexpr quint64 kUnknown = std::numeric_limits<quint64>::max();

ResumeRecord recordOf(quint64 decodedSize = kChunks * kChunkSize, std::uint8_t digest = 7)
{
    ResumeRecord record;
    record.source.mirrors = {QUrl(QStringLiteral("http://host/a/file.bin"))};
    record.source.name = QStringLiteral("file.bin");
    record.headerSize = 204;
    record.encodedSize = 5000;
    record.decodedSize = decodedSize;
    record.tableDigest.fill(digest);
    record.finished.resize(kChunks);
    record.locked.resize(kChunks);
    return record;
}

QByteArray contentOf(quint32 chunk)
{
    QByteArray bytes(qsizetype(kChunkSize), Qt::Uninitialized);
    for (qsizetype i = 0; i < bytes.size(); ++i)
        bytes[i] = char(1 + (quint32(i) * 7 + chunk * 31) % 251);
    return bytes;
}

QByteArray wholeContent()
{
    QByteArray all;
    for (quint32 chunk = 0; chunk < kChunks; ++chunk)
        all += contentOf(chunk);
    return all;
}

std::span<const std::uint8_t> view(const QByteArray &bytes)
{
    return {reinterpret_cast<const std::uint8_t *>(bytes.constData()), std::size_t(bytes.size())};
}

ChunkNote noteOf(quint32 chunk)
{
    const QByteArray bytes = contentOf(chunk);
    return {chunk, storage::crc32(view(bytes)), chunk * kChunkSize, kChunkSize, false};
}

core::Result<void> finish(PartialDownload &partial, quint32 chunk)
{
    return partial.write(chunk * kChunkSize, view(contentOf(chunk))).and_then([&] {
        return partial.chunkFinished(noteOf(chunk));
    });
}

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString bitsOf(const QBitArray &bits)
{
    QString text;
    for (qsizetype i = 0; i < bits.size(); ++i)
        text += bits.testBit(i) ? u'1' : u'0';
    return text;
}

} // namespace

#define OK(expression)                                                                                       \
    do {                                                                                                     \
        const auto okResult = (expression);                                                                  \
        QVERIFY2(okResult.has_value(),                                                                       \
                 okResult ? ""                                                                               \
                          : qPrintable(core::name(okResult.error().kind) + u' ' + okResult.error().detail)); \
    } while (false)

class tst_PartialDownload : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aWholeDownload();
    void goesOnAfterKill();

private:
    QString target() const { return m_dir->filePath(QStringLiteral("sub/file.bin")); }
    QString part() const { return storage::partPath(target()); }
    PartialDownload::Found open();

    std::unique_ptr<QTemporaryDir> m_dir;
};

void tst_PartialDownload::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
}

PartialDownload::Found tst_PartialDownload::open()
{
    auto found = PartialDownload::open(m_dir->path(), target());
    if (!found) {
        qWarning("%s %s", qPrintable(core::name(found.error().kind)), qPrintable(found.error().detail));
        return {};
    }
    return std::move(*found);
}

void tst_PartialDownload::aWholeDownload()
{
    auto found = open();
    QVERIFY(found.partial);
    QVERIFY(!found.record);
    OK(found.partial->begin(recordOf()));
    for (quint32 chunk = kChunks; chunk-- > 0;) {
        OK(finish(*found.partial, chunk));
        if (chunk % 3 == 0)
            OK(found.partial->checkpoint());
    }
    OK(found.partial->commit(false));
    QCOMPARE(contentsOf(target()), wholeContent());
    QCOMPARE(QDir(m_dir->filePath(QStringLiteral("sub"))).entryList(QDir::Files | QDir::Hidden),
             QStringList{QStringLiteral("file.bin")});
}

void tst_PartialDownload::goesOnAfterKill()
{
    auto found = open();
    OK(found.partial->begin(recordOf()));
    OK(finish(*found.partial, 2));
    OK(found.partial->checkpoint());
    OK(finish(*found.partial, 5));
    found.partial->addNetworkBytes(99);
    found.partial.reset();

    found = open();
    QVERIFY(found.record);
    QCOMPARE(bitsOf(found.record->finished), QStringLiteral("00100100"));
    QCOMPARE(found.record->source, recordOf().source);
}

QTEST_GUILESS_MAIN(tst_PartialDownload)
#include "tst_partialdownload.moc"
