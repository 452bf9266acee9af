#include "core/http/sitelogin.h"
#include "tests/support/harness.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFileInfo>
#include <QTest>

using namespace support;
using queue::ItemId;
using queue::WhenExists;
using transfer::State;
using transfer::Verdict;

/// What a person can do about a row that cannot go on as it is: another name, another folder, over what is
/// there, once more, with a user and a password.
class tst_Remedies : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qputenv("XDG_DATA_HOME", m_state.path().toLocal8Bit()); }
    void anotherNameForOneThatExists();
    void overwriteOneThatExists();
    void pausedGoesOnElsewhere_data();
    void pausedGoesOnElsewhere();
    void movedWhileItRuns();
    void finishedIsRenamed();
    void lockedIsRenamed();
    void ontoAnotherVolume();
    void whatCannotBe();
    void onceMore();
    void startsNow();
    void loginOfASite();
    void headersGoToTheirSiteOnly_data();
    void headersGoToTheirSiteOnly();
    void headersStayWithTheDownload();
    void addedAgainAfterRemoval_data();
    void addedAgainAfterRemoval();

private:
    /// Waits for the answer.
    static core::Result<void> relocate(Harness &h, ItemId id, const QString &folder, const QString &name);
    static void write(const QString &path, const QByteArray &bytes);

    QTemporaryDir m_state;
};

