#include "core/transfer/settransfer.h"

#include "core/bytes.h"
#include "core/storage/setfolder.h"
#include "core/transfer/storedsetview.h"
#include "core/transfer/transferservices.h"
#include "tests/support/bltebuilder.h"
#include "tests/support/bytes.h"
#include "tests/support/faultserver.h"
#include "tests/support/ngdp/indexwriter.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace transfer;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using core::ErrorKind;
using core::Source;

/// A set of files is fetched, whatever goes wrong with some of them, and taken up again where it was left.
class tst_SetTransfer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void everyFileComes();
    void nothingFetchedTwice();
    void copiesAreFetchedOnce();
    void missingFileIsTold();
    void damagedSliceComesFromTheOtherMirror();
    void damagedEverywhere();
    void otherObject();
    void oneMirrorDies();
    void busyForAWhile();
    void serverWithoutRanges();
    void nobodyAnswers();
    void whatIsThereAlready();
    void somethingElseIsThere();
    void lockedFileAndItsKey();
    void stoppedAndResumed();
    void stoppedAtOnce();
    void planIsGone();
    void deletedMeanwhile();
    void renamedOnce_data();
    void renamedOnce();
    void nobodySaysAnything();
    void slowLine();
    void busyForAnHour();
    void folderOnAnotherVolume();
    void readBackAndFetchedFromTheOther();
    void readBackAndWrongEverywhere();
    void archiveWithADamagedObject_data();
    void archiveWithADamagedObject();
    void archiveWithoutIndex();
    void nowhereAndOptional();
    void closing();
    void largeFilesAtOnce();
    void fileWhereAFolderBelongs();
    void whatBecameOfEach();
    void nobodyWantsThem();
    void takenOutMeanwhile();

private:
    enum class End { None, Finished, Failed, Stopped };
    /// What became of an attempt.
    struct Outcome
    {
        End end = End::None;
        Completion completion;
        Failure failure;
        QList<SetFileEnd> files;
        Progress progress;
        QList<Event> events;
        std::shared_ptr<const SetView> view; ///< when files had ended
        QList<HostShare> hosts;              ///< likewise
    };

    QByteArray addSlice(const QString &name, int seed, std::size_t size = 3000, bool isLocked = false);
    QByteArray addLoose(const QString &name, int seed, std::size_t size);
    void serve();
    QList<QUrl> mirrors(const QString &path) const;
    bool keepPlan();
    bool keep(const core::SetPlan &plan);
    TransferRequest order() const;
    void tune(const std::function<void(Tuning &)> &change);
    Outcome run(int stopAfter = -1);
    QByteArray contentsOf(const QString &name) const;
    bool isAllThere() const;

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<support::FaultServer> m_server;
    std::unique_ptr<TransferServices> m_services;
    QByteArray m_archive;
    QList<Source> m_sources;
    QHash<QString, QList<Source>> m_others;
    QHash<QString, QByteArray> m_contents; ///< by name
    QHash<QString, QByteArray> m_loose;    ///< objects by path
    int m_mirrors = 2;
    WhenExists m_whenExists = WhenExists::Refuse;
    bool m_isRaw = false;
};

namespace {

const blte::KeyName kKeyName{0x0123456789abcdefULL};
const blte::Key kKey{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

support::BuiltObject built(int seed, std::size_t size, bool isLocked = false)
{
    support::ChunkStyle style{support::Encoding::Zlib};
    if (isLocked)
        style.encryption = support::Encryption{kKeyName, kKey};
    return support::buildObject(support::payload(support::repetitive(static_cast<std::uint32_t>(seed)), size),
                                size, style);
}

} // namespace

void tst_SetTransfer::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<support::FaultServer>();
    m_services = std::make_unique<TransferServices>();
    Tuning tuning = m_services->tuning;
    tuning.retry.firstBackoff = 1ms;
    m_services->setTuning(tuning);
    m_archive.clear();
    m_sources.clear();
    m_others.clear();
    m_contents.clear();
    m_loose.clear();
    m_mirrors = 2;
    m_whenExists = WhenExists::Refuse;
    m_isRaw = false;
}

void tst_SetTransfer::tune(const std::function<void(Tuning &)> &change)
{
    Tuning tuning = m_services->tuning;
    change(tuning);
    m_services->setTuning(tuning);
}

QList<QUrl> tst_SetTransfer::mirrors(const QString &path) const
{
    QList<QUrl> mirrors;
    const QStringList hosts{u"127.0.0.1"_s, u"localhost"_s};
    for (const QString &host : hosts.first(m_mirrors))
        mirrors << m_server->url(path.toUtf8(), host);
    return mirrors;
}

QByteArray tst_SetTransfer::addSlice(const QString &name, int seed, std::size_t size, bool isLocked)
{
    const auto object = built(seed, size, isLocked);
    Source source;
    source.mirrors = mirrors(u"/data/aa/bb/archive"_s);
    source.slice =
        core::ByteRange{m_archive.size(), m_archive.size() + static_cast<qint64>(object.bytes.size()) - 1};
    source.encodingKey = object.encodingKey;
    source.contentKey = object.contentKey;
    source.decodedSize = static_cast<qint64>(size);
    source.name = name;
    m_archive += support::toBytes(object.bytes) + QByteArray(seed % 3 * 100, 'g');
    m_sources << source;
    return m_contents[name] = support::toBytes(object.payload);
}

