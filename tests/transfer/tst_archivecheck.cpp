#include "core/transfer/archivecheck.h"

#include "core/bytes.h"
#include "tests/support/bltebuilder.h"
#include "tests/support/ngdp/indexwriter.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace transfer;
using support::ByteVector;

/// Finds every object of an archive that is not what the index says, and nothing else.
class tst_ArchiveCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void whole();
    void damaged_data();
    void damaged();
    void cutAnywhere();
    void withoutItsIndex_data();
    void withoutItsIndex();
    void worthMending_data();
    void worthMending();

private:
    QString archive() const { return m_folder->filePath(QString::fromStdString(blte::toHex(m_name))); }
    void write(const QString &path, const ByteVector &bytes) const
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size()));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    ByteVector m_bytes;
    ByteVector m_index;
    std::vector<std::size_t> m_ends;
    blte::Digest m_name{};
};

/// Two objects with tables, one without, and a patch, which is no BLTE.
void tst_ArchiveCheck::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_bytes.clear();
    m_ends.clear();
    std::vector<ngdp::IndexRow> rows;
    const auto add = [&](const blte::Digest &key, const ByteVector &bytes) {
        rows.push_back(
            {key, static_cast<std::uint32_t>(bytes.size()), static_cast<std::uint32_t>(m_bytes.size())});
        m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
        m_ends.push_back(m_bytes.size());
    };
    const ByteVector payload = support::payload(support::noise(3), 500);
    for (const auto &object : {support::buildObject(payload, 100, {}), support::buildObject(payload, 200, {}),
                               support::buildObject(payload, 500, {}, support::TableFormat::Headerless)})
        add(object.encodingKey.digest, object.bytes);
    const ByteVector patch = support::payload(support::noise(4), 300);
    add(blte::md5(patch), patch);
    const ngdp::WrittenIndex index = ngdp::writeIndex(rows);
    m_name = index.name;
    m_index = index.bytes;
    write(archive(), m_bytes);
    write(archive() + QStringLiteral(".index"), m_index);
}

void tst_ArchiveCheck::whole()
{
    const auto check = checkArchive(archive());
    QVERIFY(check.has_value());
    QCOMPARE(check->objects, 4u);
    QVERIFY(check->wrong.empty());
    QCOMPARE(check->wrongBytes, 0);
}

void tst_ArchiveCheck::damaged_data()
{
    QTest::addColumn<std::size_t>("object");
    for (std::size_t i = 0; i < 4; ++i)
        QTest::addRow("object %d", static_cast<int>(i)) << i;
}

/// And once it is replaced nothing is wrong.
void tst_ArchiveCheck::damaged()
{
    QFETCH(std::size_t, object);
    const std::size_t begin = object == 0 ? 0 : m_ends[object - 1];
    ByteVector bytes = m_bytes;
    bytes[begin + (m_ends[object] - begin) / 2] ^= 1;
    write(archive(), bytes);
    const auto check = checkArchive(archive());
    QVERIFY(check.has_value());
    QCOMPARE(check->wrong.size(), 1u);
    QCOMPARE(check->wrong[0].offset, static_cast<std::uint32_t>(begin));
    QCOMPARE(check->wrongBytes, static_cast<qint64>(m_ends[object] - begin));
    const QByteArray right(reinterpret_cast<const char *>(m_bytes.data() + begin),
                           static_cast<qsizetype>(m_ends[object] - begin));
    QVERIFY(replaceObject(archive(), static_cast<qint64>(begin), right));
    QVERIFY(checkArchive(archive())->wrong.empty());
}

void tst_ArchiveCheck::cutAnywhere()
{
    for (std::size_t size = 0; size < m_bytes.size(); size += 7) {
        QVERIFY(QFile::resize(archive(), static_cast<qint64>(size)));
        const auto check = checkArchive(archive());
        const auto whole =
            std::count_if(m_ends.begin(), m_ends.end(), [&](std::size_t end) { return end <= size; });
        QVERIFY(check.has_value());
        QCOMPARE(check->wrong.size(), m_ends.size() - static_cast<std::size_t>(whole));
        write(archive(), m_bytes);
    }
}

void tst_ArchiveCheck::withoutItsIndex_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("flipped");
    QTest::newRow("missing") << -1 << -1;
    QTest::newRow("empty") << 0 << -1;
    QTest::newRow("cut") << 100 << -1;
    QTest::newRow("a bit in a block") << 1 << 5;
    QTest::newRow("a bit in the footer") << 1 << 4096 + 24 + 13;
}

void tst_ArchiveCheck::withoutItsIndex()
{
    QFETCH(int, size);
    QFETCH(int, flipped);
    const QString path = archive() + QStringLiteral(".index");
    ByteVector bytes = m_index;
    if (size < 0)
        QVERIFY(QFile::remove(path));
    else if (flipped < 0)
        QVERIFY(QFile::resize(path, size));
    else
        bytes[static_cast<std::size_t>(flipped)] ^= 1;
    if (flipped >= 0)
        write(path, bytes);
    QVERIFY(!checkArchive(archive()));
}

void tst_ArchiveCheck::worthMending_data()
{
    QTest::addColumn<std::size_t>("objects");
    QTest::addColumn<std::uint32_t>("size"); // of each
    QTest::addColumn<bool>("expected");
    const auto row = [](const char *name, std::size_t objects, std::uint32_t size, bool expected) {
        QTest::newRow(name) << objects << size << expected;
    };
    row("one", 1, 1000, true);
    row("as many as that", 256, 1000, true);
    row("one more", 257, 1000, false);
    row("as large as that", 1, 16 << 20, true);
    row("a byte more", 1, (16 << 20) + 1, false);
    row("as much as that", 32, 1 << 20, true);
    row("more in all", 33, 1 << 20, false);
}

void tst_ArchiveCheck::worthMending()
{
    QFETCH(std::size_t, objects);
    QFETCH(std::uint32_t, size);
    QFETCH(bool, expected);
    ArchiveCheck check;
    for (std::size_t i = 0; i < objects; ++i) {
        tact::IndexEntry entry;
        entry.encodedSize = size;
        check.wrong.push_back(entry);
        check.wrongBytes += size;
    }
    QCOMPARE(isWorthMending(check), expected);
}

SLUICE_TEST(tst_ArchiveCheck)
#include "tst_archivecheck.moc"
