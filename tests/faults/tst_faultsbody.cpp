#include "tests/faults/faultrow.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace support;
using namespace faults;
using core::ErrorKind;
using transfer::Event;
using transfer::State;

/// The fault list, section A, 1 to 20: wrong bytes, ranges and lengths. The numbers are those of the list.
class tst_FaultsBody : public QObject
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

/// The right slice, under a Content-Range with another complete length.
Fault otherTotal(const Request &request)
{
    return fault::otherTotal(kWhole * 2, request.range().mid(6));
}

Fault multipart(const Request &request)
{
    return fault::multipart(request.range());
}

FaultRow::Arrange once(std::function<Fault(const Request &)> fault)
{
    return [fault](Stage &stage) {
        auto seen = std::make_shared<std::atomic<int>>(0);
        stage.setRule([=](const Request &request) -> std::optional<Fault> {
            return (*seen)++ == 1 ? std::optional(fault(request)) : std::nullopt;
        });
    };
}

void rowsOfIgnoredRanges()
{
    addRow("1: 200 to a range", kEvery,
           {.arrange = scripted({fault::none(), fault::rangeIgnored()}), .twice = kWhole});
    addRow("1: 200 to every range", kBoth, {.arrange = always(fault::rangeIgnored()), .twice = kWhole});
    // What lies before a slice comes along with it.
    addRow("1: 200 to every range", {What::Set},
           {.arrange = always(fault::rangeIgnored()), .twice = 4 * kWhole});
    addRow("2: 200 with Content-Range", kEvery, {.arrange = always(fault::sliceAs200())});
    const auto unasked = [](Stage &stage) {
        auto seen = std::make_shared<std::atomic<bool>>(false);
        stage.server().setRule([seen](const Request &request) -> std::optional<Fault> {
            if (!request.range().isEmpty())
                return request.range().startsWith("bytes=0-") ? std::nullopt
                                                              : std::optional(fault::rangeIgnored());
            return seen->exchange(true) ? std::nullopt : std::optional(fault::unaskedPartial("bytes=0-99"));
        });
    };
    addRow("7: 206 unasked", kBoth, {.arrange = unasked, .twice = kWhole});
}

void rowsOfWrongRanges()
{
    addRow("3: earlier start", kEvery, {.arrange = scripted({fault::none(), fault::shifted(-10)})});
    addRow("4: later start", kEvery, {.arrange = scripted({fault::none(), fault::shifted(10)})});
    addRow("5: wrong total once", kEvery, {.arrange = once(otherTotal)});
    const auto wrongTotals = [](Stage &stage) { stage.breakAfter(1, otherTotal); };
    addRow("5: wrong total", kProven,
           {.arrange = wrongTotals,
            .end = State::Failed,
            .kind = ErrorKind::LengthContradicts,
            .otherKinds = {ErrorKind::RangeIgnored}});
    addRow("5: wrong total", {What::Plain},
           {.arrange = wrongTotals,
            .end = State::Failed,
            .kind = ErrorKind::RangeIgnored,
            .otherKinds = {ErrorKind::ContentChanged, ErrorKind::WrongRange},
            .twice = 3 * kWhole});
    addRow("6: no Content-Range", kEvery, {.arrange = scripted({fault::none(), fault::contentRange({})})});
    addRow("6: garbage Content-Range", kEvery,
           {.arrange = scripted({fault::none(), fault::contentRange("garbage")})});
    addRow("8: multipart", kEvery, {.arrange = once(multipart)});
}

