#include "client.h"
#include "core/http/rangecoalescer.h"
#include "tests/support/encrypted.h"
#include "tests/support/testmain.h"

#include <QTemporaryFile>
#include <deque>

using namespace support;
using core::ErrorKind;
using http::RangeRequest;

/// Resources that are encrypted as a whole are clear when they are read, wherever the request began and
/// however the answer came.
class tst_FetcherCipher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answers_data();
    void answers();
    void smallReads();
    void requestAhead();
    void redirected();
    void coalesced();
    void file();
    void othersAreLeftAlone();
};

namespace {

constexpr qint64 kResource = 700'001;
const blte::Digest kObject = blte::md5({});

QByteArray clearBytes(qint64 first, qint64 size)
{
    return patternBytes(first, size);
}

void serve(FaultServer &server, const QByteArray &path = "/x")
{
    server.serve(path, encrypted(clearBytes(0, kResource), kObject));
}

RangeRequest request(const QUrl &url, qint64 first, std::optional<qint64> last)
{
    RangeRequest asked{url, first, last};
    asked.cipher = blte::objectKeyFor(armadilloKey().key, kObject);
    return asked;
}

} // namespace

void tst_FetcherCipher::answers_data()
{
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<qint64>("first");
    QTest::addColumn<std::optional<qint64>>("last");
    const auto row = [](const char *name, const Fault &fault, qint64 first, std::optional<qint64> last) {
        QTest::newRow(name) << fault << first << last;
    };
    row("whole", fault::none(), 0, {});
    row("from 0", fault::none(), 0, 99);
    row("within a block", fault::none(), 71, 79);
    row("across blocks", fault::none(), 100'063, 400'128);
    row("a block's first byte", fault::none(), 64'000, 64'100);
    row("to the end", fault::none(), kResource - 65, {});
    row("the whole in place of the beginning", fault::rangeIgnored(), 0, 4'999);
    row("a part called 200", fault::sliceAs200(), 12'345, 23'456);
    row("more than was asked for", fault::longer(500), 1'001, 2'000);
    row("in chunks", fault::chunked(), 1'001, 300'000);
    row("until the connection closes", fault::untilClose(), 333, 4'444);
    row("slowly", fault::trickle(37, std::chrono::milliseconds(1)), 5, 1'000);
}

void tst_FetcherCipher::answers()
{
    QFETCH(Fault, fault);
    QFETCH(qint64, first);
    QFETCH(std::optional<qint64>, last);
    FaultServer server;
    serve(server);
    server.always("/x", fault);
    Client client;
    QVERIFY(client.run(request(server.url("/x"), first, last)));
    QCOMPARE(client.error.kind, ErrorKind::None);
    QVERIFY(client.body == clearBytes(first, last.value_or(kResource - 1) - first + 1));
}

void tst_FetcherCipher::smallReads()
{
    FaultServer server;
    serve(server);
    Client client;
    client.buffer.resize(61);
    QVERIFY(client.run(request(server.url("/x"), 10, 50'000)));
    QVERIFY(client.body == clearBytes(10, 49'991));
    // A reader has nothing left of one request for the next.
    QVERIFY(client.run(request(server.url("/x"), 77, 500)));
    QVERIFY(client.body == clearBytes(77, 424));
}

void tst_FetcherCipher::requestAhead()
{
    FaultServer server;
    serve(server);
    http::Fetcher::Options options;
    options.company = http::ResponseOpener::Company::Alone;
    Client client(options);
    QVERIFY(client.run(request(server.url("/x"), 0, 9)));
    const RangeRequest next = request(server.url("/x"), 200'001, 200'500);
    client.start(request(server.url("/x"), 100'001, 150'000));
    client.fetcher.prefetch(next);
    QVERIFY(client.waitForEnd());
    QVERIFY(client.body == clearBytes(100'001, 50'000));
    QVERIFY(client.run(next));
    QVERIFY(client.body == clearBytes(200'001, 500));
}

/// The cipher is that of the object, not of the address at which it was found in the end.
void tst_FetcherCipher::redirected()
{
    FaultServer server;
    serve(server, "/elsewhere/name");
    server.always("/x", fault::redirect("/elsewhere/name"));
    Client client;
    QVERIFY(client.run(request(server.url("/x"), 4'321, 9'999)));
    QVERIFY(client.body == clearBytes(4'321, 5'679));
}

void tst_FetcherCipher::coalesced()
{
    FaultServer server;
    serve(server);
    QNetworkAccessManager manager;
    http::RangeCoalescer coalescer(&manager, {});
    std::vector<std::unique_ptr<http::RangeReader>> readers;
    std::deque<Collector> collectors;
    QList<std::pair<qint64, qint64>> ranges;
    for (qint64 first = 3; first < 60'000; first += 1'117)
        ranges.append({first, first + 701});
    for (const auto &[first, last] : ranges) {
        readers.push_back(coalescer.makeReader(nullptr));
        collectors.emplace_back().attach(*readers.back());
        collectors.back().start(request(server.url("/x"), first, last));
    }
    for (std::size_t i = 0; i < collectors.size(); ++i) {
        QVERIFY(collectors[i].waitForEnd());
        const auto &[first, last] = ranges[static_cast<qsizetype>(i)];
        QVERIFY2(collectors[i].body == clearBytes(first, last - first + 1), qPrintable(QString::number(i)));
    }
    QVERIFY(server.requests().size() < ranges.size());
}

void tst_FetcherCipher::file()
{
    QTemporaryFile kept;
    QVERIFY(kept.open());
    kept.write(encrypted(clearBytes(0, kResource), kObject));
    kept.close();
    Client client;
    QVERIFY(client.run(request(QUrl::fromLocalFile(kept.fileName()), 1'234, 99'999)));
    QCOMPARE(client.error.kind, ErrorKind::None);
    QVERIFY(client.body == clearBytes(1'234, 98'766));
}

/// One after the other over the same reader, with a key and without.
void tst_FetcherCipher::othersAreLeftAlone()
{
    FaultServer server;
    serve(server);
    server.serve("/clear", clearBytes(0, kResource));
    Client client;
    QVERIFY(client.run(request(server.url("/x"), 10, 99)));
    QVERIFY(client.body == clearBytes(10, 90));
    QVERIFY(client.run({server.url("/clear"), 10, 99}));
    QVERIFY(client.body == clearBytes(10, 90));
}

SLUICE_TEST(tst_FetcherCipher)
#include "tst_fetchercipher.moc"