core::Result<void> tst_Remedies::relocate(Harness &h, ItemId id, const QString &folder, const QString &name)
{
    std::optional<core::Result<void>> answer;
    h.queue().relocate(id, folder, name, &h.queue(),
                       [&](const core::Result<void> &result) { answer = result; });
    if (!QTest::qWaitFor([&] { return answer.has_value(); }, 10'000))
        return core::failure(core::ErrorKind::Internal, QStringLiteral("no answer"));
    return *answer;
}

void tst_Remedies::write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qWarning("not written");
}

void tst_Remedies::anotherNameForOneThatExists()
{
    Harness h;
    h.server.serve("/x", "some bytes");
    write(h.folder() + QStringLiteral("/file"), "mine");
    const ItemId id = h.add(h.source("/x"));
    QVERIFY(h.waitFor(id, State::Failed));
    QCOMPARE(h.item(id).error.kind, core::ErrorKind::TargetExists);
    QVERIFY(relocate(h, id, h.folder(), QStringLiteral("sub/other")).has_value());
    QVERIFY(h.waitFor(id, State::Done));
    QCOMPARE(h.item(id).name, QStringLiteral("sub/other"));
    QCOMPARE(h.content(QStringLiteral("sub/other")), QByteArray("some bytes"));
    QCOMPARE(h.content(), QByteArray("mine"));
}

void tst_Remedies::overwriteOneThatExists()
{
    Harness h;
    h.server.serve("/x", "some bytes");
    write(h.folder() + QStringLiteral("/file"), "mine");
    const ItemId id = h.add(h.source("/x"));
    QVERIFY(h.waitFor(id, State::Failed));
    h.queue().setWhenExists({id}, WhenExists::Overwrite);
    QVERIFY(h.waitFor(id, State::Done));
    QCOMPARE(h.content(), QByteArray("some bytes"));
    QCOMPARE(h.litter(), QStringList());
}

void tst_Remedies::pausedGoesOnElsewhere_data()
{
    QTest::addColumn<bool>("isBlte");
    QTest::newRow("plain") << false;
    QTest::newRow("BLTE") << true;
}

/// What was fetched goes along: nothing is fetched twice.
void tst_Remedies::pausedGoesOnElsewhere()
{
    QFETCH(bool, isBlte);
    Harness h;
    const BuiltObject object = largeObject();
    const QByteArray bytes = isBlte ? toByteArray(object.bytes) : toByteArray(payload(noise(4), 12u << 20));
    const QByteArray path = isBlte ? h.publish(object) : QByteArray("/plain");
    if (!isBlte)
        h.server.serve(path, bytes);
    h.server.always(path, fault::limited(3'000'000));
    const ItemId id = h.add(h.source(path));
    QVERIFY(h.waitFor(id, State::Downloading));
    QTRY_VERIFY_WITH_TIMEOUT(h.server.bytesServed() > 4'000'000, 20'000);
    h.queue().hold({id});
    QVERIFY(h.waitFor(id, State::Paused));
    const QString elsewhere = h.folder() + QStringLiteral("/elsewhere");
    QVERIFY(relocate(h, id, elsewhere, QStringLiteral("other.bin")).has_value());
    QCOMPARE(h.item(id).state, State::Paused);
    QCOMPARE(h.item(id).target(), elsewhere + QStringLiteral("/other.bin"));
    QVERIFY(QFileInfo::exists(elsewhere + QStringLiteral("/other.bin.part")));
    QCOMPARE(h.litter({QStringLiteral("elsewhere/other.bin.part"),
                       QStringLiteral("elsewhere/other.bin.part.resume")}),
             QStringList());
    h.server.always(path, fault::none());
    h.queue().run({id});
    QVERIFY(h.waitFor(id, State::Done));
    QCOMPARE(h.content(QStringLiteral("elsewhere/other.bin")), isBlte ? toByteArray(object.payload) : bytes);
    QVERIFY2(bodyBytes(h.server.requests()) < static_cast<quint64>(bytes.size()) + 2'000'000,
             "what was fetched before was fetched again");
}

void tst_Remedies::movedWhileItRuns()
{
    Harness h;
    const BuiltObject object = largeObject(4u << 20);
    const QByteArray path = h.publish(object);
    h.server.always(path, fault::limited(2'000'000));
    const ItemId id = h.add(h.source(path));
    QVERIFY(h.waitFor(id, State::Downloading));
    QVERIFY(relocate(h, id, h.folder() + QStringLiteral("/there"), QStringLiteral("file")).has_value());
    QCOMPARE(h.item(id).intent, transfer::Intent::Run);
    QVERIFY(h.waitFor(id, State::Done));
    QCOMPARE(h.content(QStringLiteral("there/file")), toByteArray(object.payload));
    QCOMPARE(h.litter({QStringLiteral("there/file")}), QStringList());
}

void tst_Remedies::finishedIsRenamed()
{
    Harness h;
    h.server.serve("/x", "some bytes");
    QVERIFY(h.fetch(h.source("/x")));
    const ItemId id = h.last().id;
    QVERIFY(relocate(h, id, h.folder(), QStringLiteral("renamed")).has_value());
    QCOMPARE(h.item(id).state, State::Done);
    QCOMPARE(h.content(QStringLiteral("renamed")), QByteArray("some bytes"));
    QCOMPARE(h.litter({QStringLiteral("renamed")}), QStringList());
}

/// With what it needs for the key that may come.
void tst_Remedies::lockedIsRenamed()
{
    const Encryption lock{blte::KeyName{0x1234}, blte::Key{1, 2, 3}, {9, 8, 7, 6}};
    Harness h;
    const auto part = payload(noise(5), 50'000);
    const BuiltObject object = buildObject({{part, {}}, {part, {Encoding::Raw, 6, lock}}});
    QVERIFY(h.fetch(h.source(h.publish(object))));
    const ItemId id = h.last().id;
    QCOMPARE(h.item(id).verdict, Verdict::Incomplete);
    QVERIFY(relocate(h, id, h.folder(), QStringLiteral("renamed")).has_value());
    auto keys = std::make_shared<blte::KeyStore>();
    keys->insert(lock.keyName, lock.key);
    h.queue().setKeys(keys);
    QTRY_COMPARE_WITH_TIMEOUT(h.item(id).verdict, Verdict::Unverified, 10'000);
    QCOMPARE(h.content(QStringLiteral("renamed")), toByteArray(object.payload));
    QCOMPARE(h.litter({QStringLiteral("renamed")}), QStringList());
}

void tst_Remedies::ontoAnotherVolume()
{
    const QTemporaryDir other(QStringLiteral("/dev/shm/sluice-tst-remedies-XXXXXX"));
    if (!other.isValid())
        QSKIP("there is no second volume here");
    Harness h;
    h.server.serve("/x", "some bytes");
    QVERIFY(h.fetch(h.source("/x")));
    QVERIFY(relocate(h, h.last().id, other.path(), QStringLiteral("file")).has_value());
    QFile file(other.filePath(QStringLiteral("file")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("some bytes"));
    QCOMPARE(h.litter({}), QStringList());
}

void tst_Remedies::whatCannotBe()
{
    Harness h;
    h.server.serve("/x", "some bytes");
    QVERIFY(h.fetch(h.source("/x")));
    const ItemId id = h.last().id;
    write(h.folder() + QStringLiteral("/there"), "mine");
    queue::Request request{h.source("/y"), h.folder(), QStringLiteral("coming"), {}, transfer::Intent::Hold};
    h.queue().add({request});
    const auto kindOf = [&](const QString &folder, const QString &name) {
        const auto result = relocate(h, id, folder, name);
        return result ? core::ErrorKind::None : result.error().kind;
    };
    QCOMPARE(kindOf(h.folder(), QStringLiteral("there")), core::ErrorKind::TargetExists);
    QCOMPARE(kindOf(h.folder(), QStringLiteral("coming")), core::ErrorKind::TargetExists);
    QCOMPARE(kindOf(h.folder(), QStringLiteral("../out")), core::ErrorKind::NameRefused);
    QCOMPARE(kindOf(QStringLiteral("relative"), QStringLiteral("name")), core::ErrorKind::NameRefused);
    QCOMPARE(kindOf(h.folder() + QStringLiteral("/there/below"), QStringLiteral("name")),
             core::ErrorKind::PermissionDenied);
    QCOMPARE(h.item(id).target(), h.folder() + QStringLiteral("/file"));
    QCOMPARE(h.content(), QByteArray("some bytes"));
    QCOMPARE(h.content(QStringLiteral("there")), QByteArray("mine"));
}

void tst_Remedies::onceMore()
{
    Harness h;
    h.server.serve("/x", "some bytes");
    QVERIFY(h.fetch(h.source("/x")));
    const ItemId id = h.last().id;
    h.server.serve("/x", "other bytes");
    h.queue().fetchAgain({id});
    QVERIFY(h.item(id).state != State::Done);
    QVERIFY(h.waitFor(id, State::Done));
    QCOMPARE(h.content(), QByteArray("other bytes"));
    QCOMPARE(h.litter(), QStringList());
}

/// Beyond the number of files at once; others keep their places.
void tst_Remedies::startsNow()
{
    queue::Settings settings;
    settings.jobs = 1;
    Harness h(settings);
    const BuiltObject object = largeObject(4u << 20);
    const QByteArray path = h.publish(object);
    h.server.always(path, fault::limited(500'000));
    const ItemId first = h.add(h.source(path), QStringLiteral("first"));
    const ItemId second = h.add(h.source(path), QStringLiteral("second"));
    const ItemId third = h.add(h.source(path), QStringLiteral("third"));
    QVERIFY(h.waitFor(first, State::Downloading));
    QCOMPARE(h.item(third).state, State::Queued);
    h.queue().startNow({third});
    QVERIFY(h.waitFor(third, State::Downloading));
    QVERIFY(transfer::isActive(h.item(first).state));
    QCOMPARE(h.item(second).state, State::Queued);
    h.server.always(path, fault::none());
}

/// Given later, for everything of the site; what failed for want of it goes on by itself.
void tst_Remedies::loginOfASite()
{
    Harness h;
    h.server.serve("/x", "some bytes");
    h.server.setRule([](const Request &request) -> std::optional<Fault> {
        const bool isIn = request.header("authorization") == "Basic " + QByteArray("me:secret").toBase64();
        return isIn ? std::nullopt : std::optional(fault::status(401));
    });
    const ItemId id = h.add(h.source("/x"));
    QVERIFY(h.waitFor(id, State::Failed));
    QCOMPARE(h.item(id).error.kind, core::ErrorKind::CredentialsNeeded);
    queue::Settings settings = h.queue().settings();
    QUrl site = h.item(id).source.mirrors.first();
    settings.logins = {{site, QStringLiteral("me"), QStringLiteral("wrong")}};
    h.queue().setSettings(settings);
    QVERIFY(h.waitFor(id, State::Failed));
    settings.logins = {{site, QStringLiteral("me"), QStringLiteral("secret")}};
    h.queue().setSettings(settings);
    QVERIFY(h.waitFor(id, State::Done));
    QVERIFY(h.item(id).source.mirrors.first().userInfo().isEmpty());
    site.setPort(site.port() + 1);
    QVERIFY(!http::siteLoginFor(site));
    settings.logins.clear();
    h.queue().setSettings(settings);
}

void tst_Remedies::headersGoToTheirSiteOnly_data()
{
    QTest::addColumn<bool>("isOfSite"); // kept for the site, not with the download
    QTest::addColumn<bool>("leadsAway");
    QTest::newRow("of the download") << false << false;
    QTest::newRow("of the download, redirected") << false << true;
    QTest::newRow("of the site") << true << false;
    QTest::newRow("of the site, redirected") << true << true;
}

void tst_Remedies::headersGoToTheirSiteOnly()
{
    QFETCH(bool, isOfSite);
    QFETCH(bool, leadsAway);
    Harness h;
    h.server.serve("/x", "some bytes");
    const int port = h.server.url("/x").port();
    h.server.setRule([leadsAway, port](const Request &request) -> std::optional<Fault> {
        const bool isOurs = request.header("host").startsWith("127.0.0.1");
        if (isOurs && (request.header("cookie") != "a=b" || request.header("x-token") != "secret"))
            return fault::status(403);
        if (!isOurs || !leadsAway)
            return std::nullopt;
        return fault::status(302, {}, {{"Location", "http://localhost:" + QByteArray::number(port) + "/x"}});
    });
    const QList<core::RequestHeader> headers{{"Cookie", "a=b"}, {"X-Token", "secret"}};
    core::Source source = h.source("/x");
    queue::Settings settings = h.queue().settings();
    if (isOfSite)
        settings.logins = {{source.mirrors.first(), {}, {}, headers}};
    else
        source.headers = headers;
    h.queue().setSettings(settings);
    QVERIFY(h.fetch(source));
    QCOMPARE(h.content(), QByteArray("some bytes"));
    int away = 0;
    for (const Request &request : h.server.requests()) {
        if (request.header("host").startsWith("127.0.0.1"))
            continue;
        ++away;
        QVERIFY(request.header("cookie").isEmpty());
        QVERIFY(request.header("x-token").isEmpty());
        QVERIFY(request.header("authorization").isEmpty());
    }
    QCOMPARE(away > 0, leadsAway);
    for (const transfer::Event &event : h.queue().log(h.last().id))
        QVERIFY(!transfer::describe(event).contains(QStringLiteral("secret")));
    settings.logins.clear();
    h.queue().setSettings(settings);
}

/// They are in the queue's database, and nowhere beside the file.
void tst_Remedies::headersStayWithTheDownload()
{
    Harness h;
    const BuiltObject object = largeObject(4u << 20);
    const QByteArray path = h.publish(object);
    h.server.always(path, fault::limited(300'000));
    core::Source source = h.source(path);
    source.headers = {{"X-Token", "a secret of mine"}};
    const ItemId id = h.add(source);
    QVERIFY(h.waitFor(id, State::Downloading));
    QFile record(h.folder() + QStringLiteral("/file.part.resume"));
    QTRY_VERIFY(record.exists());
    h.queue().hold({id});
    QVERIFY(h.waitFor(id, State::Paused));
    QVERIFY(record.open(QIODevice::ReadOnly));
    QVERIFY(!record.readAll().contains("secret"));
    h.server.always(path, fault::none());
    h.server.clearLog();
    h.queue().run({id});
    QVERIFY(h.waitFor(id, State::Done));
    QVERIFY(!h.server.requests().isEmpty());
    for (const Request &request : h.server.requests())
        QCOMPARE(request.header("x-token"), QByteArray("a secret of mine"));
}

void tst_Remedies::addedAgainAfterRemoval_data()
{
    QTest::addColumn<bool>("isLocked");
    QTest::newRow("finished") << false;
    QTest::newRow("locked") << true;
}

/// What is there is known again, and what is incomplete goes on.
void tst_Remedies::addedAgainAfterRemoval()
{
    QFETCH(bool, isLocked);
    const Encryption lock{blte::KeyName{0x1234}, blte::Key{1, 2, 3}, {9, 8, 7, 6}};
    Harness h;
    const auto part = payload(noise(5), 50'000);
    Encoding encoding{};
    const BuiltObject object = isLocked ? buildObject({{part, {}}, {part, {Encoding::Raw, 6, lock}}})
                                        : buildObject({{part, {}}, {part, {encoding}}});
    const core::Source source = h.source(h.publish(object));
    QVERIFY(h.fetch(source));
    QCOMPARE(h.last().verdict == Verdict::Incomplete, isLocked);
    h.queue().remove({h.last().id}, queue::Removal::DeletePartial);
    QCOMPARE(h.queue().count(), 0);
    h.server.clearLog();
    const ItemId id = h.add(source);
    QVERIFY(h.waitFor(id, State::Done));
    QCOMPARE(h.item(id).verdict == Verdict::Incomplete, isLocked);
    QCOMPARE(bodyBytes(h.server.requests()), quint64(0));
    if (!isLocked)
        return;
    auto keys = std::make_shared<blte::KeyStore>();
    keys->insert(lock.keyName, lock.key);
    h.queue().setKeys(keys);
    QTRY_COMPARE_WITH_TIMEOUT(h.item(id).verdict, Verdict::Unverified, 10'000);
    QCOMPARE(h.content(), toByteArray(object.payload));
    h.queue().remove({id}, queue::Removal::DeleteEverything);
    QTRY_COMPARE(h.litter({}), QStringList());
}

SLUICE_TEST(tst_Remedies)
#include "tst_remedies.moc"
