#include "app/catalogplaces.h"
#include "app/desktop/productintake.h"
#include "app/desktop/usualregion.h"
#include "core/catalog/mirrortables.h"
#include "core/hex.h"
#include "core/queue/setitems.h"
#include "core/storage/setfolder.h"
#include "core/storage/storedset.h"
#include "core/transfer/transferservices.h"
#include "tests/support/faultserver.h"
#include "tests/support/ngdp/networkserver.h"
#include "tests/support/testmain.h"
#include "ui/preferences.h"

#include <QDirIterator>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using app::ProductIntake;
using ui::FoundFiles;

namespace {

constexpr blte::KeyName kRingKey{0x1122334455667788};

ngdp::BuildShape shape()
{
    ngdp::BuildShape shape;
    shape.files = ngdp::sampleFiles(2000);
    shape.keyRing = {{kRingKey, blte::Key{1, 2, 3}}};
    return shape;
}

QString const kPath = u"World/Zone005/tile_00005.adt"_s;

} // namespace

/// What the window looks up, against a whole made network.
class tst_ProductIntake : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void findsFilesByTheirNames();
    void tellsWhatCannotBeHad_data();
    void tellsWhatCannotBeHad();
    void takesAnyNumberAsOneRow();
    void mirrorsAsOneRow_data();
    void mirrorsAsOneRow();
    void listOfASetIsGone_data();
    void listOfASetIsGone();
    void addsToARow();
    void addsToARowTwiceAtOnce();
    void addsToARowInTheNextRun();
    void cannotAddToTheRow_data();
    void cannotAddToTheRow();
    void asksAgainForWhatHasGrown();
    void severalAtOnce();
    void warningsAreTold();
    void withoutNames();
    void cancelled();
    void heldAndReleased();
    void goesOnInTheNextRun();
    void asksAnewWhichBuildIsCurrent();
    void keysOfTheRingAreHandedOn();
    void keysWithoutAProduct_data();
    void keysWithoutAProduct();
    void anotherListfileIsUsed();
    void anotherObjectTakesThePlace();
    void regions_data();
    void regions();

private:
    ui::ProductRequest request(const QString &text) const
    {
        return {
            *links::productSourceFromText(text), m_folder->filePath(u"files"_s), {}, transfer::Intent::Hold};
    }
    /// What is found goes to the queue; false: not all was.
    bool addAll(const QList<ui::ProductRequest> &requests);
    qsizetype filesBelow(const QString &folder) const; ///< of the build
    qsizetype filesOf(const queue::Item &row) const;   ///< of its plan
    /// What is found of all of these.
    QList<FoundFiles> lookUp(const QStringList &sources);

    std::unique_ptr<ngdp::SampleNetwork> m_network;
    std::unique_ptr<ngdp::NetworkServer> m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ui::Preferences> m_preferences;
    std::unique_ptr<transfer::TransferServices> m_services;
    std::unique_ptr<queue::Queue> m_queue;
    std::unique_ptr<ProductIntake> m_intake;
    QStringList m_remarks; ///< of addAll()
};

void tst_ProductIntake::initTestCase()
{
    m_network = std::make_unique<ngdp::SampleNetwork>(shape());
}

void tst_ProductIntake::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_remarks.clear();
    for (const char *place : {"XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"})
        qputenv(place, m_folder->filePath(QString::fromLatin1(place)).toLocal8Bit());
    QFile names(m_folder->filePath(u"names.csv"_s));
    QVERIFY(names.open(QIODevice::WriteOnly));
    for (const ngdp::MadeFile &file : m_network->build.files)
        names.write(QByteArray::number(file.fileDataId) + ';' + QByteArray::fromStdString(file.path) + '\n');
    QVERIFY(app::rememberListfile(names.fileName()));
    m_server = std::make_unique<ngdp::NetworkServer>(*m_network);
    m_preferences = std::make_unique<ui::Preferences>(m_folder->filePath(u"s.ini"_s));
    m_preferences->setVersionServices({m_server->address()});
    m_services = std::make_unique<transfer::TransferServices>();
    m_queue = std::make_unique<queue::Queue>(*m_services, m_preferences->queueSettings());
    m_intake = std::make_unique<ProductIntake>(*m_services, *m_queue, *m_preferences);
}

void tst_ProductIntake::cleanup()
{
    m_intake.reset();
    m_queue.reset();
    m_services.reset();
}

