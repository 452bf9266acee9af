#include "tests/faults/faultrow.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace support;
using namespace faults;
using core::ErrorKind;
using transfer::Event;
using transfer::State;

/// The fault list, section B: validators and mirrors.
class tst_FaultsMirrors : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qputenv("XDG_DATA_HOME", m_state.path().toLocal8Bit()); }
    void survives_data();
    void survives() { runRow(); }
    void otherValidatorsOnResumeFromAnotherMirror();

private:
    QTemporaryDir m_state;
};

namespace {

const QString kSecond = QStringLiteral("localhost");

Fault withEtag(const QByteArray &etag)
{
    Fault fault;
    fault.headers = {{"ETag", etag}, {"Last-Modified", {}}};
    return fault;
}

void changeEtags(Stage &stage)
{
    auto count = std::make_shared<std::atomic<int>>(0);
    stage.server().setRule([count](const Request &) -> std::optional<Fault> {
        return withEtag('"' + QByteArray::number((*count)++) + '"');
    });
}

QString asksNoIfRange(Stage &stage)
{
    for (const Request &request : stage.server().requests()) {
        if (!request.ifRange().isEmpty())
            return QStringLiteral("If-Range: ") + QString::fromLatin1(request.ifRange());
    }
    return {};
}

/// The file is `fresh` for every request but the first.
void changeAfterFirst(Stage &stage, const QByteArray &fresh, const QByteArray &etag)
{
    const QByteArray old = stage.served();
    auto isFirst = std::make_shared<std::atomic<bool>>(true);
    stage.replaceFile(fresh, etag);
    stage.server().setRule([=](const Request &request) -> std::optional<Fault> {
        if (!isFirst->exchange(false))
            return {};
        // An answer to everything brings a part of it only.
        const QByteArray end = request.range().mid(8);
        const qint64 last = end.isEmpty() ? std::min<qint64>(1 << 20, old.size()) - 1 : end.toLongLong();
        Fault fault = fault::status(
            206, old.left(last + 1),
            {{"Content-Range", "bytes 0-" + QByteArray::number(last) + '/' + QByteArray::number(old.size())},
             {"ETag", "\"old\""}});
        return fault;
    });
}

void rowsOfValidators()
{
    addRow("37: ETag changes, digest does not", {What::Blte, What::PlainWithKey, What::Set},
           {.arrange = changeEtags});
    const auto settles = [](Stage &stage) {
        stage.script({withEtag("\"one\""), withEtag("\"two\""), withEtag("\"one\"")});
        stage.server().always(stage.path, withEtag("\"one\""));
    };
    addRow("37: one server of many has another ETag", {What::Plain}, {.arrange = settles});
    const auto wrongUnderOldName = [](Stage &stage) {
        const QByteArray good = stage.expected;
        QByteArray wrong = Stage::otherBytes(stage.size());
        wrong.replace(0, 4096, stage.served().left(4096)); // what a resume looks at first is right
        changeAfterFirst(stage, wrong, "\"old\"");
        stage.expected = good;
    };
    const auto makeGood = [](Stage &stage) {
        stage.heal();
        stage.putBack();
    };
    addRow("38: ETag stays, content changes", {What::Blte},
           {.arrange = wrongUnderOldName,
            .end = State::Failed,
            .kind = ErrorKind::ChunkDigestWrong,
            .twice = 4 * kWhole,
            .heal = makeGood});
    addRow("38: ETag stays, content changes", {What::PlainWithKey},
           {.arrange = wrongUnderOldName,
            .end = State::Failed,
            .kind = ErrorKind::ContentKeyWrong,
            .twice = 4 * kWhole,
            .heal = makeGood});
    const auto weak = [](Stage &stage) { stage.always(withEtag("W/\"weak\"")); };
    addRow("40, 41: weak ETag, and no If-Range at all", kEvery,
           {.arrange = weak, .twice = 2 << 20, .check = asksNoIfRange});
}

void rowsOfChangedFiles()
{
    const auto other = [](qint64 size) {
        return [size](Stage &stage) { changeAfterFirst(stage, Stage::otherBytes(size), "\"new\""); };
    };
    addRow("42: changed, same size", {What::Plain},
           {.arrange = other(kWhole), .restarts = 1, .twice = 2 << 20});
    addRow("42: changed, larger", {What::Plain},
           {.arrange = other(kWhole + 77), .restarts = 1, .twice = 2 << 20});
    addRow("42: changed, shorter", {What::Plain},
           {.arrange = other(kWhole / 2), .restarts = 1, .twice = 2 << 20});
    addRow("42: changed, empty", {What::Plain}, {.arrange = other(0), .restarts = 1, .twice = 4 << 20});
}

void rowsOfMirrors()
{
    const auto ownEtags = [](Stage &stage) {
        stage.hosts << kSecond;
        stage.breakHost("localhost", withEtag("\"another\""));
    };
    addRow("39: ETags differ between mirrors", kEvery, {.arrange = ownEtags});
    const auto stale = [](Stage &stage) {
        stage.hosts << kSecond;
        const QByteArray wrong = Stage::otherBytes(stage.size());
        stage.server().setRule([wrong](const Request &request) -> std::optional<Fault> {
            if (!request.header("Host").startsWith("127"))
                return {};
            return fault::status(200, wrong, {{"Content-Type", "application/octet-stream"}});
        });
    };
    const auto isLeftAlone = [](Stage &stage) {
        int asked = 0;
        for (const Request &request : stage.server().requests())
            asked += request.header("Host").startsWith("127") ? 1 : 0;
        const int attempts = 1 + stage.happened(Event::Kind::Paused);
        return asked <= 2 * attempts ? QString() : QStringLiteral("asked %1 times").arg(asked);
    };
    addRow("43: one mirror has another file", {What::Blte},
           {.arrange = stale, .twice = kWhole, .check = isLeftAlone});
    const auto wrongLater = [](Stage &stage) {
        stage.hosts << kSecond;
        stage.breakHost("127", fault::bitFlipped(1'800'000));
    };
    addRow("43: one mirror has a wrong chunk", kProven, {.arrange = wrongLater, .twice = kWhole});
    const auto otherSize = [](Stage &stage) {
        stage.hosts << kSecond;
        stage.breakHost("localhost", fault::status(200, Stage::otherBytes(1'234'567),
                                                   {{"Content-Type", "application/octet-stream"}}));
    };
    addRow("43: one mirror has a file of another size", kEvery, {.arrange = otherSize});
    const auto noRanges = [](Stage &stage) {
        stage.hosts << kSecond;
        stage.breakHost("127", fault::rangeIgnored());
    };
    addRow("46: one mirror without ranges", kEvery, {.arrange = noRanges, .twice = kWhole});
}

void rowsOfDeadMirrors()
{
    const auto allDown = [](Stage &stage) {
        stage.hosts << kSecond;
        stage.breakAfter(1, fault::resetAfter(0));
    };
    addRow("45: all mirrors down in the middle", kEvery,
           {.arrange = allDown, .end = State::Waiting, .kind = ErrorKind::CdnExhausted});
    const auto gone = [](Stage &stage) { stage.server().goDown(); };
    const auto back = [](Stage &stage) { stage.server().goUp(); };
    addRow("45: the only mirror down from the start", kEvery,
           {.arrange = gone, .end = State::Waiting, .kind = ErrorKind::ConnectionRefused, .heal = back});
}

} // namespace

