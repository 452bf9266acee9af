#include "core/blte/hex.h"
#include "tests/blte/decoding.h"
#include "tests/support/testmain.h"
#include "tests/support/testpaths.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace blte;
using decoding::Path;

/// The sample set: real files, published vectors and made files, each with what it decodes to.
class tst_Samples : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decode_data();
    void decode();
};

namespace {

QString corpus(const QString &file)
{
    return support::corpusFolder() + QLatin1Char('/') + file;
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// How the samples end that do not decode. The rest must be "ok".
QString expectedResult(const QString &file)
{
    static const QHash<QString, QString> results = {
        {QStringLiteral("bad_chunk_md5"), QStringLiteral("ChunkDigestWrong")},
        {QStringLiteral("bad_truncated"), QStringLiteral("Truncated")},
        {QStringLiteral("bad_headersize"), QStringLiteral("HeaderCorrupt")},
        {QStringLiteral("bad_count0"), QStringLiteral("HeaderCorrupt")},
        {QStringLiteral("bad_mode"), QStringLiteral("ModeUnsupported")},
        {QStringLiteral("bad_size"), QStringLiteral("DecodedSizeWrong")},
        {QStringLiteral("e_arc4"), QStringLiteral("CipherUnsupported")},
    };
    return results.value(QFileInfo(file).baseName(), QStringLiteral("ok"));
}

/// MD5 of what the file decodes to, from whichever field of the manifest tells it; empty when none does.
QByteArray expectedMd5(const QJsonObject &entry)
{
    for (const auto key : {QLatin1String("zero_filled_md5"), QLatin1String("decoded_md5")}) {
        if (entry.contains(key))
            return entry.value(key).toString().toLatin1();
    }
    if (const auto text = entry.value(QLatin1String("decoded_text")); text.isString())
        return QByteArray::fromStdString(toHex(md5(decoding::toVector(text.toString().toUtf8()))));
    const QString stem = corpus(entry.value(QLatin1String("file")).toString()).chopped(5);
    for (const auto suffix : {QLatin1String(".bin"), QLatin1String(".decoded")}) {
        if (QFile::exists(stem + suffix))
            return QByteArray::fromStdString(toHex(md5(decoding::toVector(read(stem + suffix)))));
    }
    return {};
}

/// "NAME KEY" of the manifest; the key that is in no list is left out, as the sample wants.
std::shared_ptr<const KeyStore> keysOf(const QJsonObject &entry)
{
    const QString line = entry.value(QLatin1String("key")).toString();
    auto keys = std::make_shared<KeyStore>();
    if (line.size() == 49 && !entry.contains(QLatin1String("zero_filled_md5"))) {
        Key key;
        if (hexDecode(line.mid(17).toStdString(), key))
            keys->insert(KeyName{line.left(16).toULongLong(nullptr, 16)}, key);
    }
    return keys;
}

} // namespace

void tst_Samples::decode_data()
{
    const auto manifest = QJsonDocument::fromJson(read(corpus(QStringLiteral("MANIFEST.json")))).array();
    if (manifest.isEmpty())
        QSKIP(qPrintable(QStringLiteral("The sample set is not here: ") + support::corpusFolder()));
    QTest::addColumn<QJsonObject>("entry");
    QTest::addColumn<bool>("streaming");
    for (const auto &value : manifest) {
        const QJsonObject entry = value.toObject();
        const QString file = entry.value(QLatin1String("file")).toString();
        if (!file.endsWith(QLatin1String(".blte")))
            continue;
        QTest::newRow(qPrintable(file)) << entry << false;
        QTest::newRow(qPrintable(file + QStringLiteral(", streaming"))) << entry << true;
    }
}

void tst_Samples::decode()
{
    QFETCH(QJsonObject, entry);
    QFETCH(bool, streaming);
    const QString file = entry.value(QLatin1String("file")).toString();
    const auto bytes = decoding::toVector(read(corpus(file)));
    QCOMPARE(QByteArray::fromStdString(toHex(md5(bytes))),
             entry.value(QLatin1String("md5")).toString().toLatin1());

    StreamDecoder::Options options;
    options.missingKeys = MissingKeys::ZeroFill;
    const auto outcome =
        decoding::decode(bytes, streaming ? Path::Streaming : Path::Fast, options, keysOf(entry), 1000);
    QCOMPARE(outcome.result, expectedResult(file));
    QCOMPARE(outcome.trailing, std::uint64_t{file.contains(QLatin1String("bad_trailing")) ? 16u : 0u});
    if (outcome.result != QStringLiteral("ok"))
        return;
    const QByteArray expected = file.contains(QLatin1String("bad_trailing"))
                                    ? QByteArrayLiteral("49d641389b5f54eef6a5c41ebb099578")
                                    : expectedMd5(entry);
    QVERIFY(!expected.isEmpty());
    QCOMPARE(QByteArray::fromStdString(toHex(md5(outcome.decoded))), expected);
}

SLUICE_TEST(tst_Samples)
#include "tst_samples.moc"
