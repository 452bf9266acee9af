#include "tests/support/harness.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <algorithm>

using namespace std::chrono_literals;
using namespace support;
using transfer::State;

/// What of the fault list can happen to an answer that slices of an archive share, or to one of several small
/// files under way together: whatever it is, it costs each of them no more than it would cost it alone, and
/// the others nothing they have.
class tst_FaultsSlices : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("XDG_DATA_HOME", m_state.path().toLocal8Bit()); }
    void trouble_data();
    void trouble();
    void notThere();
    void troubleWithFiles_data() { trouble_data(); }
    void troubleWithFiles();

private:
    QTemporaryDir m_state;
};

namespace {

constexpr int kSlices = 12;
constexpr std::size_t kSize = 6'000;

struct Object
{
    core::ByteRange slice;
    blte::EncodingKey key;
    QByteArray content;
};

queue::Settings hurried()
{
    queue::Settings settings;
    settings.jobs = 1;
    settings.stallTimeout = 800ms;
    settings.retryEvery = 100ms;
    return settings;
}

/// Appends objects to `archive`.
QList<Object> makeObjects(QByteArray &archive)
{
    QList<Object> objects;
    for (int i = 0; i < kSlices; ++i) {
        const BuiltObject object =
            buildObject(payload(noise(static_cast<std::uint64_t>(i) + 1), kSize), kSize / 3, {Encoding::Raw});
        const qint64 first = archive.size();
        archive += toByteArray(object.bytes);
        objects.append({{first, archive.size() - 1}, object.encodingKey, toByteArray(object.payload)});
    }
    return objects;
}

QByteArray pathOf(qsizetype i)
{
    return "/file/" + QByteArray::number(i);
}

void addAll(Harness &h, const QList<Object> &objects, bool asFiles = false)
{
    QList<queue::Request> requests;
    for (const Object &object : objects) {
        queue::Request request;
        request.source = h.source(asFiles ? pathOf(requests.size()) : "/archive");
        if (!asFiles)
            request.source.slice = object.slice;
        request.source.encodingKey = object.key;
        request.folder = h.folder();
        request.name = QString::number(requests.size());
        requests.append(request);
    }
    h.queue().add(requests);
}

bool waitForAll(Harness &h, State state)
{
    return QTest::qWaitFor(
        [&] {
            int count = 0;
            for (int row = 0; row < h.queue().count(); ++row)
                count += h.queue().at(row).state == state ? 1 : 0;
            return count == kSlices;
        },
        30'000);
}

/// Every file is what it should be, proven, and nothing else lies beside them.
bool allRight(Harness &h, const QList<Object> &objects)
{
    QStringList names;
    for (int i = 0; i < kSlices; ++i) {
        names.append(QString::number(i));
        if (h.content(names.last()) != objects[i].content ||
            h.queue().at(i).verdict != transfer::Verdict::ChunksVerified)
            return false;
    }
    return h.litter(names).isEmpty();
}

} // namespace

void tst_FaultsSlices::trouble_data()
{
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<bool>("always");
    const auto row = [](const char *name, const Fault &fault, bool always = false) {
        QTest::newRow(name) << fault << always;
    };
    row("1: 200 to a range", fault::rangeIgnored());
    row("1: 200 to every range", fault::rangeIgnored(), true);
    row("2: 200 with the range", fault::sliceAs200(), true);
    row("3: an earlier range", fault::shifted(-100));
    row("4: a later range", fault::shifted(100));
    row("6: no Content-Range", fault::contentRange({}));
    row("6: nonsense", fault::contentRange("bytes 7-1/x"));
    row("8: parts", fault::multipart("bytes=10-20"));
    row("9: wrong bytes", fault::bitFlipped(40'000));
    row("12: 416", fault::unsatisfied());
    row("13: short", fault::closedAfter(20'000));
    row("14: chunked, cut", fault::chunkedCut(20'000));
    row("15: without a length, cut", fault::untilCloseCut(20'000));
    row("16: too long", fault::longer(10'000), true);
    row("18: called gzip", fault::labelled("gzip"));
    row("27: 503 and when to ask again", fault::retryAfter(503, "1"));
    row("30: 500", fault::status(500));
    row("34: a page", fault::htmlPage());
    row("49: reset", fault::resetAfter(20'000));
    row("50: stalled", fault::stalledAfter(20'000));
}

void tst_FaultsSlices::trouble()
{
    QFETCH(Fault, fault);
    QFETCH(bool, always);
    QByteArray archive(1'000, 'x');
    const QList<Object> objects = makeObjects(archive);
    Harness h(hurried());
    h.server.serve("/archive", archive);
    // While the first one waits for its answer, the others gather.
    h.server.script("/archive", {fault::delayed(100ms), fault});
    if (always)
        h.server.always("/archive", fault);
    addAll(h, objects);
    QVERIFY(waitForAll(h, State::Done));
    QVERIFY(allRight(h, objects));
    // A server without ranges sends all that lies before a slice along with it.
    const qint64 most = (always ? 2 * kSlices : 3) * archive.size();
    const qint64 served = h.server.bytesServed();
    QVERIFY2(served <= most, qPrintable(QStringLiteral("%1 of %2").arg(served).arg(most)));
    QVERIFY(h.server.requests().size() < 4 * kSlices);
}

void tst_FaultsSlices::notThere()
{
    QByteArray archive;
    const QList<Object> objects = makeObjects(archive);
    Harness h(hurried());
    addAll(h, objects);
    QVERIFY(waitForAll(h, State::Failed));
    for (int i = 0; i < kSlices; ++i)
        QCOMPARE(h.queue().at(i).error.kind, core::ErrorKind::NotFound);
    h.server.serve("/archive", archive);
    for (int i = 0; i < kSlices; ++i)
        h.queue().run({h.queue().at(i).id});
    QVERIFY(waitForAll(h, State::Done));
    for (int i = 0; i < kSlices; ++i)
        QVERIFY(h.content(QString::number(i)) == objects[i].content);
}

/// Four prove that the host's files are small; then one of many has the fault.
void tst_FaultsSlices::troubleWithFiles()
{
    QFETCH(Fault, fault);
    QFETCH(bool, always);
    QByteArray archive;
    const QList<Object> objects = makeObjects(archive);
    Harness h(hurried());
    fault.cutAfter = std::min<qint64>(fault.cutAfter, kSize / 2);
    fault.flipAt = std::min<qint64>(fault.flipAt, kSize / 2);
    for (qsizetype i = 0; i < kSlices; ++i) {
        h.server.serve(pathOf(i), archive.mid(objects[i].slice.first, objects[i].slice.size()));
        h.server.always(pathOf(i), fault::delayed(5ms));
    }
    constexpr int kHit = 6;
    if (always)
        h.server.always(pathOf(kHit), fault);
    else
        h.server.script(pathOf(kHit), {fault});
    addAll(h, objects, true);
    QVERIFY(waitForAll(h, State::Done));
    QVERIFY(allRight(h, objects));
    QVERIFY(h.server.requests().size() < 2 * kSlices);
}

SLUICE_TEST(tst_FaultsSlices)
#include "tst_faultsslices.moc"
