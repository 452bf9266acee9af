#include "tests/faults/faultrow.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace support;
using namespace faults;
using core::ErrorKind;
using transfer::Event;
using transfer::State;

/// The fault list, section A, 21 to 36: redirects, refusals, busy servers, strange answers.
class tst_FaultsRefusal : public QObject
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

QString keepsCredentials(Stage &stage)
{
    for (const Request &request : stage.server().requests()) {
        const bool isElsewhere = request.header("Host").startsWith("localhost");
        if (isElsewhere && !request.header("Authorization").isEmpty())
            return QStringLiteral("credentials for another host");
        if (!isElsewhere && request.header("Authorization").isEmpty())
            return QStringLiteral("no credentials for the right host");
        if (request.range().isEmpty())
            return QStringLiteral("the Range was lost");
    }
    return {};
}

void rowsOfRedirects()
{
    for (const int code : {301, 302, 303, 307, 308}) {
        const auto elsewhere = [code](Stage &stage) {
            stage.setRule([code, server = &stage.server()](const Request &request) -> std::optional<Fault> {
                if (!request.header("Host").startsWith("127"))
                    return {};
                return fault::redirect(server->url(request.path, QStringLiteral("localhost")).toEncoded(),
                                       code);
            });
            stage.hosts = {QStringLiteral("me:secret@127.0.0.1")};
        };
        addRow(qPrintable(QStringLiteral("21: redirect %1").arg(code)), code == 302 ? kEvery : kBoth,
               {.arrange = elsewhere, .check = keepsCredentials});
    }
    const auto loop = [](Stage &stage) { stage.breakAfter(1, fault::redirect(stage.path)); };
    addRow("23: redirect loop", kEvery,
           {.arrange = loop, .end = State::Failed, .kind = ErrorKind::RedirectRefused});
    for (const char *target : {"ftp://127.0.0.1/x", "file:///etc/passwd", "javascript:1", ""}) {
        addRow(qPrintable(QStringLiteral("24: redirect to \"%1\"").arg(QString::fromLatin1(target))),
               {What::Plain},
               {.arrange = always(fault::redirect(target), 1),
                .end = State::Failed,
                .kind = ErrorKind::RedirectRefused});
    }
    const auto astray = [](Stage &stage) {
        stage.server().serve("/other", Stage::otherBytes(2'000'000));
        const QByteArray target = stage.server().url("/other", QStringLiteral("localhost")).toEncoded();
        auto seen = std::make_shared<std::atomic<int>>(0);
        stage.server().setRule([=](const Request &request) -> std::optional<Fault> {
            if (request.path == "/other")
                return {};
            return (*seen)++ > 0 ? std::optional(fault::redirect(target)) : std::nullopt;
        });
    };
    addRow("25: redirect only on resume", kProven,
           {.arrange = astray,
            .end = State::Failed,
            .kind = ErrorKind::RedirectRefused,
            .twice = kWhole}); // of what is somewhere else
}

void rowsOfRefusals()
{
    // Of a plain file the first answer has everything, and nobody is asked again: unless there is a pause.
    for (const int code : {401, 403, 404, 407, 410}) {
        QTest::addRow("26, 31, 32: %d to all but the first", code)
            << FaultRow{.arrange = always(fault::status(code), 1)} << What::Plain << Pace::Straight;
    }
    for (const int code : {403, 410}) {
        addRow(
            qPrintable(QStringLiteral("26: %1 in the middle").arg(code)), code == 403 ? kProven : kBlte,
            {.arrange = always(fault::status(code), 1), .end = State::Failed, .kind = ErrorKind::Forbidden});
    }
    for (const int code : {401, 407}) {
        const auto askedOnce = [code](Stage &stage) {
            const int asked = stage.requestsWith(code);
            // Segments that were on their way already asked, too, and then one of them alone; of a set each
            // of the files until it is clear that the next would hear the same.
            const int most = stage.isSet() ? 40 : 5;
            return asked <= most ? QString() : QStringLiteral("asked %1 times").arg(asked);
        };
        addRow(qPrintable(QStringLiteral("31: %1").arg(code)), code == 401 ? kProven : kBlte,
               {.arrange = always(fault::status(code), 1),
                .end = State::Failed,
                .kind = ErrorKind::CredentialsNeeded,
                .check = askedOnce});
    }
    addRow("32: 404 everywhere", kProven,
           {.arrange = always(fault::status(404), 1), .end = State::Failed, .kind = ErrorKind::NotFound});
    for (const int code : {403, 404}) {
        const auto here = [code](Stage &stage) {
            stage.hosts << QStringLiteral("localhost");
            stage.breakHost("127", fault::status(code));
        };
        addRow(code == 404 ? "32: 404 on one mirror" : "33: 403 on one mirror", kEvery, {.arrange = here});
    }
}

