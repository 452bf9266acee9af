#include "partialfixture.h"
#include "systemcalls.h"

#include "core/storage/queuedatabase.h"

#include <QTemporaryDir>

using storage::QueueDatabase;
using storage::StoredItem;
using systemcalls::Call;
using namespace fixture;

/// The i-th call of the queue's database to the system fails, for every i until a session gets through. The
/// queue must be as it was after the last change that was confirmed, or after the one that was under way.
class tst_DatabaseFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCallFailsOnce_data();
    void everyCallFailsOnce();
    void everyCallFailsFromThenOn_data() { everyCallFailsOnce_data(); }
    void everyCallFailsFromThenOn();

private:
    void sweep(bool isLasting);
};

namespace {

using Items = QList<StoredItem>;

StoredItem itemOf(qint64 id, int state)
{
    StoredItem item;
    item.id = id;
    item.position = id;
    item.source.mirrors = {QUrl(QStringLiteral("http://host/data/%1").arg(id))};
    item.folder = QStringLiteral("/home/x");
    item.state = state;
    item.added = QDateTime::fromMSecsSinceEpoch(1'700'000'000'123);
    return item;
}

/// What the queue is after each change of the session.
const std::vector<Items> kStates{{},
                                 {itemOf(1, 0), itemOf(2, 0), itemOf(3, 0)},
                                 {itemOf(1, 6), itemOf(2, 0)},
                                 {itemOf(1, 6), itemOf(2, 7), itemOf(9, 0)}};

/// Returns how many changes were confirmed.
std::size_t session(const QString &path)
{
    auto opened = QueueDatabase::open(path);
    if (!opened)
        return 0;
    QueueDatabase &database = *opened->database;
    if (!database.apply({itemOf(1, 0), itemOf(2, 0), itemOf(3, 0)}, {}))
        return 0;
    if (!database.apply({itemOf(1, 6)}, {3}))
        return 1;
    static_cast<void>(database.backup());
    return database.apply({itemOf(2, 7), itemOf(9, 0)}, {}) ? 3 : 2;
}

QByteArray problemWith(const QString &path, std::size_t confirmed)
{
    const auto opened = QueueDatabase::open(path);
    if (!opened)
        return problemOf(opened);
    const auto items = opened->database->load();
    if (!items)
        return problemOf(items);
    const bool isAsConfirmed = *items == kStates[confirmed];
    const bool isAsWanted = confirmed + 1 < kStates.size() && *items == kStates[confirmed + 1];
    if (!isAsConfirmed && !isAsWanted)
        return "holds " + QByteArray::number(items->size()) + " items after change " +
               QByteArray::number(static_cast<qulonglong>(confirmed));
    if (auto ok = opened->database->apply({itemOf(50, 0)}, {}); !ok)
        return problemOf(ok);
    return {};
}

} // namespace

void tst_DatabaseFaults::everyCallFailsOnce_data()
{
    QTest::addColumn<int>("error");
    QTest::newRow("ENOSPC") << ENOSPC;
    QTest::newRow("EIO") << EIO;
}

void tst_DatabaseFaults::sweep(bool isLasting)
{
    QFETCH(int, error);
    bool wasHit = true;
    int failing = 0;
    for (; wasHit; ++failing) {
        QVERIFY(failing < 2000);
        const QTemporaryDir dir(QStringLiteral("/dev/shm/tst_databasefaults-XXXXXX"));
        const QString path = dir.filePath(QStringLiteral("queue.sqlite"));
        wasHit = false;
        int count = 0;
        QByteArray call;
        std::size_t confirmed = 0;
        {
            const systemcalls::Watch watch(QFile::encodeName(dir.path()), [&](const Call &now) {
                const bool fails = isLasting ? count >= failing : count == failing;
                ++count;
                if (!fails)
                    return 0;
                wasHit = true;
                if (call.isEmpty())
                    call = now.name + ' ' + now.path;
                return error;
            });
            confirmed = session(path);
        }
        const QByteArray problem = problemWith(path, confirmed);
        QVERIFY2(
            problem.isEmpty(),
            QByteArray("call " + QByteArray::number(failing) + ", " + call + ": " + problem).constData());
    }
    QVERIFY2(failing > 20, "the database's calls are not seen");
}

void tst_DatabaseFaults::everyCallFailsOnce()
{
    sweep(false);
}

void tst_DatabaseFaults::everyCallFailsFromThenOn()
{
    sweep(true);
}

QTEST_GUILESS_MAIN(tst_DatabaseFaults)
#include "tst_databasefaults.moc"