QList<FoundFiles> tst_ProductIntake::lookUp(const QStringList &sources)
{
    QList<FoundFiles> all;
    const auto connection =
        connect(m_intake.get(), &ProductIntake::found, this, [&](const FoundFiles &files) { all << files; });
    QList<ui::ProductRequest> requests;
    for (const QString &source : sources)
        requests << request(source);
    m_intake->lookUp(requests);
    const bool isDone = QTest::qWaitFor([&] { return m_intake->underWay().isEmpty(); }, 30'000);
    disconnect(connection);
    return isDone ? all : QList<FoundFiles>();
}

void tst_ProductIntake::findsFilesByTheirNames()
{
    QSignalSpy underWay(m_intake.get(), &ProductIntake::underWayChanged);
    const auto found = lookUp({u"wow_classic_era:World/Zone005/"_s});
    QCOMPARE(found.size(), 1);
    QVERIFY2(found.first().lost.isEmpty() && found.first().remarks.isEmpty(),
             qPrintable((found.first().lost + found.first().remarks).join(u'\n')));
    QCOMPARE(found.first().requests.size(), 1);
    const queue::Request &set = found.first().requests.first();
    QCOMPARE(set.name, u"wow_classic_era World Zone005"_s);
    QCOMPARE(set.source.set, u"wow_classic_era:World/Zone005/"_s);
    QCOMPARE(set.folder, m_folder->filePath(u"files"_s));
    QCOMPARE(set.intent, transfer::Intent::Hold);
    const auto folder = storage::SetFolder::open(set.folder + u'/' + set.name);
    QVERIFY(folder.has_value());
    QCOMPARE((*folder)->plan().size(), 10u);
    QCOMPARE((*folder)->plan().build(), core::hex(m_network->build.config)); // for lists of its files
    // Again, while somebody has it.
    const auto again = lookUp({u"wow_classic_era:World/Zone005/"_s});
    QCOMPARE(again.size(), 1);
    QCOMPARE(again.first().requests.size(), 1);
    QVERIFY(again.first().lost.isEmpty());
    QCOMPARE(underWay.size(), 4);
    QCOMPARE(underWay.first().first().toStringList(), QStringList{u"wow_classic_era:World/Zone005/"_s});
    QVERIFY(underWay.last().first().toStringList().isEmpty());
}

void tst_ProductIntake::tellsWhatCannotBeHad_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<int>("files");
    QTest::addColumn<QString>("told");
    QTest::newRow("no such file") << u"wow_classic_era:World/nothing.adt"_s << 0 << u"World/nothing.adt"_s;
    QTest::newRow("one of two ids") << u"wow_classic_era:fdid=1005,7"_s << 1 << u"fdid=7"_s;
    QTest::newRow("no such product") << u"nothing:fdid=1"_s << 0 << u"nothing:fdid=1"_s;
    QTest::newRow("no such region") << u"wow_classic_era@xx:fdid=1005"_s << 0 << u"xx"_s;
    QTest::newRow("no such key") << u"wow_classic_era:ckey=00112233445566778899aabbccddeeff"_s << 0
                                 << u"00112233445566778899aabbccddeeff"_s;
}

void tst_ProductIntake::tellsWhatCannotBeHad()
{
    QFETCH(QString, source);
    QFETCH(QString, told);
    const auto found = lookUp({source});
    QCOMPARE(found.size(), 1);
    QTEST(static_cast<int>(found.first().requests.size()), "files");
    QCOMPARE(found.first().lost.size(), 1);
    QVERIFY2(found.first().lost.first().contains(told), qPrintable(found.first().lost.first()));
}

void tst_ProductIntake::keysWithoutAProduct_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<bool>("isFile");
    QTest::addColumn<QString>("told");
    QTest::newRow("content key") << u"content"_s << true
                                 << u"is the content key of a file of wow_classic_era"_s;
    QTest::newRow("encoding key") << u"encoding"_s << true
                                  << u"is the encoding key of a file of wow_classic_era"_s;
    QTest::newRow("build config") << u"build"_s << false << u"is the build config of wow_classic_era"_s;
    QTest::newRow("nothing") << u"00112233445566778899aabbccddeeff"_s << false
                             << u"is neither a key nor a config of the"_s;
    QTest::newRow("no build is known") << u"unknown"_s << false << u"no build is known yet"_s;
}

