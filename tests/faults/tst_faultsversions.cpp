#include "tests/faults/faultrow.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace support;
using namespace faults;
using transfer::Event;
using transfer::State;

/// The fault list, row 73: plain files of which there is more than one version, and what tells.
class tst_FaultsVersions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qputenv("XDG_DATA_HOME", m_state.path().toLocal8Bit()); }
    void survives_data();
    void survives() { runRow(); }

private:
    QTemporaryDir m_state;
};

namespace {

const QString kSecond = QStringLiteral("localhost");
const QByteArray kMonday("Mon, 23 Nov 2026 08:00:00 GMT");
const QByteArray kTuesday("Tue, 24 Nov 2026 08:00:00 GMT");

struct Validators
{
    QByteArray etag;
    QByteArray lastModified;
};

/// The answer to `request` of a server that has these bytes.
Fault answer(const Request &request, const QByteArray &bytes, const Validators &validators)
{
    QList<Header> headers{{"ETag", validators.etag}, {"Last-Modified", validators.lastModified}};
    if (request.range().isEmpty())
        return fault::status(200, bytes, headers);
    const QByteArray range = request.range().mid(6); // behind "bytes="
    const qint64 first = range.left(range.indexOf('-')).toLongLong();
    const QByteArray named = range.mid(range.indexOf('-') + 1);
    const qint64 last =
        std::min<qint64>(named.isEmpty() ? bytes.size() - 1 : named.toLongLong(), bytes.size() - 1);
    headers.append({"Content-Range", "bytes " + QByteArray::number(first) + '-' + QByteArray::number(last) +
                                         '/' + QByteArray::number(bytes.size())});
    return fault::status(206, bytes.mid(first, last - first + 1), headers);
}

/// The file is replaced behind the first `requests`.
FaultRow::Arrange replaced(const Validators &before, const Validators &after, int requests = 1)
{
    return [=](Stage &stage) {
        const QByteArray old = stage.served();
        const QByteArray fresh = Stage::otherBytes(stage.size());
        auto seen = std::make_shared<std::atomic<int>>(0);
        stage.server().setRule([=](const Request &request) -> std::optional<Fault> {
            const bool isOld = (*seen)++ < requests;
            return answer(request, isOld ? old : fresh, isOld ? before : after);
        });
        stage.expected = fresh;
    };
}

/// Each request gets what `validators` makes of its number.
FaultRow::Arrange balanced(const std::function<Validators(int)> &validators)
{
    return [=](Stage &stage) {
        auto seen = std::make_shared<std::atomic<int>>(0);
        stage.server().setRule([=, bytes = stage.served()](const Request &request) -> std::optional<Fault> {
            return answer(request, bytes, validators((*seen)++));
        });
    };
}

/// One mirror's file, and another file of the same length at the other.
FaultRow::Arrange apart(const Validators &first, const Validators &second, bool isFirstGone)
{
    return [=](Stage &stage) {
        stage.hosts << kSecond;
        const QByteArray old = stage.served();
        const QByteArray other = Stage::otherBytes(stage.size());
        auto seen = std::make_shared<std::atomic<int>>(0);
        stage.server().setRule([=](const Request &request) -> std::optional<Fault> {
            if (!request.header("Host").startsWith("127"))
                return answer(request, other, second);
            return isFirstGone && (*seen)++ > 0 ? fault::status(404) : answer(request, old, first);
        });
        stage.expected = isFirstGone ? other : old;
    };
}

/// Without a pause: one that goes on later may rightly get the other file, whole.
void addStraight(const char *name, const FaultRow &row)
{
    QTest::newRow(name) << row << What::Plain << Pace::Straight;
}

void rowsOfReplacedFiles()
{
    const auto row = [](const char *name, const Validators &before, const Validators &after, int restarts) {
        addRow(name, {What::Plain},
               {.arrange = replaced(before, after), .restarts = restarts, .twice = 2 << 20});
    };
    row("73: strong ETag changes", {"\"1\"", {}}, {"\"2\"", {}}, 1);
    row("73: date changes", {{}, kMonday}, {{}, kTuesday}, 1);
    row("73: strong ETag stays, date changes", {"\"1\"", kMonday}, {"\"1\"", kTuesday}, 1);
    row("73: weak ETag changes, date stays", {"W/\"1\"", kMonday}, {"W/\"2\"", kMonday}, 1);
    row("73: ETag appears beside a date", {{}, kMonday}, {"\"2\"", kMonday}, 1);
    row("73: ETag goes", {"\"1\"", {}}, {{}, {}}, 1);
    row("73: date goes", {"\"1\"", kMonday}, {"\"1\"", {}}, 1);
    // What nothing can be put behind comes with one answer, which is the first.
    const auto whole = [](const char *name, const Validators &before, const Validators &after) {
        const auto arrange = [=](Stage &stage) {
            replaced(before, after)(stage);
            stage.expected = stage.served();
        };
        addStraight(name, {.arrange = arrange});
    };
    whole("73: weak ETag alone changes", {"W/\"1\"", {}}, {"W/\"2\"", {}});
    whole("73: ETag appears", {{}, {}}, {"\"2\"", {}});
    whole("73: nothing is told", {{}, {}}, {{}, {}});
}

void rowsOfBalancedHosts()
{
    addRow("73: every answer has its own ETag", {What::Plain},
           {.arrange = balanced([](int i) {
                return Validators{'"' + QByteArray::number(i) + '"', {}};
            }),
            .restarts = 1,
            .twice = kWhole});
    addRow("73: two hosts with their own dates", {What::Plain},
           {.arrange = balanced([](int i) {
                return Validators{{}, i % 2 ? kMonday : kTuesday};
            }),
            .twice = kWhole});
    addRow("73: the same, and a digest", {What::PlainWithKey, What::Blte},
           {.arrange = balanced([](int i) {
                return Validators{'"' + QByteArray::number(i) + '"', {}};
            })});
}

void rowsOfMirrors()
{
    addRow("73: another file at the second mirror", {What::Plain},
           {.arrange = apart({"\"1\"", {}}, {"\"2\"", {}}, false)});
    addRow("73: another file with the same ETag, but no date", {What::Plain},
           {.arrange = apart({"\"1\"", {}}, {"\"1\"", {}}, false)});
    addRow("73: another file with the same date, but no ETag", {What::Plain},
           {.arrange = apart({{}, kMonday}, {{}, kMonday}, false)});
    addStraight("73: another file, nothing is told", {.arrange = apart({}, {}, false), .twice = 2 << 20});
    addRow("73: the first mirror is spent", {What::Plain},
           {.arrange = apart({"\"1\"", {}}, {"\"2\"", {}}, true), .restarts = 1, .twice = 2 << 20});
}

void rowsOfCuts()
{
    const auto cut = [](const Validators &validators) {
        return [=](Stage &stage) {
            auto seen = std::make_shared<std::atomic<int>>(0);
            stage.server().setRule(
                [=, bytes = stage.served()](const Request &request) -> std::optional<Fault> {
                    Fault fault = answer(request, bytes, validators);
                    const bool isForAll = request.range().isEmpty() || request.range().endsWith('-');
                    if (isForAll && (*seen)++ == 0) {
                        fault.cut = Fault::Cut::Reset;
                        fault.cutAfter = 2 << 20;
                    }
                    return fault;
                });
        };
    };
    addRow("73: nothing is told, and the answer is cut", {What::Plain},
           {.arrange = cut({}), .restarts = 1, .twice = 2 * kWhole});
    addRow("73: weak ETag, and the answer is cut", {What::Plain},
           {.arrange = cut({"W/\"1\"", {}}), .restarts = 1, .twice = 2 * kWhole});
}

void rowsOfRedirects()
{
    // Two hosts with their own ETags, and other bytes; the next redirect always leads to the other one.
    const auto redirected = [](bool isGone) {
        return [isGone](Stage &stage) {
            const QByteArray old = stage.served();
            const QByteArray other = Stage::otherBytes(stage.size());
            const QByteArray first = stage.server().url("/first").toEncoded();
            const QByteArray second = stage.server().url("/second", kSecond).toEncoded();
            auto led = std::make_shared<std::atomic<int>>(0);
            auto served = std::make_shared<std::atomic<int>>(0);
            stage.server().setRule([=](const Request &request) -> std::optional<Fault> {
                if (request.path == "/first") {
                    if (isGone && (*served)++ > 0)
                        return fault::status(403);
                    Fault fault = answer(request, old, {"\"1\"", {}});
                    if (isGone) { // before all of it has come
                        fault.cut = Fault::Cut::Reset;
                        fault.cutAfter = 1 << 20;
                    }
                    return fault;
                }
                if (request.path == "/second")
                    return answer(request, other, {"\"2\"", {}});
                return fault::redirect((*led)++ == 0 ? first : second);
            });
            stage.expected = isGone ? other : old;
        };
    };
    const auto followsOnce = [](Stage &stage) {
        int asked = 0;
        for (const Request &request : stage.server().requests())
            asked += request.path == stage.path ? 1 : 0;
        const int attempts = 1 + stage.happened(Event::Kind::Paused);
        return asked <= attempts ? QString() : QStringLiteral("asked %1 times").arg(asked);
    };
    addStraight("73: redirects to another host each time",
                {.arrange = redirected(false), .check = followsOnce});
    addRow("73: where it led to is gone", {What::Plain},
           {.arrange = redirected(true), .restarts = 1, .twice = kWhole});
}

} // namespace

void tst_FaultsVersions::survives_data()
{
    addColumns();
    rowsOfReplacedFiles();
    rowsOfBalancedHosts();
    rowsOfMirrors();
    rowsOfCuts();
    rowsOfRedirects();
}

SLUICE_TEST(tst_FaultsVersions)
#include "tst_faultsversions.moc"