QByteArray tst_SetTransfer::addLoose(const QString &name, int seed, std::size_t size)
{
    const auto object = built(seed, size);
    Source source;
    const QString path = u"/data/cc/dd/object%1"_s.arg(seed);
    source.mirrors = mirrors(path);
    source.encodingKey = object.encodingKey;
    source.contentKey = object.contentKey;
    source.decodedSize = static_cast<qint64>(size);
    source.encodedSize = static_cast<qint64>(object.bytes.size());
    source.name = name;
    m_loose[path] = support::toBytes(object.bytes);
    m_sources << source;
    return m_contents[name] = support::toBytes(object.payload);
}

void tst_SetTransfer::serve()
{
    m_server->serve("/data/aa/bb/archive", m_archive);
    for (auto it = m_loose.cbegin(); it != m_loose.cend(); ++it)
        m_server->serve(it.key().toUtf8(), it.value());
}

bool tst_SetTransfer::keepPlan()
{
    core::SetPlan plan;
    if (m_isRaw)
        plan.setRaw();
    for (const Source &source : std::as_const(m_sources))
        plan.add(source, m_others.value(source.name));
    plan.arrange();
    return keep(plan);
}

bool tst_SetTransfer::keep(const core::SetPlan &plan)
{
    return storage::SetFolder::create(m_dir->path() + u"/set"_s, plan).has_value();
}

TransferRequest tst_SetTransfer::order() const
{
    TransferRequest order;
    order.source.set = u"product:folder/"_s;
    order.folder = m_dir->path();
    order.name = u"set"_s;
    order.locked = MissingKeys::Keep;
    order.whenExists = m_whenExists;
    order.limiter = std::make_shared<http::RateLimiter>(&m_services->limiter);
    return order;
}