/// As what it was found is told, or what helps.
void tst_ProductIntake::keysWithoutAProduct()
{
    QFETCH(QString, what);
    QFETCH(bool, isFile);
    QFETCH(QString, told);
    if (what != "unknown"_L1)
        QCOMPARE(lookUp({u"wow_classic_era:"_s + kPath}).size(), 1); // the build is known from now on
    const ngdp::MadeFile &file = m_network->build.files[5];
    blte::Digest key = blte::digestFromHex(what.toStdString()).value_or(blte::Digest{1, 2, 3});
    if (what == "content"_L1)
        key = file.contentKey;
    if (what == "encoding"_L1)
        key = file.encodingKey;
    if (what == "build"_L1)
        key = m_network->build.config;
    ui::ProductRequest request{{}, m_folder->filePath(u"files"_s), {}, transfer::Intent::Hold};
    request.key = key;
    QList<FoundFiles> all;
    connect(m_intake.get(), &ProductIntake::found, this, [&](const FoundFiles &files) { all << files; });
    m_intake->lookUp({request});
    QCOMPARE(m_intake->underWay(), QStringList{QString::fromStdString(blte::toHex(key))});
    QTRY_COMPARE_WITH_TIMEOUT(all.size(), 1, 30'000);
    QVERIFY(m_intake->underWay().isEmpty());
    QCOMPARE(all.first().requests.size(), isFile ? 1 : 0);
    if (isFile) {
        const QString encodingKey = QString::fromStdString(blte::toHex(file.encodingKey));
        QVERIFY(core::toLine(all.first().requests.first().source).contains(encodingKey));
    }
    QStringList said = all.first().lost + all.first().remarks;
    for (const ui::Offer &offer : all.first().offers)
        said << offer.sentence + u' ' + offer.sources.join(u' ');
    QVERIFY2(said.join(u'\n').contains(told), qPrintable(said.join(u'\n')));
    if (what == "build"_L1)
        QVERIFY2(
            said.first().endsWith(u"wow_classic_era@%1:"_s.arg(QString::fromStdString(blte::toHex(key)))),
            qPrintable(said.first()));
}

/// What is under way is looked up with it, too.
void tst_ProductIntake::anotherListfileIsUsed()
{
    QFile names(m_folder->filePath(u"other.csv"_s));
    QVERIFY(names.open(QIODevice::WriteOnly));
    for (const ngdp::MadeFile &file : m_network->build.files)
        names.write(QByteArray::number(file.fileDataId) + ";renamed/" + QByteArray::fromStdString(file.path) +
                    '\n');
    names.close();
    QSignalSpy found(m_intake.get(), &ProductIntake::found);
    m_intake->lookUp({request(u"wow_classic_era:renamed/"_s + kPath)});
    QVERIFY(app::rememberListfile(names.fileName()));
    m_intake->renew();
    QTRY_COMPARE_WITH_TIMEOUT(found.size(), 1, 30'000);
    const auto files = found.first().first().value<FoundFiles>();
    QCOMPARE(files.lost.join(u'\n'), QString());
    QCOMPARE(files.requests.size(), 1);
    m_intake->renew(); // with nothing under way there is nothing to do
    QVERIFY(m_intake->underWay().isEmpty());
}

void tst_ProductIntake::takesAnyNumberAsOneRow()
{
    const auto found = lookUp({u"wow_classic_era:World"_s});
    QCOMPARE(found.size(), 1);
    QVERIFY(found.first().lost.isEmpty());
    QCOMPARE(found.first().requests.size(), 1);
    const queue::Request &set = found.first().requests.first();
    QCOMPARE((*storage::SetFolder::open(set.folder + u'/' + set.name))->plan().size(), 1875u);
}

void tst_ProductIntake::mirrorsAsOneRow_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<bool>("hasArchives");
    QTest::newRow("a whole build") << u"wow_classic_era:"_s << true;
    QTest::newRow("some files") << u"wow_classic_era:World/Zone005/"_s << false;
}

/// The row fills the folder, and others can be served from it once it is done.
void tst_ProductIntake::mirrorsAsOneRow()
{
    QFETCH(QString, source);
    QFETCH(bool, hasArchives);
    m_services->closing = catalog::closeMirror;
    QList<FoundFiles> found;
    connect(m_intake.get(), &ProductIntake::found, this, [&](const FoundFiles &files) { found << files; });
    ui::ProductRequest wanted = request(source);
    wanted.keep = links::Keep::Mirror;
    wanted.intent = transfer::Intent::Run;
    m_intake->lookUp({wanted});
    QTRY_COMPARE_WITH_TIMEOUT(found.size(), 1, 30'000);
    QCOMPARE(found.first().lost, QStringList());
    QCOMPARE(found.first().requests.size(), 1);
    const QString tables = wanted.folder + u"/v2/products/wow_classic_era/versions"_s;
    QVERIFY(!QFile::exists(tables)); // it has nothing yet that they could name
    const queue::ItemId id = m_queue->add(found.first().requests).first();
    const auto isDone = [&] { return m_queue->find(id)->state == transfer::State::Done; };
    QTRY_VERIFY_WITH_TIMEOUT(isDone(), 60'000);
    QVERIFY(QFile::exists(tables));
    QCOMPARE(m_queue->find(id)->verdict, transfer::Verdict::ChunksVerified);
    QDirIterator archives(wanted.folder, {u"*.index"_s}, QDir::Files, QDirIterator::Subdirectories);
    bool isArchiveThere = false;
    while (archives.hasNext())
        isArchiveThere = QFile::exists(archives.next().chopped(6)) || isArchiveThere;
    QCOMPARE(isArchiveThere, hasArchives);
    // A second one is served from it, with nobody else there.
    m_server.reset();
    support::FaultServer mirror;
    const QDir folder(wanted.folder);
    QDirIterator files(wanted.folder, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        mirror.serve('/' + folder.relativeFilePath(file.fileName()).toUtf8(), file.readAll());
    }
    m_intake.reset();
    m_preferences = std::make_unique<ui::Preferences>(m_folder->filePath(u"s.ini"_s),
                                                      m_folder->filePath(u"another cache"_s));
    m_preferences->setVersionServices({mirror.url({}).toString()});
    m_intake = std::make_unique<ProductIntake>(*m_services, *m_queue, *m_preferences);
    const auto again = lookUp({u"wow_classic_era:"_s + kPath});
    QCOMPARE(again.size(), 1);
    QCOMPARE(again.first().lost.join(u" | "_s), QString());
    QCOMPARE(again.first().requests.size(), 1);
}

void tst_ProductIntake::listOfASetIsGone_data()
{
    QTest::addColumn<int>("keep");
    QTest::addColumn<QString>("source");
    QTest::addColumn<qsizetype>("files"); // of a mirror it does not matter how many objects
    const qsizetype five = filesBelow(u"World/Zone005/"_s);
    QTest::newRow("files") << 0 << u"wow_classic_era:World/Zone005/"_s << five;
    QTest::newRow("several paths") << 0 << u"wow_classic_era:World/Zone005/|World/Zone006/"_s
                                   << five + filesBelow(u"World/Zone006/"_s);
    QTest::newRow("by another manifest")
        << 0 << u"wow_classic_era;locale=deDE;manifest=install:"_s << qsizetype(2);
    QTest::newRow("a mirror") << 1 << u"wow_classic_era:World/Zone005/"_s << qsizetype(-1);
    QTest::newRow("a mirror by another manifest")
        << 1 << u"wow_classic_era;manifest=install:"_s << qsizetype(-1);
}

/// No dead end: the row comes again with another list.
void tst_ProductIntake::listOfASetIsGone()
{
    QFETCH(int, keep);
    m_services->closing = catalog::closeMirror;
    QFETCH(QString, source);
    ui::ProductRequest wanted = request(source);
    wanted.keep = static_cast<links::Keep>(keep);
    wanted.options.form = queue::Form::Raw;
    QStringList remarks;
    connect(m_intake.get(), &ProductIntake::found, this, [&](const FoundFiles &files) {
        remarks += files.remarks;
        m_queue->add(files.requests);
    });
    m_intake->lookUp({wanted});
    QTRY_COMPARE_WITH_TIMEOUT(m_queue->count(), 1, 30'000);
    const QString asked = m_queue->at(0).source.set;
    QVERIFY(asked.endsWith(source));
    const QString list = m_queue->at(0).target() + u".part/plan"_s;
    QVERIFY(QFile::remove(list));
    m_queue->run({m_queue->at(0).id});
    const auto isDone = [&] {
        return m_queue->count() == 1 && m_queue->at(0).state == transfer::State::Done;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isDone(), 60'000);
    QCOMPARE(remarks.size(), 1);
    QCOMPARE(m_queue->at(0).options.form, queue::Form::Raw);
    QCOMPARE(m_queue->at(0).source.set, asked);
    QFETCH(qsizetype, files);
    qsizetype found = 0;
    QDirIterator all(wanted.folder, QDir::Files, QDirIterator::Subdirectories);
    for (; all.hasNext(); all.next())
        ++found;
    QVERIFY2(files < 0 || found == files, qPrintable(QString::number(found)));
}

qsizetype tst_ProductIntake::filesBelow(const QString &folder) const
{
    return std::count_if(
        m_network->build.files.begin(), m_network->build.files.end(),
        [&](const ngdp::MadeFile &file) { return QString::fromStdString(file.path).startsWith(folder); });
}

qsizetype tst_ProductIntake::filesOf(const queue::Item &row) const
{
    const auto set = storage::storedSet(row.target());
    return set ? static_cast<qsizetype>(set->plan().size()) : -1;
}

bool tst_ProductIntake::addAll(const QList<ui::ProductRequest> &requests)
{
    const auto connection =
        connect(m_intake.get(), &ProductIntake::found, this, [&](const FoundFiles &files) {
            m_queue->add(files.requests);
            m_remarks += files.lost + files.remarks;
        });
    m_intake->lookUp(requests);
    const bool isDone = QTest::qWaitFor([&] { return m_intake->underWay().isEmpty(); }, 30'000);
    disconnect(connection);
    return isDone;
}

/// The row keeps its name and what it has; nothing of that is fetched again.
void tst_ProductIntake::addsToARow()
{
    QVERIFY(addAll({request(u"wow_classic_era:World/Zone005/"_s)}));
    QCOMPARE(m_queue->count(), 1);
    const queue::ItemId id = m_queue->at(0).id;
    const QString name = m_queue->at(0).name;
    const qsizetype five = filesBelow(u"World/Zone005/"_s);
    const qsizetype six = filesBelow(u"World/Zone006/"_s);
    m_queue->sets().wish(id, {0}, storage::SetWish::Skip, this, {});
    m_queue->run({id});
    QTRY_COMPARE_WITH_TIMEOUT(m_queue->find(id)->state, transfer::State::Done, 30'000);
    const QString skipped =
        m_queue->at(0).folder + u'/' + storage::storedSet(m_queue->at(0).target())->plan().name(0);
    QVERIFY(!QFile::exists(skipped));
    m_queue->remove({id}, queue::Removal::KeepFiles);

    // Unfinished again, with those in their places.
    QVERIFY(addAll({request(u"wow_classic_era:World/Zone005/"_s)}));
    const queue::ItemId again = m_queue->at(0).id;
    ui::ProductRequest more = request(u"wow_classic_era@1.15.8.12345:World/Zone006/"_s);
    more.into = name;
    m_server->clearLogs();
    QVERIFY(addAll({more}));
    QCOMPARE(m_queue->count(), 1);
    QCOMPARE(m_queue->at(0).id, again);
    QCOMPARE(m_queue->at(0).state, transfer::State::Paused);
    QCOMPARE(m_queue->at(0).name, name);
    QCOMPARE(m_queue->at(0).source.set, u"wow_classic_era@1.15.8.12345:World/Zone005/|World/Zone006/"_s);
    QCOMPARE(filesOf(m_queue->at(0)), five + six);
    QCOMPARE(m_queue->at(0).progress.filesTotal, five + six);
    QCOMPARE(m_remarks.last(), u"%1 file(s) added to %2"_s.arg(six).arg(name));
    m_queue->run({again});
    QTRY_COMPARE_WITH_TIMEOUT(m_queue->find(again)->state, transfer::State::Done, 30'000);
    QCOMPARE(m_queue->find(again)->progress.filesDone, five + six);
}

/// Each comes to the row as the other has left it.
void tst_ProductIntake::addsToARowTwiceAtOnce()
{
    QVERIFY(addAll({request(u"wow_classic_era:World/Zone005/"_s)}));
    const QString name = m_queue->at(0).name;
    QList<ui::ProductRequest> all{request(u"wow_classic_era@1.15.8.12345:World/Zone006/"_s),
                                  request(u"wow_classic_era@1.15.8.12345:World/Zone007/"_s)};
    for (ui::ProductRequest &more : all) {
        more.into = name;
        more.intent = transfer::Intent::Run;
    }
    QVERIFY(addAll(all));
    QCOMPARE(m_queue->count(), 1);
    const qsizetype files =
        filesBelow(u"World/Zone005/"_s) + filesBelow(u"World/Zone006/"_s) + filesBelow(u"World/Zone007/"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_queue->at(0).state, transfer::State::Done, 30'000);
    QCOMPARE(m_queue->at(0).progress.filesDone, files);
}

/// Killed while it is looked up: the row is as it was, and the next run asks once more.
void tst_ProductIntake::addsToARowInTheNextRun()
{
    const QString database = m_folder->filePath(u"queue.db"_s);
    m_intake.reset();
    m_queue = std::make_unique<queue::Queue>(*m_services, m_preferences->queueSettings(), database);
    m_queue->load();
    QTRY_VERIFY(m_queue->isLoaded());
    m_intake = std::make_unique<ProductIntake>(*m_services, *m_queue, *m_preferences);
    QVERIFY(addAll({request(u"wow_classic_era:World/Zone005/"_s)}));
    const QString name = m_queue->at(0).name;
    ui::ProductRequest more = request(u"wow_classic_era@1.15.8.12345:World/Zone006/"_s);
    more.into = name;
    m_intake->hold();
    m_intake->lookUp({more});
    m_intake.reset();
    m_queue.reset();
    m_preferences.reset();
    m_preferences = std::make_unique<ui::Preferences>(m_folder->filePath(u"s.ini"_s));
    m_queue = std::make_unique<queue::Queue>(*m_services, m_preferences->queueSettings(), database);
    m_intake = std::make_unique<ProductIntake>(*m_services, *m_queue, *m_preferences);
    QCOMPARE(m_intake->resume(), 1);
    QTest::qWait(500); // its means are there before the rows are
    QCOMPARE(m_intake->underWay().size(), 1);
    m_queue->load();
    QTRY_VERIFY_WITH_TIMEOUT(m_intake->underWay().isEmpty(), 30'000);
    QCOMPARE(m_queue->count(), 1);
    QCOMPARE(m_queue->at(0).source.set, u"wow_classic_era@1.15.8.12345:World/Zone005/|World/Zone006/"_s);
    QCOMPARE(filesOf(m_queue->at(0)), filesBelow(u"World/Zone005/"_s) + filesBelow(u"World/Zone006/"_s));
}

void tst_ProductIntake::cannotAddToTheRow_data()
{
    QTest::addColumn<QString>("change");
    QTest::newRow("it is gone") << u"gone"_s;
    QTest::newRow("it is of another build") << u"build"_s;
    QTest::newRow("it is in another folder") << u"folder"_s;
}

/// Then they are a row of their own, and the other one stays as it was.
void tst_ProductIntake::cannotAddToTheRow()
{
    QFETCH(QString, change);
    QVERIFY(addAll({request(u"wow_classic_era:World/Zone005/"_s)}));
    const QString name = m_queue->at(0).name;
    const QString target = m_queue->at(0).target();
    ui::ProductRequest more = request(u"wow_classic_era:World/Zone006/"_s);
    more.into = name;
    if (change == u"gone"_s)
        m_queue->remove({m_queue->at(0).id}, queue::Removal::KeepFiles);
    if (change == u"folder"_s)
        more.folder += u"/below"_s;
    if (change == u"build"_s) {
        core::SetPlan plan = storage::storedSet(target)->plan();
        plan.setBuild(QString(32, u'0'));
        QVERIFY(storage::SetFolder::create(target, plan));
    }
    QVERIFY(addAll({more}));
    QCOMPARE(m_queue->count(), change == u"gone"_s ? 1 : 2);
    const queue::Item &own = m_queue->at(m_queue->count() - 1);
    QCOMPARE(own.source.set, u"wow_classic_era:World/Zone006/"_s);
    QCOMPARE(filesOf(own), filesBelow(u"World/Zone006/"_s));
    QCOMPARE(qsizetype(storage::storedSet(target)->plan().size()), filesBelow(u"World/Zone005/"_s));
    QCOMPARE(m_remarks.join(u' ').contains(u"does not take"_s), change == u"build"_s);
}

/// By the text that the row had at first: it has these files, and loses none of the others.
void tst_ProductIntake::asksAgainForWhatHasGrown()
{
    QVERIFY(addAll({request(u"wow_classic_era:World/Zone005/"_s)}));
    ui::ProductRequest more = request(u"wow_classic_era@1.15.8.12345:World/Zone006/"_s);
    more.into = m_queue->at(0).name;
    QVERIFY(addAll({more}));
    const qsizetype files = filesOf(m_queue->at(0));
    QVERIFY(addAll({request(u"wow_classic_era:World/Zone005/"_s)}));
    QCOMPARE(m_queue->count(), 1);
    QCOMPARE(filesOf(m_queue->at(0)), files);
}

/// The build is opened once.
void tst_ProductIntake::severalAtOnce()
{
    const auto found = lookUp({u"wow_classic_era:"_s + kPath, u"wow_classic_era:fdid=1006"_s,
                               u"wow_classic_era:World/nothing.adt"_s});
    QCOMPARE(found.size(), 3);
    qsizetype files = 0;
    for (const FoundFiles &one : found)
        files += one.requests.size();
    QCOMPARE(files, 2);
    QCOMPARE(m_server->service().requests().size(), 2); // versions and cdns
}

void tst_ProductIntake::warningsAreTold()
{
    QFile::remove(m_folder->filePath(u"names.csv"_s));
    const auto found = lookUp({u"wow_classic_era:fdid=1005"_s});
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first().requests.size(), 1);
    QVERIFY(found.first().remarks.join(u'\n').contains(u"names.csv"_s));
}

void tst_ProductIntake::withoutNames()
{
    QVERIFY(app::rememberListfile({}));
    const auto found = lookUp({u"wow_classic_era:World/Zone005/"_s});
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first().lost.size(), 1);
    QVERIFY(found.first().remarks.join(u'\n').contains(u"A listfile gives them"_s));
    QVERIFY(!lookUp({u"wow_classic_era:fdid=7"_s}).first().remarks.join(u'\n').contains(u"--listfile"_s));
}

void tst_ProductIntake::cancelled()
{
    QSignalSpy found(m_intake.get(), &ProductIntake::found);
    m_intake->lookUp({request(u"wow_classic_era:"_s + kPath)});
    m_intake->cancel(); // before its means are there
    QVERIFY(m_intake->underWay().isEmpty());
    m_server->service().always("/v2/products/wow_classic_era/versions",
                               support::fault::delayed(std::chrono::seconds(60)));
    m_intake->lookUp({request(u"wow_classic_era:"_s + kPath)});
    QTRY_VERIFY(!m_server->service().requests().isEmpty());
    m_intake->cancel();
    QVERIFY(m_intake->underWay().isEmpty());
    m_server->service().always("/v2/products/wow_classic_era/versions", support::fault::none());
    QCOMPARE(lookUp({u"wow_classic_era:fdid=1005"_s}).size(), 1);
    QCOMPARE(found.size(), 1);
}

/// While the network is metered nobody is asked; then from the beginning.
void tst_ProductIntake::heldAndReleased()
{
    QSignalSpy found(m_intake.get(), &ProductIntake::found);
    m_intake->hold();
    m_intake->lookUp({request(u"wow_classic_era:"_s + kPath)});
    m_intake->lookUp({request(u"wow_classic_era:fdid=1006"_s)});
    QTest::qWait(300);
    QVERIFY(m_server->service().requests().isEmpty());
    QCOMPARE(m_intake->underWay().size(), 2);
    m_server->service().always("/v2/products/wow_classic_era/versions",
                               support::fault::delayed(std::chrono::seconds(60)));
    m_intake->release();
    QTRY_VERIFY(!m_server->service().requests().isEmpty());
    m_intake->hold(); // in the middle
    QCOMPARE(m_intake->underWay().size(), 2);
    m_server->service().always("/v2/products/wow_classic_era/versions", support::fault::none());
    QTest::qWait(100);
    QCOMPARE(found.size(), 0);
    m_intake->release();
    QTRY_COMPARE_WITH_TIMEOUT(found.size(), 2, 20'000);
    QVERIFY(m_intake->underWay().isEmpty());
    m_intake->hold();
    m_intake->release(); // of nothing
    QVERIFY(m_intake->underWay().isEmpty());
}

void tst_ProductIntake::goesOnInTheNextRun()
{
    const auto nextRun = [this] {
        m_intake.reset();
        m_queue.reset();
        m_preferences.reset(); // it is written by then
        m_preferences = std::make_unique<ui::Preferences>(m_folder->filePath(u"s.ini"_s));
        m_queue = std::make_unique<queue::Queue>(*m_services, m_preferences->queueSettings());
        m_intake = std::make_unique<ProductIntake>(*m_services, *m_queue, *m_preferences);
    };
    QCOMPARE(m_intake->resume(), 0);
    ui::ProductRequest first = request(u"wow_classic_era:"_s + kPath);
    first.options = {queue::Form::Raw, queue::WhenExists::Rename, queue::MissingKeys::ZeroFill};
    ui::ProductRequest second = request(u"wow_classic_era;locale=deDE;tags=A,!B:fdid=1006"_s);
    second.folder = m_folder->filePath(u"others"_s);
    second.intent = transfer::Intent::Run;
    m_intake->hold();
    ui::ProductRequest third = request(u"wow_classic_era:World/Zone005/"_s);
    third.folder = m_folder->filePath(u"mirror"_s);
    third.keep = links::Keep::Mirror;
    m_intake->lookUp({first, second, third});
    nextRun();
    QVERIFY(m_preferences->state(u"lookups"_s).contains(";locale=deDE;tags=A,!B:"));
    QList<FoundFiles> found;
    connect(m_intake.get(), &ProductIntake::found, this, [&](const FoundFiles &files) { found << files; });
    QCOMPARE(m_intake->resume(), 3);
    QTRY_COMPARE_WITH_TIMEOUT(found.size(), 3, 20'000);
    QHash<QString, queue::Request> requests;
    for (const FoundFiles &one : std::as_const(found)) {
        for (const queue::Request &file : one.requests)
            requests.insert(file.folder, file);
    }
    QCOMPARE(requests.value(third.folder).source.set, u"mirror wow_classic_era:World/Zone005/"_s);
    QCOMPARE(requests.value(first.folder).name, kPath);
    QCOMPARE(requests.value(first.folder).options, first.options);
    QCOMPARE(requests.value(first.folder).intent, transfer::Intent::Hold);
    QCOMPARE(requests.value(second.folder).options, queue::Options());
    QCOMPARE(requests.value(second.folder).intent, transfer::Intent::Run);
    nextRun();
    QCOMPARE(m_intake->resume(), 0); // all of it was found

    m_intake->hold();
    m_intake->lookUp({first});
    m_intake->cancel();
    nextRun();
    QCOMPARE(m_intake->resume(), 0); // nobody wants it any more
    m_preferences->setState(u"lookups"_s, R"([1, {"source": "no"}, {"source": "wow:", "folder": "here"}])");
    QCOMPARE(m_intake->resume(), 0);
}

void tst_ProductIntake::asksAnewWhichBuildIsCurrent()
{
    QCOMPARE(lookUp({u"wow_classic_era:fdid=1005"_s}).size(), 1);
    QTest::qWait(0);
    m_server->clearLogs();
    m_server->service().clearLog();
    QCOMPARE(lookUp({u"wow_classic_era:fdid=1006"_s}).size(), 1);
    QCOMPARE(m_server->service().requests().size(), 2);
}

void tst_ProductIntake::keysOfTheRingAreHandedOn()
{
    blte::KeyList keys;
    connect(m_intake.get(), &ProductIntake::keysFound, this, [&](const blte::KeyList &some) { keys = some; });
    QCOMPARE(lookUp({u"wow_classic_era:fdid=1005"_s}).size(), 1);
    QCOMPARE(keys.entries.size(), std::size_t(1));
    QCOMPARE(keys.entries.front().name, kRingKey);
}

void tst_ProductIntake::anotherObjectTakesThePlace()
{
    support::FaultServer &host = m_server->host();
    host.serve("/there", "the file");
    const auto sourceOf = [&](const char *path) { return *core::sourceFromLine(host.url(path).toString()); };
    app::OtherObjects others(*m_queue);
    QSignalSpy wanted(&others, &app::OtherObjects::wanted);
    const core::Source gone = sourceOf("/gone");
    others.keep(gone, {sourceOf("/gone too"), sourceOf("/there")});
    m_queue->add({{gone, m_folder->path(), u"name"_s, {}}});
    QTRY_COMPARE_WITH_TIMEOUT(wanted.size(), 1, 20'000);
    QCOMPARE(m_queue->count(), 0);
    QVERIFY(wanted.first().last().toString().startsWith(u"name: "_s));
    m_queue->add({wanted.first().first().value<queue::Request>()});
    QTRY_COMPARE_WITH_TIMEOUT(wanted.size(), 2, 20'000);
    const auto last = wanted.last().first().value<queue::Request>();
    QCOMPARE(last.source, sourceOf("/there"));
    m_queue->add({last});
    QTRY_VERIFY_WITH_TIMEOUT(m_queue->at(0).state == transfer::State::Done, 20'000);
    QCOMPARE(wanted.size(), 2);
}

void tst_ProductIntake::regions_data()
{
    QTest::addColumn<QLocale::Territory>("country");
    QTest::addColumn<QString>("region");
    QTest::newRow("nothing known") << QLocale::AnyTerritory << u"us"_s;
    QTest::newRow("United States") << QLocale::UnitedStates << u"us"_s;
    QTest::newRow("Brazil") << QLocale::Brazil << u"us"_s;
    QTest::newRow("Australia") << QLocale::Australia << u"us"_s;
    QTest::newRow("Germany") << QLocale::Germany << u"eu"_s;
    QTest::newRow("South Africa") << QLocale::SouthAfrica << u"eu"_s;
    QTest::newRow("Korea") << QLocale::SouthKorea << u"kr"_s;
    QTest::newRow("Hong Kong") << QLocale::HongKong << u"tw"_s;
    QTest::newRow("China") << QLocale::China << u"cn"_s;
}

void tst_ProductIntake::regions()
{
    QFETCH(QLocale::Territory, country);
    QTEST(app::usualRegion(country), "region");
}

SLUICE_TEST(tst_ProductIntake)
#include "tst_productintake.moc"
