#include "tests/faults/stage.h"
#include "tests/support/testmain.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace support;
using namespace faults;
using core::ErrorKind;
using transfer::Event;
using transfer::State;

/// The fault list, 8: several ranges in one request. A file has gaps far apart when some of its chunks were
/// locked: half of these ones are, and when their keys come, only they are fetched.
class tst_FaultsMultipart : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qputenv("XDG_DATA_HOME", m_state.path().toLocal8Bit()); }
    void survives_data();
    void survives();
    void refusersAreAskedOnce();

private:
    QTemporaryDir m_state;
};

namespace {

constexpr int kGaps = 20;
constexpr std::size_t kChunk = 48u << 10;
const Encryption kLock{blte::KeyName{0x77}, blte::Key{4, 5, 6}, {1, 2, 3, 4}};

const BuiltObject &object()
{
    static const BuiltObject kObject = [] {
        std::vector<ChunkSpec> chunks;
        for (unsigned i = 0; i < 2 * kGaps; ++i)
            chunks.push_back({payload(noise(i), kChunk), {Encoding::Raw}, {}, {}});
        for (std::size_t i = 0; i < chunks.size(); i += 2)
            chunks[i].style.encryption = kLock;
        return buildObject(chunks);
    }();
    return kObject;
}

using Edit = std::function<void(QList<Part> &)>;

struct Row
{
    Fault fault;
    int several = 0;        ///< requests for several ranges, at most
    qint64 twice = 0;       ///< bytes that come for nothing, at most; heads of parts besides
    bool isOnce = false;    ///< then all is well
    bool isRefused = false; ///< and the host is known for it from now on
};

void add(const char *name, const Row &row)
{
    QTest::newRow(name) << row;
}

/// Fetches the file without its key; then the server behaves as `fault` says, and the key comes.
class Locked
{
public:
    Locked(const Fault &fault, bool isOnce)
        : m_path(harness.publish(object()))
    {
        queue::Options options;
        options.missingKeys = queue::MissingKeys::ZeroFill; // nothing is kept, all is fetched again
        m_isReady = harness.fetch(harness.source(m_path), QStringLiteral("file"), options);
        harness.server.clearLog();
        if (isOnce)
            harness.server.script(m_path, {fault::none(), fault}); // the head comes first
        harness.server.always(m_path, isOnce ? fault::severalRanges() : fault);
    }

    bool isReady() { return m_isReady && harness.last().verdict == transfer::Verdict::Incomplete; }