void rowsOf416()
{
    addRow("12: 416 once", kEvery, {.arrange = scripted({fault::none(), fault::unsatisfied()})});
    addRow("12: 416", kEvery,
           {.arrange = always(fault::unsatisfied(), 1), .end = State::Failed, .kind = ErrorKind::WrongRange});
    const auto shorten = [](Stage &stage) {
        stage.breakAfter(1, fault::status(416, "shorter", {{"Content-Range", "bytes */1500000"}}));
    };
    addRow("11: the remote is shorter", {What::Blte},
           {.arrange = shorten, .end = State::Failed, .kind = ErrorKind::LengthContradicts});
    const auto reallyShorten = [](Stage &stage) {
        auto isFirst = std::make_shared<std::atomic<bool>>(true);
        const QByteArray whole = stage.expected;
        const QByteArray shorter = Stage::otherBytes(1'500'000);
        stage.replaceFile(shorter, "\"shorter\"");
        stage.server().setRule([=](const Request &) -> std::optional<Fault> {
            if (!isFirst->exchange(false))
                return std::nullopt;
            Fault fault =
                fault::status(206, whole.left(1 << 20),
                              {{"Content-Range", "bytes 0-1048575/3145728"}, {"ETag", "\"longer\""}});
            return fault;
        });
    };
    addRow("11: the remote is shorter", {What::Plain},
           {.arrange = reallyShorten, .restarts = 1, .twice = 2 << 20});
}

void rowsOfWrongLengths()
{
    addRow("13: closed early", kEvery,
           {.arrange = scripted({fault::none(), fault::closedAfter(100'000), fault::closedAfter(1)})});
    addRow("13: closed early in the head", kEvery,
           {.arrange = scripted({fault::closedAfter(2), fault::closedAfter(300)})});
    addRow("14: chunked, cut", kEvery, {.arrange = scripted({fault::none(), fault::chunkedCut(100'000)})});
    addRow("15: until close, cut", kEvery,
           {.arrange = scripted({fault::untilCloseCut(400'000), fault::untilCloseCut(100'000)})});
    addRow("16: longer", kEvery, {.arrange = scripted({fault::longer(5000), fault::longer(5000)})});
    addRow("16: longer until close", kEvery,
           {.arrange = scripted({fault::none(), fault::longer(5000, Fault::Framing::UntilClose)})});
    Fault nothing = fault::closedAfter(0);
    nothing.headers = {{"Content-Length", "0"}};
    addRow("17: empty slice", kEvery, {.arrange = scripted({fault::none(), nothing})});
    addRow("17: empty 200", kEvery, {.arrange = scripted({fault::none(), fault::status(200, "")})});
    addRow("20: another size", kEvery,
           {.arrange = scripted({fault::none(), fault::status(200, QByteArray(1000, 'x'))})});
}

void rowsOfWrongBytes()
{
    const auto flip = fault::bitFlipped(1'800'000);
    addRow("9: wrong bytes once", kProven, {.arrange = scripted({fault::none(), flip, flip})});
    addRow("9: wrong header once", kProven, {.arrange = scripted({fault::bitFlipped(20)}), .twice = 1 << 21});
    addRow("9: wrong bytes", kProven,
           {.arrange = always(flip),
            .end = State::Failed,
            .kind = ErrorKind::ChunkDigestWrong,
            .twice = 4 << 20});
    addRow("9: wrong bytes once", {What::PlainWithKey},
           {.arrange = scripted({fault::none(), flip, flip}), .restarts = 1, .twice = kWhole + (1 << 20)});
    addRow("9: wrong bytes", {What::PlainWithKey},
           {.arrange = always(flip),
            .end = State::Failed,
            .kind = ErrorKind::ContentKeyWrong,
            .twice = 4 * kWhole});
    addRow("18: gzip once", kEvery, {.arrange = scripted({fault::none(), fault::labelled("gzip")})});
    addRow("18: gzip", kEvery,
           {.arrange = always(fault::labelled("gzip"), 1),
            .end = State::Failed,
            .kind = ErrorKind::EncodedBody});
    const auto gz = [](Stage &stage) {
        stage.path = "/files/data.tar.gz";
        stage.server().serve(stage.path, stage.expected);
        stage.server().always(stage.path, fault::labelled("gzip"));
    };
    addRow("19: a .gz called gzip", {What::Plain}, {.arrange = gz});
}

} // namespace

void tst_FaultsBody::survives_data()
{
    addColumns();
    rowsOfIgnoredRanges();
    rowsOfWrongRanges();
    rowsOf416();
    rowsOfWrongLengths();
    rowsOfWrongBytes();
}

SLUICE_TEST(tst_FaultsBody)
#include "tst_faultsbody.moc"