/// `stopAfter`: so many files. −1: it runs to its end.
tst_SetTransfer::Outcome tst_SetTransfer::run(int stopAfter)
{
    Outcome outcome;
    SetTransfer transfer(*m_services, order());
    connect(&transfer, &Job::finished, this, [&](const Completion &completion) {
        outcome.completion = completion;
        outcome.end = End::Finished;
    });
    connect(&transfer, &Job::failed, this, [&](const Failure &failure) {
        outcome.failure = failure;
        outcome.end = End::Failed;
    });
    connect(&transfer, &Job::stopped, this, [&] { outcome.end = End::Stopped; });
    connect(&transfer, &Job::happened, this, [&](const Event &event) { outcome.events << event; });
    connect(&transfer, &Job::filesEnded, this, [&](const QList<SetFileEnd> &files) {
        outcome.files += files;
        outcome.hosts = transfer.hosts();
        if (const auto view = transfer.setView(outcome.view.get())) {
            outcome.view = view;
            QVERIFY(!transfer.setView(view.get())); // nothing has changed since
        }
        if (stopAfter >= 0 && outcome.files.size() >= stopAfter)
            transfer.stop();
    });
    transfer.start();
    if (stopAfter == 0)
        transfer.stop();
    std::ignore = QTest::qWaitFor([&] { return outcome.end != End::None; }, 30'000);
    outcome.progress = transfer.progress();
    return outcome;
}

QByteArray tst_SetTransfer::contentsOf(const QString &name) const
{
    QFile file(m_dir->filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("absent");
}

/// And nothing besides.
bool tst_SetTransfer::isAllThere() const
{
    for (auto it = m_contents.cbegin(); it != m_contents.cend(); ++it) {
        if (contentsOf(it.key()) != it.value()) {
            qWarning("%s is not right", qPrintable(it.key()));
            return false;
        }
    }
    const QDir work(m_dir->filePath(u"set.part"_s));
    if (work.exists())
        qWarning("left: %s", qPrintable(work.entryList(QDir::AllEntries).join(u' ')));
    return !work.exists();
}

void tst_SetTransfer::everyFileComes()
{
    for (int i = 0; i < 300; ++i)
        addSlice(u"folder%1/slice%2"_s.arg(i % 7).arg(i), i, 1000 + static_cast<std::size_t>(i) * 17);
    for (int i = 300; i < 340; ++i)
        addLoose(u"loose/%1"_s.arg(i), i, 5000);
    addLoose(u"large"_s, 400, 3'000'000);
    addLoose(u"deep/down/large"_s, 401, 5'000'000);
    serve();
    QVERIFY(keepPlan());
    const Outcome outcome = run();
    QCOMPARE(outcome.end, End::Finished);
    QCOMPARE(outcome.completion.verdict, Verdict::Verified);
    QVERIFY(isAllThere());
    QCOMPARE(outcome.files.size(), m_contents.size());
    QCOMPARE(outcome.progress.filesDone, m_contents.size());
    QCOMPARE(outcome.progress.filesTotal, m_contents.size());
    QCOMPARE(outcome.progress.encodedDone, outcome.progress.encodedSize);
    QCOMPARE(outcome.progress.decodedDone, outcome.progress.decodedSize);
    QVERIFY(m_server->requests().size() < 100); // neighbours come together
    for (const SetFileEnd &file : outcome.files) {
        QCOMPARE(file.verdict, Verdict::Verified);
        QCOMPARE(file.size, m_contents.value(file.name).size());
    }
}

void tst_SetTransfer::nothingFetchedTwice()
{
    qint64 encoded = 0;
    for (int i = 0; i < 100; ++i)
        addSlice(u"slice%1"_s.arg(i), i * 3); // without gaps
    for (int i = 0; i < 20; ++i)
        addLoose(u"loose%1"_s.arg(i), 1000 + i, 4000);
    for (const Source &source : std::as_const(m_sources))
        encoded += source.slice ? source.slice->size() : *source.encodedSize;
    serve();
    QVERIFY(keepPlan());
    const Outcome outcome = run();
    QCOMPARE(outcome.end, End::Finished);
    QCOMPARE(outcome.progress.networkBytes, encoded);
    QVERIFY(isAllThere());
}

void tst_SetTransfer::copiesAreFetchedOnce()
{
    addSlice(u"original"_s, 1);
    addSlice(u"a/copy"_s, 1);
    addLoose(u"b/copy"_s, 1, 3000);
    addLoose(u"large"_s, 2, 2'000'000);
    m_sources << m_sources.last();
    m_sources.last().name = u"large copy"_s;
    m_contents[u"large copy"_s] = m_contents[u"large"_s];
    serve();
    QVERIFY(keepPlan());
    const Outcome outcome = run();
    QCOMPARE(outcome.end, End::Finished);
    QVERIFY(isAllThere());
    QCOMPARE(outcome.files.size(), 5);
    QCOMPARE(outcome.progress.networkBytes, m_sources[0].slice->size() + *m_sources[3].encodedSize);
}

void tst_SetTransfer::missingFileIsTold()
{
    for (int i = 0; i < 30; ++i)
        addLoose(u"file%1"_s.arg(i), i, 2000);
    m_loose.remove(u"/data/cc/dd/object7"_s);
    m_loose.remove(u"/data/cc/dd/object20"_s);
    serve();
    QVERIFY(keepPlan());
    const Outcome outcome = run();
    QCOMPARE(outcome.end, End::Failed);
    QCOMPARE(outcome.failure.error.kind, ErrorKind::NotFound);
    QVERIFY(outcome.failure.error.detail.startsWith(u"2 of 30 files"_s));
    QVERIFY(!outcome.failure.mayHeal);
    QStringList failed;
    for (const SetFileEnd &file : outcome.files) {
        if (file.verdict == Verdict::None)
            failed << file.name;
    }
    failed.sort();
    QCOMPARE(failed, QStringList({u"file20"_s, u"file7"_s}));
    QCOMPARE(outcome.progress.filesDone, 28);

    // Tried again, only those are asked for.
    m_server->clearLog();
    m_server->serve("/data/cc/dd/object7", support::toBytes(built(7, 2000).bytes));
    m_server->serve("/data/cc/dd/object20", support::toBytes(built(20, 2000).bytes));
    const Outcome again = run();
    QCOMPARE(again.end, End::Finished);
    QCOMPARE(again.files.size(), 2);
    QVERIFY(isAllThere());
    for (const support::Request &request : m_server->requests())
        QVERIFY(request.path.endsWith("object7") || request.path.endsWith("object20"));
}

void tst_SetTransfer::damagedSliceComesFromTheOtherMirror()
{
    for (int i = 0; i < 50; ++i)
        addSlice(u"slice%1"_s.arg(i), i);
    serve();
    // Whoever asks 127.0.0.1 gets one wrong byte in the slice in the middle.
    const qint64 at = m_sources[25].slice->last - 5;
    m_server->setRule([flipped = at](const support::Request &request) -> std::optional<support::Fault> {
        return request.header("Host").startsWith("127") ? std::optional(support::fault::bitFlipped(flipped))
                                                        : std::nullopt;
    });
    QVERIFY(keepPlan());
    const Outcome outcome = run();
    QCOMPARE(outcome.end, End::Finished);
    QVERIFY(isAllThere());
}

void tst_SetTransfer::damagedEverywhere()
{
    for (int i = 0; i < 20; ++i)
        addSlice(u"slice%1"_s.arg(i), i);
    const qint64 at = m_sources[10].slice->last - 5;
    m_archive[at] = static_cast<char>(m_archive[at] ^ 1);
    serve();
    QVERIFY(keepPlan());
    const Outcome outcome = run();
    QCOMPARE(outcome.end, End::Failed);
    QCOMPARE(outcome.progress.filesDone, 19);
    QCOMPARE(contentsOf(u"slice10"_s), "absent");
}

void tst_SetTransfer::otherObject()
{
    addLoose(u"file"_s, 1, 2000);
    m_others[u"file"_s] = {m_sources.last()};
    m_sources.last().mirrors = mirrors(u"/data/00/00/nowhere"_s);
    serve();
    QVERIFY(keepPlan());
    const Outcome outcome = run();
    QCOMPARE(outcome.end, End::Finished);
    QVERIFY(isAllThere());
}

void tst_SetTransfer::oneMirrorDies()
{
    for (int i = 0; i < 200; ++i)
        addSlice(u"slice%1"_s.arg(i), i, 4000);
    serve();
    int answered = 0;
    m_server->setRule([&answered](const support::Request &request) -> std::optional<support::Fault> {
        return request.header("Host").startsWith("127") && ++answered > 2
                   ? std::optional(support::fault::status(503))
                   : std::nullopt;
    });
    QVERIFY(keepPlan());
    const Outcome outcome = run();
    QCOMPARE(outcome.end, End::Finished);
    QVERIFY(isAllThere());
}

/// It is asked again when it wants to be, and everything comes from it.
void tst_SetTransfer::busyForAWhile()
{
    m_mirrors = 1;
    for (int i = 0; i < 300; ++i)
        addSlice(u"slice%1"_s.arg(i), i * 3);
    serve();
    int answered = 0;
    m_server->setRule([&answered](const support::Request &) -> std::optional<support::Fault> {
        return ++answered % 3 == 2 ? std::optional(support::fault::retryAfter(503, "1")) : std::nullopt;
    });
    QVERIFY(keepPlan());
    const Outcome outcome = run();
    QCOMPARE(outcome.end, End::Finished);
    QVERIFY(isAllThere());
    QVERIFY2(m_server->requests().size() < 40, qPrintable(QString::number(m_server->requests().size())));
}

void tst_SetTransfer::serverWithoutRanges()
{
    m_mirrors = 1;
    for (int i = 0; i < 20; ++i)
        addSlice(u"slice%1"_s.arg(i), i);
    serve();
    m_server->always("/data/aa/bb/archive", support::fault::rangeIgnored());
    QVERIFY(keepPlan());
    const Outcome outcome = run();
    QCOMPARE(outcome.end, End::Finished);
    QVERIFY(isAllThere());
}

void tst_SetTransfer::nobodyAnswers()
{
    m_mirrors = 1;
    for (int i = 0; i < 500; ++i)
        addSlice(u"slice%1"_s.arg(i), i);
    serve();
    m_server->goDown();
    QVERIFY(keepPlan());
    const Outcome outcome = run();
    QCOMPARE(outcome.end, End::Failed);
    QVERIFY(outcome.failure.mayHeal);
    QCOMPARE(outcome.failure.error.kind, ErrorKind::ConnectionRefused);
    QVERIFY(outcome.files.size() < 20); // the others would hear the same
    m_server->goUp();
    QCOMPARE(run().end, End::Finished);
    QVERIFY(isAllThere());
}

void tst_SetTransfer::whatIsThereAlready()
{
    for (int i = 0; i < 10; ++i)
        addSlice(u"slice%1"_s.arg(i), i);
    serve();
    QVERIFY(keepPlan());
    QFile file(m_dir->filePath(u"slice4"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(m_contents[u"slice4"_s]) > 0);
    file.close();
    const Outcome outcome = run();
    QCOMPARE(outcome.end, End::Finished);
    QVERIFY(isAllThere());
    QCOMPARE_LT(outcome.progress.networkBytes, outcome.progress.encodedSize + 1000); // gaps
}

void tst_SetTransfer::somethingElseIsThere()
{
    for (int i = 0; i < 10; ++i)
        addSlice(u"slice%1"_s.arg(i), i);
    serve();
    QVERIFY(keepPlan());
    QFile file(m_dir->filePath(u"slice4"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("somebody's") > 0);
    file.close();
    const Outcome outcome = run();
    QCOMPARE(outcome.end, End::Failed);
    QCOMPARE(outcome.failure.error.kind, ErrorKind::TargetExists);
    QCOMPARE(outcome.progress.filesDone, 9);
    QCOMPARE(contentsOf(u"slice4"_s), "somebody's");
}

void tst_SetTransfer::lockedFileAndItsKey()
{
    for (int i = 0; i < 10; ++i)
        addSlice(u"slice%1"_s.arg(i), i);
    addSlice(u"locked"_s, 50, 3000, true);
    serve();
    QVERIFY(keepPlan());
    const Outcome outcome = run();
    QCOMPARE(outcome.end, End::Finished);
    QCOMPARE(outcome.completion.verdict, Verdict::Incomplete);
    QVERIFY(std::any_of(outcome.events.begin(), outcome.events.end(), [](const Event &event) {
        return event.kind == Event::Kind::KeyMissing && event.keyName == kKeyName;
    }));
    QCOMPARE(contentsOf(u"slice3"_s), m_contents[u"slice3"_s]);

    auto keys = std::make_shared<blte::KeyStore>();
    keys->insert(kKeyName, kKey);
    m_services->keys = keys;
    m_server->clearLog();
    const Outcome unlocked = run();
    QCOMPARE(unlocked.end, End::Finished);
    QCOMPARE(unlocked.completion.verdict, Verdict::Verified);
    QVERIFY(isAllThere());
}

void tst_SetTransfer::stoppedAndResumed()
{
    for (int i = 0; i < 400; ++i)
        addSlice(u"folder%1/slice%2"_s.arg(i % 5).arg(i), i * 3);
    serve();
    QVERIFY(keepPlan());
    qint64 done = 0;
    End end = End::None;
    for (int attempt = 0; attempt < 4 && end != End::Finished; ++attempt) {
        Tuning tuning = m_services->tuning;
        tuning.connections = 1;
        m_services->setTuning(tuning);
        const Outcome outcome = run(10);
        end = outcome.end;
        QVERIFY(end == End::Stopped || end == End::Finished);
        QCOMPARE(outcome.progress.filesDone, done + outcome.files.size());
        done = outcome.progress.filesDone;
    }
    if (end != End::Finished) { // perhaps with every file in its place
        const Outcome last = run();
        QCOMPARE(last.end, End::Finished);
        QCOMPARE(done + last.files.size(), 400);
    }
    QVERIFY(isAllThere());
}

void tst_SetTransfer::stoppedAtOnce()
{
    addSlice(u"slice"_s, 1);
    serve();
    QVERIFY(keepPlan());
    QCOMPARE(run(0).end, End::Stopped);
    QCOMPARE(run().end, End::Finished);
    QVERIFY(isAllThere());
}

void tst_SetTransfer::planIsGone()
{
    const Outcome outcome = run();
    QCOMPARE(outcome.end, End::Failed);
    QCOMPARE(outcome.failure.error.kind, ErrorKind::RecordUnreadable);
    QVERIFY(!outcome.failure.mayHeal);
}

/// The program ends in the middle.
void tst_SetTransfer::deletedMeanwhile()
{
    for (int i = 0; i < 200; ++i)
        addSlice(u"slice%1"_s.arg(i), i);
    addLoose(u"large"_s, 1000, 3'000'000);
    serve();
    QVERIFY(keepPlan());
    {
        SetTransfer transfer(*m_services, order());
        QSignalSpy ended(&transfer, &Job::filesEnded);
        transfer.start();
        QVERIFY(ended.wait(20'000));
    }
    QTRY_VERIFY(storage::SetFolder::open(m_dir->path() + u"/set"_s).has_value()); // nobody holds its lock
    QCOMPARE(run().end, End::Finished);
    QVERIFY(isAllThere());
}

void tst_SetTransfer::renamedOnce_data()
{
    QTest::addColumn<bool>("isRaw");
    QTest::newRow("decoded") << false;
    QTest::newRow("as served") << true;
}

/// An attempt that has to be made again, for another file, puts nothing beside the other file twice.
void tst_SetTransfer::renamedOnce()
{
    QFETCH(bool, isRaw);
    m_isRaw = isRaw;
    m_whenExists = WhenExists::Rename;
    addSlice(u"slice.bin"_s, 1);
    addLoose(u"lost"_s, 2, 2000);
    const QHash<QString, QByteArray> objects = std::exchange(m_loose, {});
    serve();
    QVERIFY(keepPlan());
    QFile file(m_dir->filePath(u"slice.bin"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("somebody's") > 0);
    file.close();
    for (int attempt = 0; attempt < 3; ++attempt) {
        const Outcome outcome = run();
        QCOMPARE(outcome.end, End::Failed);
        QCOMPARE(outcome.progress.filesDone, 1);
        if (attempt > 0)
            QCOMPARE(outcome.progress.networkBytes, 0);
        QCOMPARE(QDir(m_dir->path()).entryList(QDir::Files),
                 QStringList({u"slice (1).bin"_s, u"slice.bin"_s}));
    }
    m_loose = objects;
    serve();
    QCOMPARE(run().end, End::Finished);
    QCOMPARE(contentsOf(u"slice.bin"_s), "somebody's");
    QCOMPARE(QDir(m_dir->path()).entryList(),
             QStringList({u"."_s, u".."_s, u"lost"_s, u"slice (1).bin"_s, u"slice.bin"_s}));
}

/// It is told, so that others may have its place; and untold when an answer comes.
void tst_SetTransfer::nobodySaysAnything()
{
    m_mirrors = 1;
    for (int i = 0; i < 100; ++i)
        addSlice(u"slice%1"_s.arg(i), i);
    serve();
    tune([](Tuning &tuning) { tuning.silentAfter = 200ms; });
    m_server->setRule(
        [](const support::Request &) { return std::optional(support::fault::stalledAfter(0)); });
    QVERIFY(keepPlan());
    SetTransfer transfer(*m_services, order());
    QSignalSpy silent(&transfer, &Job::silent);
    QSignalSpy finished(&transfer, &Job::finished);
    transfer.start();
    QVERIFY(silent.wait(20'000));
    QVERIFY(m_services->hosts.hasSilent());
    m_server->setRule({});
    m_server->dropConnections();
    QVERIFY(finished.wait(20'000));
    QVERIFY(!m_services->hosts.hasSilent());
    QCOMPARE(silent.size(), 1);
    QVERIFY(isAllThere());
}

/// That nobody is fast is no reason to leave anybody: what belongs together goes on coming together.
void tst_SetTransfer::slowLine()
{
    for (int i = 0; i < 30; ++i)
        addSlice(u"slice%1"_s.arg(i), i * 3, 9000 + static_cast<std::size_t>(i) * 3000);
    serve();
    tune([](Tuning &tuning) { tuning.slowAfter = 200ms; });
    m_server->always("/data/aa/bb/archive", support::fault::limited(100'000)); // it is as long as that
    QVERIFY(keepPlan());
    const Outcome outcome = run();
    QCOMPARE(outcome.end, End::Finished);
    QVERIFY(isAllThere());
    QVERIFY2(m_server->requests().size() <= 4, qPrintable(QString::number(m_server->requests().size())));
    QCOMPARE(outcome.progress.refetchedBytes, 0);
}

void tst_SetTransfer::busyForAnHour()
{
    m_mirrors = 1;
    for (int i = 0; i < 100; ++i)
        addSlice(u"slice%1"_s.arg(i), i * 3);
    serve();
    m_server->always("/data/aa/bb/archive", support::fault::retryAfter(503, "3600"));
    QVERIFY(keepPlan());
    const Outcome outcome = run();
    QCOMPARE(outcome.end, End::Failed);
    QCOMPARE(outcome.failure.error.kind, ErrorKind::ServerBusy);
    QVERIFY(outcome.failure.mayHeal);
    QCOMPARE(outcome.failure.wait, std::optional<std::chrono::milliseconds>(3600s));
    QCOMPARE(outcome.files.size(), 0); // it is not about them
    QVERIFY2(m_server->requests().size() < 12, qPrintable(QString::number(m_server->requests().size())));
}

/// As when that which it was on was unmounted: nothing is made on the one below it.
void tst_SetTransfer::folderOnAnotherVolume()
{
    TransferRequest elsewhere = order();
    elsewhere.volume = 1;
    SetTransfer transfer(*m_services, elsewhere);
    QSignalSpy failed(&transfer, &Job::failed);
    transfer.start();
    QVERIFY(failed.wait(20'000));
    QCOMPARE(failed.first().first().value<Failure>().error.kind, ErrorKind::FolderMissing);
}

namespace {

core::SetPlan::Object as(core::SetPlan &plan, const QList<QUrl> &mirrors, core::SetPlan::Proof proof,
                         std::optional<blte::EncodingKey> key = {})
{
    Source source;
    source.mirrors = mirrors;
    source.encodingKey = key;
    core::SetPlan::Object object = plan.objectOf(source);
    object.proof = proof;
    return object;
}

QByteArray damagedAt(QByteArray bytes, qsizetype at)
{
    bytes[at] = static_cast<char>(bytes[at] ^ 1);
    return bytes;
}

} // namespace

/// A patch by itself, which is no BLTE: only its own MD5 tells.
void tst_SetTransfer::readBackAndFetchedFromTheOther()
{
    const QByteArray patch = QByteArray(5000, 'p');
    support::FaultServer liar;
    liar.serve("/patch/aa/bb/x", damagedAt(patch, 100));
    m_server->serve("/patch/aa/bb/x", patch);
    core::SetPlan plan;
    plan.setRaw();
    plan.add(u"patch/aa/bb/x"_s,
             as(plan, {liar.url("/patch/aa/bb/x"), m_server->url("/patch/aa/bb/x")},
                core::SetPlan::Proof::ReadBack, blte::EncodingKey{blte::md5(core::bytesOf(patch))}));
    QVERIFY(keep(plan));
    m_isRaw = true;
    m_whenExists = WhenExists::Overwrite;
    const Outcome outcome = run();
    QCOMPARE(outcome.end, End::Finished);
    QCOMPARE(contentsOf(u"patch/aa/bb/x"_s), patch);
    QCOMPARE(outcome.files.size(), 1);
    QCOMPARE(outcome.files[0].verdict, Verdict::ChunksVerified);
    QVERIFY(!outcome.files[0].wasThere);
}

void tst_SetTransfer::readBackAndWrongEverywhere()
{
    const QByteArray patch = QByteArray(5000, 'p');
    m_server->serve("/patch/aa/bb/x", damagedAt(patch, 100));
    core::SetPlan plan;
    plan.setRaw();
    plan.add(u"x"_s, as(plan, mirrors(u"/patch/aa/bb/x"_s), core::SetPlan::Proof::ReadBack,
                        blte::EncodingKey{blte::md5(core::bytesOf(patch))}));
    QVERIFY(keep(plan));
    m_whenExists = WhenExists::Overwrite;
    const Outcome outcome = run();
    QCOMPARE(outcome.end, End::Failed);
    QCOMPARE(outcome.failure.error.kind, ErrorKind::EncodingKeyWrong);
    QCOMPARE(outcome.progress.filesDone, 0);
    QVERIFY(m_server->requests().size() <= 2 * 3);
}

void tst_SetTransfer::archiveWithADamagedObject_data()
{
    QTest::addColumn<bool>("wasThere");
    QTest::newRow("as it is sent") << false;
    QTest::newRow("as it lies there") << true;
}

/// Only what is wrong in it is fetched again, and the other host has it right.
void tst_SetTransfer::archiveWithADamagedObject()
{
    QFETCH(bool, wasThere);
    std::vector<ngdp::IndexRow> rows;
    QByteArray archive;
    for (int i = 0; i < 20; ++i) {
        const auto object = built(i, 30'000);
        rows.push_back({object.encodingKey.digest, static_cast<std::uint32_t>(object.bytes.size()),
                        static_cast<std::uint32_t>(archive.size())});
        archive += support::toBytes(object.bytes);
    }
    const QByteArray damaged = damagedAt(archive, rows[7].offset + 50);
    support::FaultServer liar;
    liar.serve("/data/aa/bb/archive", damaged);
    m_server->serve("/data/aa/bb/archive", archive);
    const auto put = [this](const QString &name, const QByteArray &bytes) {
        QFile file(m_dir->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    };
    put(u"archive.index"_s, support::toBytes(ngdp::writeIndex(rows).bytes));
    if (wasThere)
        put(u"archive"_s, damaged);
    core::SetPlan plan;
    plan.setRaw();
    plan.add(u"archive"_s, as(plan, {liar.url("/data/aa/bb/archive"), m_server->url("/data/aa/bb/archive")},
                              core::SetPlan::Proof::ByItsIndex));
    QVERIFY(keep(plan));
    m_whenExists = WhenExists::Overwrite;
    const Outcome outcome = run();
    QCOMPARE(outcome.end, End::Finished);
    QCOMPARE(contentsOf(u"archive"_s), archive);
    QVERIFY(!QFile::exists(m_dir->filePath(u"set.part"_s)));
    const auto isMended = [&](const Event &event) {
        return event.kind == Event::Kind::ObjectMended && event.error.detail == u"archive"_s &&
               event.bytes == rows[7].offset;
    };
    QCOMPARE(std::count_if(outcome.events.begin(), outcome.events.end(), isMended), 1);
    if (wasThere)
        QVERIFY(outcome.progress.networkBytes < 3 * rows[7].encodedSize);
}

void tst_SetTransfer::archiveWithoutIndex()
{
    m_server->serve("/data/aa/bb/archive", "anything");
    core::SetPlan plan;
    plan.setRaw();
    plan.add(u"archive"_s, as(plan, mirrors(u"/data/aa/bb/archive"_s), core::SetPlan::Proof::ByItsIndex));
    QVERIFY(keep(plan));
    const Outcome outcome = run();
    QCOMPARE(outcome.end, End::Failed);
    QCOMPARE(outcome.failure.error.kind, ErrorKind::HeaderCorrupt);
    QCOMPARE(m_server->requests().size(), 1); // fetching it again proves no more
}

/// Nobody promised it: the set is whole, and the folders that were made for it are gone.
void tst_SetTransfer::nowhereAndOptional()
{
    const auto object = built(1, 3000);
    m_server->serve("/data/aa/bb/here", support::toBytes(object.bytes));
    core::SetPlan plan;
    plan.setRaw();
    plan.add(u"data/aa/bb/here"_s,
             as(plan, mirrors(u"/data/aa/bb/here"_s), core::SetPlan::Proof::OnItsWay, object.encodingKey));
    plan.add(u"data/cc/dd/nowhere"_s, as(plan, mirrors(u"/data/cc/dd/nowhere"_s),
                                         core::SetPlan::Proof::OnItsWay, blte::EncodingKey{blte::md5({})}));
    plan.setOptional();
    QVERIFY(keep(plan));
    const Outcome outcome = run();
    QCOMPARE(outcome.end, End::Finished);
    QCOMPARE(outcome.progress.filesDone, 1);
    QCOMPARE(outcome.progress.filesTotal, 1);
    QVERIFY(!QFile::exists(m_dir->filePath(u"data/cc"_s)));
    const auto isAbsent = [](const SetFileEnd &file) { return file.isAbsent; };
    QCOMPARE(std::count_if(outcome.files.begin(), outcome.files.end(), isAbsent), 1);
}

/// What a plan leaves to others is done once its files have ended, and before it is done.
void tst_SetTransfer::closing()
{
    core::SetPlan plan;
    plan.setClosing("close it");
    QVERIFY(keep(plan));
    QCOMPARE(run().end, End::Failed); // nobody knows how
    int calls = 0;
    m_services->closing = [&](const QString &folder, const QByteArray &closing,
                              const blte::KeyStore *keys) -> core::Result<void> {
        if (folder != m_dir->path() || closing != "close it" || !keys)
            return core::failure(ErrorKind::RecordUnreadable, u"called wrongly"_s);
        if (++calls == 1)
            return core::failure(ErrorKind::DiskFull, u"no room for the tables"_s);
        return {};
    };
    const Outcome full = run();
    QCOMPARE(full.end, End::Failed);
    QCOMPARE(full.failure.error.kind, ErrorKind::DiskFull);
    QVERIFY(full.failure.mayHeal);
    QCOMPARE(run().end, End::Finished);
    QCOMPARE(calls, 2);
    QVERIFY(!QFile::exists(m_dir->filePath(u"set.part"_s)));
}

void tst_SetTransfer::largeFilesAtOnce()
{
    for (int i = 0; i < 4; ++i)
        addLoose(u"large%1"_s.arg(i), i, 3'000'000);
    serve();
    QVERIFY(keepPlan());
    tune([](Tuning &tuning) { tuning.largeFiles = 1; });
    QCOMPARE(run().end, End::Finished);
    QVERIFY(isAllThere());
    QByteArrayList paths; // each once, while no other is asked for in between
    for (const auto &request : m_server->requests()) {
        if (paths.isEmpty() || paths.last() != request.path)
            paths << request.path;
    }
    QCOMPARE(paths.size(), 4);
}

/// Nothing is fetched for what cannot have its place, and the message names what stands there.
void tst_SetTransfer::fileWhereAFolderBelongs()
{
    addSlice(u"World/a"_s, 1);
    addSlice(u"World/b"_s, 2);
    addSlice(u"Interface/c"_s, 3);
    addSlice(u"Interface/copy of a"_s, 1);
    serve();
    QVERIFY(keepPlan());
    QFile blocker(m_dir->filePath(u"World"_s));
    QVERIFY(blocker.open(QIODevice::WriteOnly));
    const Outcome outcome = run();
    QCOMPARE(outcome.end, End::Failed);
    QCOMPARE(outcome.progress.filesDone, 2);
    QCOMPARE(contentsOf(u"Interface/c"_s), m_contents.value(u"Interface/c"_s));
    QCOMPARE(contentsOf(u"Interface/copy of a"_s), m_contents.value(u"Interface/copy of a"_s));
    int blocked = 0;
    for (const SetFileEnd &file : outcome.files) {
        if (file.verdict == Verdict::None && file.error.detail.contains(m_dir->filePath(u"World"_s)))
            ++blocked;
    }
    QCOMPARE(blocked, 2);
    QVERIFY(!outcome.failure.mayHeal);
    QVERIFY(blocker.remove());
    QCOMPARE(run().end, End::Finished); // and the next attempt fetches what is missing
    QVERIFY(isAllThere());
}

namespace {

SetFileStatus statusOf(const SetView &view, const QString &name)
{
    for (core::SetPlan::Index file = 0; file < view.plan->size(); ++file) {
        if (view.plan->name(file) == name)
            return view.states[file];
    }
    return SetFileStatus::Missing;
}

storage::SetTrouble troubleOf(const SetView &view, const QString &name)
{
    for (const storage::SetTrouble &trouble : view.troubles) {
        if (view.plan->name(trouble.file) == name)
            return trouble;
    }
    return {};
}

std::vector<core::SetPlan::Index> filesCalled(const core::SetPlan &plan, const QStringList &names)
{
    std::vector<core::SetPlan::Index> files;
    for (core::SetPlan::Index file = 0; file < plan.size(); ++file) {
        if (names.contains(plan.name(file)))
            files.push_back(file);
    }
    return files;
}

} // namespace

/// While it is fetched, between attempts, and when all of it is there.
void tst_SetTransfer::whatBecameOfEach()
{
    for (int i = 0; i < 20; ++i)
        addSlice(u"slice%1"_s.arg(i), i);
    addSlice(u"locked"_s, 50, 3000, true);
    addLoose(u"nowhere"_s, 60, 2000);
    const QByteArray object = m_loose.take(u"/data/cc/dd/object60"_s);
    serve();
    QVERIFY(keepPlan());
    const QString target = m_dir->filePath(u"set"_s);
    QCOMPARE(storedSetView(target)->count(SetFileStatus::Missing), 22);
    const Outcome outcome = run();
    QCOMPARE(outcome.end, End::Failed);
    QCOMPARE(outcome.progress.filesFailed, 1);
    const auto stored = storedSetView(target);
    QVERIFY(outcome.view && stored);
    for (const auto &view : {outcome.view, stored}) {
        QCOMPARE(view->count(SetFileStatus::Done), 20);
        QCOMPARE(statusOf(*view, u"slice7"_s), SetFileStatus::Done);
        QCOMPARE(statusOf(*view, u"locked"_s), SetFileStatus::Locked);
        QCOMPARE(troubleOf(*view, u"locked"_s).keys, QList{kKeyName});
        QCOMPARE(statusOf(*view, u"nowhere"_s), SetFileStatus::Failed);
        QCOMPARE(troubleOf(*view, u"nowhere"_s).error.kind, ErrorKind::NotFound);
    }
    qint64 bytes = 0;
    for (const HostShare &share : outcome.hosts) {
        QVERIFY(share.host.startsWith(u"127.0.0.1"_s) || share.host.startsWith(u"localhost"_s));
        bytes += share.bytes;
    }
    QVERIFY(bytes > 0 && bytes <= outcome.progress.networkBytes);

    auto keys = std::make_shared<blte::KeyStore>();
    keys->insert(kKeyName, kKey);
    m_services->keys = keys;
    m_server->serve("/data/cc/dd/object60", object);
    QCOMPARE(run().end, End::Finished);
    QVERIFY(isAllThere());
    const auto done = storedSetView(target); // beside the files nothing is left
    QVERIFY(done);
    QCOMPARE(done->count(SetFileStatus::Done), 22);
    QVERIFY(done->troubles.isEmpty());
}

void tst_SetTransfer::nobodyWantsThem()
{
    for (int i = 0; i < 30; ++i)
        addSlice(u"slice%1"_s.arg(i), i);
    addSlice(u"copy"_s, 5); // of slice5
    addLoose(u"large"_s, 60, 2'000'000);
    serve();
    QVERIFY(keepPlan());
    const QString target = m_dir->filePath(u"set"_s);
    const core::SetPlan plan = *storedSetView(target)->plan;
    const QStringList unwanted{u"slice5"_s, u"slice6"_s, u"large"_s};
    QVERIFY(storage::wish(target, filesCalled(plan, unwanted), storage::SetWish::Skip));
    const QHash<QString, QByteArray> all = m_contents;
    for (const QString &name : unwanted)
        m_contents.remove(name);
    const Outcome outcome = run();
    QCOMPARE(outcome.end, End::Finished);
    QCOMPARE(outcome.completion.verdict, Verdict::Verified);
    QCOMPARE(outcome.progress.filesTotal, 29);
    QCOMPARE(outcome.progress.filesDone, 29);
    QVERIFY(isAllThere()); // the copy, too
    for (const QString &name : unwanted)
        QCOMPARE(contentsOf(name), "absent");
    QCOMPARE(storedSetView(target)->count(SetFileStatus::Unwanted), 3);

    // They are wanted after all, and only they are fetched.
    QVERIFY(storage::wish(target, filesCalled(plan, {u"slice6"_s, u"large"_s}), storage::SetWish::Fetch));
    QVERIFY(storage::reopenSet(target, storage::storedSet(target)->marks, {}));
    const Outcome after = run();
    QCOMPARE(after.end, End::Finished);
    QCOMPARE(after.files.size(), 2);
    m_contents[u"slice6"_s] = all[u"slice6"_s];
    m_contents[u"large"_s] = all[u"large"_s];
    QVERIFY(isAllThere());
    QCOMPARE(contentsOf(u"slice5"_s), "absent");
}

/// Of what was begun nothing stays once the set is whole without it.
void tst_SetTransfer::takenOutMeanwhile()
{
    addSlice(u"slice"_s, 1);
    addLoose(u"large"_s, 60, 6'000'000);
    serve();
    m_server->always("/data/cc/dd/object60", support::fault::limited(1'000'000));
    QVERIFY(keepPlan());
    const QString target = m_dir->filePath(u"set"_s);
    tune([](Tuning &tuning) { tuning.connections = 1; });
    const Outcome outcome = run(1);
    QCOMPARE(outcome.end, End::Stopped);
    QCOMPARE(storedSetView(target)->count(SetFileStatus::Done), 1);
    const core::SetPlan plan = *storedSetView(target)->plan;
    QVERIFY(storage::wish(target, filesCalled(plan, {u"large"_s}), storage::SetWish::Skip));
    m_contents.remove(u"large"_s);
    QCOMPARE(run().end, End::Finished);
    QVERIFY(isAllThere());
    QCOMPARE(QDir(m_dir->path()).entryList(QDir::Files | QDir::Hidden), QStringList{u"slice"_s});
}

SLUICE_TEST(tst_SetTransfer)
#include "tst_settransfer.moc"