    /// What was decrypted is complete then; without a content key nothing proves the decryption key.
    bool unlock()
    {
        auto keys = std::make_shared<blte::KeyStore>();
        keys->insert(kLock.keyName, kLock.key);
        harness.queue().setKeys(keys);
        return QTest::qWaitFor([this] { return harness.last().verdict == transfer::Verdict::Unverified; },
                               20'000);
    }

    int requestsForSeveral() const
    {
        const QList<Request> requests = harness.server.requests();
        return static_cast<int>(std::count_if(requests.begin(), requests.end(),
                                              [](const Request &r) { return r.range().contains(','); }));
    }

    QJsonValue multiRange()
    {
        const auto facts = QJsonDocument::fromJson(harness.queue().hostFacts()).object();
        return facts.isEmpty() ? QJsonValue()
                               : (*facts.begin()).toObject().value(QStringLiteral("multiRange"));
    }

    Harness harness;

private:
    const QByteArray m_path;
    bool m_isReady = false;
};

/// What all locked chunks weigh, and the header that is looked at first.
qint64 wanted()
{
    qint64 bytes = static_cast<qint64>(object().table.headerSize());
    for (std::size_t i = 0; i < object().table.size(); i += 2)
        bytes += static_cast<qint64>(object().table[i].encodedSize);
    return bytes;
}

constexpr qint64 kHeads = 64 << 10;   ///< of parts
constexpr qint64 kUnread = 512 << 10; ///< of an answer that is refused by its head: what buffers hold

Edit withRangeOf(qsizetype part, const QByteArray &range)
{
    return [part, range](QList<Part> &parts) { parts[part].contentRange = range; };
}

} // namespace

void tst_FaultsMultipart::survives_data()
{
    QTest::addColumn<Row>("row");
    const qint64 part = kChunk + 200;
    add("8: as it should be", {.fault = fault::severalRanges(), .several = 4});
    add("8: backwards",
        {.fault = fault::severalRanges([](QList<Part> &p) { std::reverse(p.begin(), p.end()); }),
         .several = 4});
    add("8: some are missing", {.fault = fault::severalRanges([](QList<Part> &p) {
                                    p.removeAt(1);
                                    p.removeLast();
                                }),
                                .several = 4});
    add("8: none is there", {.fault = fault::severalRanges([](QList<Part> &p) { p.clear(); }), .several = 4});
    add("8: one twice", {.fault = fault::severalRanges([](QList<Part> &p) { p.insert(1, p[0]); }),
                         .several = 2,
                         .twice = 4 * part,
                         .isRefused = true});
    const auto merged = [](QList<Part> &parts) {
        const auto bytes = toByteArray(object().bytes);
        parts = {{"bytes 0-" + QByteArray::number(bytes.size() - 1) + '/' + QByteArray::number(bytes.size()),
                  bytes}};
    };
    Fault allInOne = fault::limited(2'000'000); // so that it shows when it is read on
    allInOne.parts = fault::severalRanges(merged).parts;
    add("8: all in one", {.fault = allInOne, .several = 2, .twice = kUnread, .isRefused = true});
    add("8: one from elsewhere", {.fault = fault::severalRanges(withRangeOf(1, "bytes 0-99/1966080")),
                                  .several = 2,
                                  .twice = 16 * part,
                                  .isRefused = true});
    add("8: garbage for a range", {.fault = fault::severalRanges(withRangeOf(1, "bytes x-y/z")),
                                   .several = 2,
                                   .twice = 16 * part,
                                   .isRefused = true});
    add("8: another complete length", {.fault = fault::severalRanges([](QList<Part> &p) {
                                           p[1].contentRange = p[1].contentRange.replace('/', "/1");
                                       }),
                                       .several = 2,
                                       .twice = 16 * part,
                                       .isRefused = true});
    add("8: a boundary inside",
        {.fault = fault::severalRanges([](QList<Part> &p) { p[1].bytes.replace(100, 9, "\r\n--cut\r\n"); }),
         .several = 2,
         .twice = 16 * part,
         .isRefused = true});
    add("8: longer than it says",
        {.fault = fault::severalRanges([](QList<Part> &p) { p[1].bytes += "more"; }),
         .several = 2,
         .twice = 16 * part,
         .isRefused = true});
    add("9: a flipped bit", {.fault = fault::severalRanges([](QList<Part> &p) { p[1].bytes[5] ^= 1; }),
                             .several = 6,
                             .twice = 16 * part,
                             .isOnce = true});
    Fault cut = fault::severalRanges();
    cut.cut = Fault::Cut::Reset;
    cut.cutAfter = 3 * part;
    add("49: reset inside", {.fault = cut, .several = 6, .twice = 16 * part, .isOnce = true});
    const Fault slow = fault::limited(2'000'000); // so that it shows when it is read on
    add("1: 200 and everything", {.fault = slow, .several = 1, .twice = kUnread, .isRefused = true});
}

void tst_FaultsMultipart::survives()
{
    QFETCH(Row, row);
    Locked locked(row.fault, row.isOnce);
    QVERIFY(locked.isReady());
    QVERIFY(locked.unlock());
    QCOMPARE(locked.harness.content(), toByteArray(object().payload));
    QCOMPARE(locked.harness.litter(), QStringList());
    QVERIFY2(locked.requestsForSeveral() <= row.several,
             qPrintable(QString::number(locked.requestsForSeveral())));
    QVERIFY(locked.requestsForSeveral() > 0);
    const qint64 twice = locked.harness.server.bytesServed() - wanted();
    QVERIFY2(twice <= row.twice + kHeads, qPrintable(QString::number(twice)));
    QCOMPARE(locked.multiRange(), QJsonValue(!row.isRefused));
}

/// Another file of a host that sends everything when asked for parts.
void tst_FaultsMultipart::refusersAreAskedOnce()
{
    Locked first(fault::none(), false);
    QVERIFY(first.unlock());
    const QByteArray facts = first.harness.queue().hostFacts();
    QCOMPARE(first.requestsForSeveral(), 1);
    Locked second(fault::none(), false);
    second.harness.queue().setHostFacts(QByteArray(facts).replace(
        QByteArray::number(first.harness.server.port()), QByteArray::number(second.harness.server.port())));
    QVERIFY(second.unlock());
    QCOMPARE(second.requestsForSeveral(), 0);
}

SLUICE_TEST(tst_FaultsMultipart)
#include "tst_faultsmultipart.moc"