/// From when the rows were made on.
QString waitsForAnHour(Stage &stage)
{
    for (const Event &event : stage.harness.queue().log(stage.id())) {
        if (event.kind == Event::Kind::Waiting && event.delayMs > 2700'000 && event.delayMs <= 3600'000)
            return {};
    }
    return QStringLiteral("it did not wait for an hour");
}

void rowsOfBusyServers()
{
    const QByteArray past = "Sun, 06 Nov 1994 08:49:37 GMT";
    const QByteArray later = QLocale::c()
                                 .toString(QDateTime::currentDateTimeUtc().addSecs(3600),
                                           QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"))
                                 .toLatin1();
    addRow("27: Retry-After in seconds", kEvery,
           {.arrange = scriptedServer(
                {fault::retryAfter(503, "0"), fault::retryAfter(429, "0"), fault::retryAfter(503, "1")})});
    addRow("28: Retry-After as a date", kEvery,
           {.arrange = scriptedServer({fault::none(), fault::retryAfter(503, past)})});
    addRow("28: Retry-After in an hour", kProven,
           {.arrange = always(fault::retryAfter(503, later), 1),
            .end = State::Waiting,
            .kind = ErrorKind::ServerBusy,
            .check = waitsForAnHour});
    addRow("29: Retry-After in ten years", kBlte,
           {.arrange = always(fault::retryAfter(429, "315360000"), 1),
            .end = State::Waiting,
            .kind = ErrorKind::ServerBusy,
            .check = waitsForAnHour});
    addRow("29: Retry-After negative", kEvery,
           {.arrange = scriptedServer({fault::none(), fault::retryAfter(503, "-5")})});
    addRow(
        "30: 500, 502, 504", kEvery,
        {.arrange = scripted({fault::none(), fault::status(500), fault::status(502), fault::status(504)})});
    addRow(
        "30: 500 for long", kProven,
        {.arrange = always(fault::status(500), 1), .end = State::Waiting, .kind = ErrorKind::ServerFailed});
}

void rowsOfStrangeAnswers()
{
    const FaultRow portal{.arrange = {}, .end = State::Waiting, .kind = ErrorKind::SignInNeeded};
    const auto page = [&](const char *name, const Fault &fault, int after) {
        FaultRow row = portal;
        row.arrange = always(fault, after);
        addRow(name, kProven, row);
        if (after == 0) // otherwise a plain file has come with the first answer
            addRow(name, {What::Plain}, row);
    };
    page("34: sign-in page", fault::htmlPage(), 0);
    page("34: sign-in page in the middle", fault::htmlPage(), 1);
    page("34: sign-in page of the right length", fault::htmlPage(kWhole), 1);
    Fault endless = fault::htmlPage();
    endless.framing = Fault::Framing::UntilClose;
    page("34: sign-in page without length", endless, 0);
    for (const int code : {204, 205, 304}) {
        addRow(qPrintable(QStringLiteral("35: %1").arg(code)), code == 204 ? kEvery : kBoth,
               {.arrange = scripted({fault::status(code, ""), fault::none(), fault::status(code, "")})});
    }
    addRow("36: garbage head", kEvery, {.arrange = scripted({fault::none(), fault::garbageHead()})});
    addRow(
        "36: giant headers", kEvery,
        {.arrange = scripted({fault::giantHeaders(1 << 20), fault::none(), fault::giantHeaders(1 << 20)})});
}

} // namespace

void tst_FaultsRefusal::survives_data()
{
    addColumns();
    rowsOfRedirects();
    rowsOfRefusals();
    rowsOfBusyServers();
    rowsOfStrangeAnswers();
}

SLUICE_TEST(tst_FaultsRefusal)
#include "tst_faultsrefusal.moc"
