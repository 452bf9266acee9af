#include "core/queue/runningitems.h"
#include "core/transfer/transferservices.h"
#include "tests/queue/madeitems.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <atomic>

using namespace queue;
using transfer::State;

/// The life of transfers; nobody listens where they ask, so they go on trying until they are stopped.
class tst_RunningItems : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_rows = std::make_unique<Rows>();
        auto items = support::madeItems(1, 2);
        for (auto &item : items)
            item->folder = m_folder.path();
        for (auto &item : items)
            item->source.name = item->name; // chosen: no server is asked for another
        m_rows->append(std::move(items));
        m_running = std::make_unique<RunningItems>(*m_rows, m_services);
    }
    void cleanup()
    {
        m_running->stopAll();
        QTRY_VERIFY(m_running->isQuiet());
        m_running.reset();
        m_rows.reset();
    }

    void startsAndStops()
    {
        QSignalSpy count(m_running.get(), &RunningItems::countChanged);
        QSignalSpy opened(m_running.get(), &RunningItems::opened);
        QSignalSpy stopped(m_running.get(), &RunningItems::stopped);
        start(1);
        QCOMPARE(m_rows->at(0).state, State::Connecting);
        QCOMPARE(m_running->count(), 1);
        QCOMPARE(m_running->places().files(), 1);
        QTRY_COMPARE(opened.count(), 1);
        m_running->stop(ItemId{2}); // does not run
        m_running->stop(ItemId{1});
        QTRY_COMPARE(stopped.count(), 1);
        QCOMPARE(stopped[0][0].value<Ended>().id, ItemId{1});
        QVERIFY(!stopped[0][0].value<Ended>().yields);
        QCOMPARE(m_running->count(), 0);
        QCOMPARE(m_running->places().files(), 0);
        QCOMPARE(count.count(), 2);
        QCOMPARE(count[1][0].toInt(), 0);
        QVERIFY(!m_running->chunkMap(ItemId{1}));
    }

    void saysWhyItYields()
    {
        QSignalSpy stopped(m_running.get(), &RunningItems::stopped);
        start(1);
        m_running->stop(ItemId{1}, {{core::ErrorKind::DiskFull, {}}, true, {}});
        QTRY_COMPARE(stopped.count(), 1);
        QCOMPARE(stopped[0][0].value<Ended>().yields->error.kind, core::ErrorKind::DiskFull);
    }

    void endsOnceHoweverOftenItIsStopped()
    {
        QSignalSpy stopped(m_running.get(), &RunningItems::stopped);
        QSignalSpy failed(m_running.get(), &RunningItems::failed);
        start(1);
        m_running->stopForNewSource(ItemId{1});
        m_running->stopAll();
        QTRY_VERIFY(m_running->isQuiet());
        QCOMPARE(stopped.count(), 1);
        QCOMPARE(failed.count(), 0);
    }

    /// The files of a removed row are not deleted before its transfer lets go of them.
    void leaves()
    {
        std::atomic<bool> isLeft = false;
        m_running->leave(ItemId{1}, [&] { isLeft = true; }); // there is none
        QVERIFY(!m_running->isQuiet());                      // whoever ends the program waits for it
        QTRY_VERIFY(m_running->isQuiet());
        QVERIFY(isLeft);

        QSignalSpy stopped(m_running.get(), &RunningItems::stopped);
        QSignalSpy leftQuiet(m_running.get(), &RunningItems::leftQuiet);
        isLeft = false;
        start(1);
        m_running->leave(ItemId{1}, [&] { isLeft = true; });
        QVERIFY(!isLeft);
        QVERIFY(!m_running->isQuiet());
        QCOMPARE(m_running->count(), 0);
        m_rows->remove({ItemId{1}}, [](const Item &) {});
        QTRY_VERIFY(m_running->isQuiet());
        QVERIFY(isLeft);
        QCOMPARE(leftQuiet.count(), 1);
        QVERIFY(stopped.isEmpty()); // its row is nobody's business any more
    }

    void mirrorsOfOneThatDoesNotRun()
    {
        m_rows->find(ItemId{2})->source =
            core::sourceFromLine(QStringLiteral("http://a:1/x\thttp://b/x")).value();
        const QList<MirrorStatus> mirrors = m_running->mirrors(ItemId{2});
        QCOMPARE(mirrors.size(), 2);
        QCOMPARE(mirrors[0].host, QStringLiteral("a"));
        QCOMPARE(mirrors[1].url, QUrl(QStringLiteral("http://b/x")));
        QCOMPARE(mirrors[0].connections, 0);
        QVERIFY(m_running->mirrors(ItemId{9}).isEmpty());
    }

    void aLimitOfItsOwn()
    {
        start(1);
        m_running->setLimit(ItemId{1}, 1000);
        m_running->setLimit(ItemId{2}, 1000); // does not run
        QCOMPARE(m_running->find(ItemId{1})->limiter->rate(), 1000);
    }

private:
    void start(int id)
    {
        Item &item = *m_rows->find(ItemId{id});
        m_running->start(item, orderFor(item), 2);
        // What TransferEvents would do.
        connect(m_running.get(), &RunningItems::stopped, this, [this](const Ended &ended) {
            if (Item *over = m_rows->find(ended.id); over && over->state == State::Connecting)
                m_rows->moveTo(*over, State::Queued);
        });
    }

    QTemporaryDir m_folder;
    transfer::TransferServices m_services;
    std::unique_ptr<Rows> m_rows;
    std::unique_ptr<RunningItems> m_running;
};

SLUICE_TEST(tst_RunningItems)
#include "tst_runningitems.moc"