void tst_FaultsMirrors::survives_data()
{
    addColumns();
    rowsOfValidators();
    rowsOfChangedFiles();
    rowsOfMirrors();
    rowsOfDeadMirrors();
}

/// 39 again: the validator of the mirror that described the file says nothing about the others, so nothing of
/// theirs is put behind its bytes.
void tst_FaultsMirrors::otherValidatorsOnResumeFromAnotherMirror()
{
    Stage stage(What::Plain);
    stage.hosts << kSecond;
    stage.breakHost("localhost", withEtag("\"another\""));
    stage.setSettings([](queue::Settings &s) { s.bytesPerSecond = 4'000'000; });
    stage.start();
    QTRY_VERIFY(stage.item().progress.networkBytes > 2'000'000);
    stage.harness.queue().hold({stage.id()});
    QVERIFY(stage.harness.waitFor(stage.id(), State::Paused));
    stage.server().setRule([](const Request &request) -> std::optional<Fault> {
        return request.header("Host").startsWith("127") ? fault::status(404) : withEtag("\"another\"");
    });
    stage.harness.queue().run({stage.id()});
    QVERIFY(stage.harness.waitFor(stage.id(), State::Done));
    QVERIFY(stage.harness.content() == stage.expected);
    QCOMPARE(stage.happened(Event::Kind::Restarted), 1);
}

SLUICE_TEST(tst_FaultsMirrors)
#include "tst_faultsmirrors.moc"
