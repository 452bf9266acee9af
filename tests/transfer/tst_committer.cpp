#include "core/transfer/committer.h"

#include "core/transfer/routing/objectrecord.h"

#include "tests/support/testmain.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace transfer;
using core::ErrorKind;

/// Finished files get their places, and each its answer.
class tst_Committer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("XDG_DATA_HOME", m_state.path().toLocal8Bit()); }
    void init();
    void cleanup();

    void eachGetsItsPlace();
    void oneFailsAlone();
    void goneReceiverHearsNothing();

private:
    Commit commitOf(const QString &name, const QByteArray &content);
    QByteArray contentOf(const QString &name) const;

    QTemporaryDir m_state;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QThread> m_thread;
    std::unique_ptr<core::Mailbox> m_disk;
};

void tst_Committer::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_thread = std::make_unique<QThread>();
    m_disk = std::make_unique<core::Mailbox>();
    m_disk->moveToThread(m_thread.get());
}

void tst_Committer::cleanup()
{
    m_thread->quit();
    m_thread->wait();
}

/// A part file that is whole.
Commit tst_Committer::commitOf(const QString &name, const QByteArray &content)
{
    const auto size = static_cast<quint64>(content.size());
    const blte::ChunkTable table = blte::ChunkTable::plain(size, size);
    Commit commit;
    commit.order.folder = m_folder->path();
    commit.order.name = name;
    commit.verdict = Verdict::Unverified;
    commit.size = size;
    auto found = storage::openPartial(m_folder->path(), m_folder->filePath(name));
    if (!found || !found->partial->begin(recordFor(table, {}, {})))
        return commit;
    const std::span bytes(reinterpret_cast<const std::uint8_t *>(content.constData()),
                          static_cast<std::size_t>(content.size()));
    std::ignore = found->partial->part().write(0, bytes);
    std::ignore = found->partial->journal().chunkFinished({0, 0, 0, size, false});
    commit.partial = found->partial;
    return commit;
}

QByteArray tst_Committer::contentOf(const QString &name) const
{
    QFile file(m_folder->filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("none");
}

void tst_Committer::eachGetsItsPlace()
{
    Committer committer(m_disk.get());
    QStringList done;
    // All of them come before the disk gets to the first.
    for (const QString &name : {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}) {
        Commit commit = commitOf(name, "content of " + name.toUtf8());
        QVERIFY(commit.partial);
        committer.commit(commit, this, [&, name](const core::Result<Completion> &result) {
            done << (result ? name : result.error().detail);
        });
    }
    QVERIFY(done.isEmpty());
    m_thread->start();
    QVERIFY(QTest::qWaitFor([&] { return done.size() == 3; }));
    QCOMPARE(done, (QStringList{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}));
    QCOMPARE(contentOf(QStringLiteral("b")), QByteArray("content of b"));
    QVERIFY(!QFile::exists(m_folder->filePath(QStringLiteral("b.part"))));
    // And another one, when the disk is idle again.
    Commit last = commitOf(QStringLiteral("d"), "last");
    committer.commit(last, this, [&](const core::Result<Completion> &result) {
        done << (result ? last.order.name : QString());
    });
    QVERIFY(QTest::qWaitFor([&] { return done.size() == 4; }));
    QCOMPARE(contentOf(QStringLiteral("d")), QByteArray("last"));
}

void tst_Committer::oneFailsAlone()
{
    Committer committer(m_disk.get());
    QMap<QString, ErrorKind> ends;
    for (const QString &name : {QStringLiteral("a"), QStringLiteral("b")}) {
        Commit commit = commitOf(name, "content");
        QVERIFY(commit.partial);
        committer.commit(commit, this, [&, name](const core::Result<Completion> &result) {
            ends[name] = result ? ErrorKind::None : result.error().kind;
        });
    }
    QFile inTheWay(m_folder->filePath(QStringLiteral("a")));
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    inTheWay.close();
    m_thread->start();
    QVERIFY(QTest::qWaitFor([&] { return ends.size() == 2; }));
    QVERIFY(ends[QStringLiteral("a")] == ErrorKind::TargetExists);
    QVERIFY(ends[QStringLiteral("b")] == ErrorKind::None);
    QCOMPARE(contentOf(QStringLiteral("a")), QByteArray());
}

void tst_Committer::goneReceiverHearsNothing()
{
    Committer committer(m_disk.get());
    bool hasHeard = false;
    auto receiver = std::make_unique<QObject>();
    committer.commit(commitOf(QStringLiteral("a"), "content"), receiver.get(),
                     [&](const core::Result<Completion> &) { hasHeard = true; });
    receiver.reset();
    m_thread->start();
    QVERIFY(QTest::qWaitFor([&] { return contentOf(QStringLiteral("a")) == "content"; }));
    m_thread->quit();
    m_thread->wait();
    QCoreApplication::processEvents();
    QVERIFY(!hasHeard);
}

SLUICE_TEST(tst_Committer)
#include "tst_committer.moc"
