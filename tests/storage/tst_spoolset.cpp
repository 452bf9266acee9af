#include "partialfixture.h"

#include "core/storage/spoolset.h"
#include "tests/support/testmain.h"

#include <QTemporaryDir>

using storage::SpoolNote;
using storage::SpoolSet;
using namespace fixture;

class tst_SpoolSet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void whatIsKnown();
    void removing();
    void closing();

private:
    QString target() const { return m_dir->filePath(QStringLiteral("file.bin")); }
    /// As a lane has it after the first bytes.
    void put(SpoolSet &set, quint32 chunk) const
    {
        auto spool = storage::Spool::open(storage::spoolPath(target(), chunk), 0);
        QVERIFY_OK(spool);
        QVERIFY_OK((*spool)->append(view("abc")));
        set.set({chunk, (*spool)->crc(), (*spool)->length()}, (*spool)->file());
    }

    std::unique_ptr<QTemporaryDir> m_dir;
};

void tst_SpoolSet::whatIsKnown()
{
    SpoolSet set(target());
    QVERIFY(!set.has(3));
    QVERIFY((set.noteOf(3, 77) == SpoolNote{3, 0, 0, 77}));
    set.adopt({{3, {3, 5, 10}}, {4, {4, 0, 0}}});
    QVERIFY(set.has(3));
    QVERIFY(!set.has(4)); // nothing is in it
    QVERIFY((set.noteOf(3, 77) == SpoolNote{3, 5, 10}));
    QCOMPARE(set.lengths(), (std::map<quint32, quint64>{{3, 10}, {4, 0}}));
    QCOMPARE(set.notes(), (std::vector{SpoolNote{3, 5, 10}}));
    QVERIFY(set.files().empty());
    put(set, 3);
    QCOMPARE(set.notes().front().length, quint64(3));
    QCOMPARE(set.files().size(), std::size_t(1));
    set.clear();
    QVERIFY(set.lengths().empty());
    QCOMPARE(filesIn(m_dir->path()).size(), 1); // its file stays
}

void tst_SpoolSet::removing()
{
    SpoolSet set(target());
    for (const quint32 chunk : {1u, 2u, 5u, 9u})
        put(set, chunk);
    QVERIFY_OK(set.remove(2));
    QVERIFY_OK(set.remove(2));
    QVERIFY(!set.has(2) && !QFile::exists(storage::spoolPath(target(), 2)));
    QBitArray kept(6);
    kept.setBit(5);
    QVERIFY_OK(set.removeAllBut(kept));
    QCOMPARE(set.lengths(), (std::map<quint32, quint64>{{5, 3}}));
    QCOMPARE(filesIn(m_dir->path()).size(), 1);
    QVERIFY_OK(set.removeAll());
    QCOMPARE(filesIn(m_dir->path()), QStringList());
}

void tst_SpoolSet::closing()
{
    SpoolSet set(target());
    put(set, 1);
    set.close();
    QVERIFY(set.files().empty());
    QVERIFY(set.has(1));
}

SLUICE_TEST(tst_SpoolSet)
#include "tst_spoolset.moc"
