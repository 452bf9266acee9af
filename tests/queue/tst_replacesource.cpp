#include "tests/support/harness.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace support;
using transfer::Event;
using transfer::State;

/// An address that expired is replaced; what was verified stays.
class tst_ReplaceSource : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("XDG_DATA_HOME", m_state.path().toLocal8Bit()); }
    void init();
    void pausedInTheMiddle();
    void whileItRuns();
    void afterItFailed();
    void ofAPlainFile();
    void servingSomethingElse();
    void refusals();

private:
    /// Begins at /old and lets so many bytes pass.
    queue::ItemId begin(qint64 bytes = 4'000'000);
    void serve(const QByteArray &path) { m_harness->server.serve(path, toByteArray(m_object.bytes)); }
    core::Source source(const QByteArray &path) const;
    qint64 fetchedTwice() const;

    QTemporaryDir m_state;
    BuiltObject m_object = buildObject(payload(noise(5), 12u << 20), 128 << 10, {Encoding::Raw});
    std::unique_ptr<Harness> m_harness;
};

void tst_ReplaceSource::init()
{
    m_harness = std::make_unique<Harness>();
    serve("/old");
    serve("/new");
}

core::Source tst_ReplaceSource::source(const QByteArray &path) const
{
    core::Source source = m_harness->source(path);
    source.encodingKey = m_object.encodingKey;
    source.name = QStringLiteral("file"); // as the row's
    return source;
}

queue::ItemId tst_ReplaceSource::begin(qint64 bytes)
{
    m_harness->server.always("/old", fault::limited(2'000'000));
    const queue::ItemId id = m_harness->add(source("/old"));
    const bool moved = m_harness->waitFor(id, State::Downloading) &&
                       QTest::qWaitFor([&] { return m_harness->server.bytesServed() > bytes; }, 20'000);
    if (!moved)
        qWarning("it did not begin");
    return id;
}

qint64 tst_ReplaceSource::fetchedTwice() const
{
    return static_cast<qint64>(bodyBytes(m_harness->server.requests())) -
           static_cast<qint64>(m_object.bytes.size());
}

void tst_ReplaceSource::pausedInTheMiddle()
{
    const queue::ItemId id = begin();
    m_harness->queue().hold({id});
    QVERIFY(m_harness->waitFor(id, State::Paused));
    m_harness->server.always("/old", fault::status(403));
    // The new address alone says nothing about its bytes.
    QVERIFY(m_harness->queue().replaceSource(id, m_harness->source("/new")).has_value());
    QCOMPARE(m_harness->item(id).state, State::Paused);
    QVERIFY(m_harness->item(id).source == source("/new"));
    m_harness->queue().run({id});
    QVERIFY(m_harness->waitFor(id, State::Done));
    QCOMPARE(m_harness->content(), toByteArray(m_object.payload));
    QCOMPARE(m_harness->last().verdict, transfer::Verdict::ChunksVerified);
    QCOMPARE(m_harness->happened(Event::Kind::Resumed), 1);
    QVERIFY2(fetchedTwice() <= 4 << 20, qPrintable(QString::number(fetchedTwice())));
    QCOMPARE(m_harness->litter(), QStringList());
}

void tst_ReplaceSource::whileItRuns()
{
    const queue::ItemId id = begin();
    QVERIFY(m_harness->queue().replaceSource(id, m_harness->source("/new")).has_value());
    m_harness->server.always("/old", fault::status(403));
    QVERIFY(m_harness->waitFor(id, State::Done));
    QCOMPARE(m_harness->content(), toByteArray(m_object.payload));
    QCOMPARE(m_harness->happened(Event::Kind::Resumed), 1);
    QVERIFY2(fetchedTwice() <= 4 << 20, qPrintable(QString::number(fetchedTwice())));
}

void tst_ReplaceSource::afterItFailed()
{
    const queue::ItemId id = begin();
    m_harness->server.always("/old", fault::status(404));
    m_harness->server.dropConnections();
    QVERIFY(m_harness->waitFor(id, State::Failed));
    QVERIFY(m_harness->queue().replaceSource(id, m_harness->source("/new")).has_value());
    QCOMPARE(m_harness->item(id).state, State::Queued);
    QCOMPARE(m_harness->item(id).error.kind, core::ErrorKind::None);
    QVERIFY(m_harness->waitFor(id, State::Done));
    QCOMPARE(m_harness->content(), toByteArray(m_object.payload));
    QVERIFY2(fetchedTwice() <= 4 << 20, qPrintable(QString::number(fetchedTwice())));
}

/// The validator takes the place of the table's digest.
void tst_ReplaceSource::ofAPlainFile()
{
    const QByteArray bytes = toByteArray(m_object.payload);
    Resource resource = resourceOf(bytes);
    m_harness->server.serve("/old", resource);
    m_harness->server.serve("/new", resource);
    m_harness->server.always("/old", fault::limited(2'000'000));
    const queue::ItemId id = m_harness->add(m_harness->source("/old"));
    QVERIFY(m_harness->waitFor(id, State::Downloading));
    QTRY_VERIFY_WITH_TIMEOUT(m_harness->server.bytesServed() > 4'000'000, 20'000);
    QVERIFY(m_harness->queue().replaceSource(id, m_harness->source("/new")).has_value());
    QVERIFY(m_harness->waitFor(id, State::Done));
    QCOMPARE(m_harness->content(), bytes);
}

void tst_ReplaceSource::servingSomethingElse()
{
    const BuiltObject other = buildObject(payload(noise(6), 3u << 20), 128 << 10, {Encoding::Raw});
    m_harness->server.serve("/other", toByteArray(other.bytes));
    const queue::ItemId id = begin();
    QVERIFY(m_harness->queue().replaceSource(id, m_harness->source("/other")).has_value());
    QVERIFY(m_harness->waitFor(id, State::Failed)); // by its encoding key, before anything is touched
    QVERIFY(m_harness->queue().replaceSource(id, m_harness->source("/new")).has_value());
    QVERIFY(m_harness->waitFor(id, State::Done));
    QCOMPARE(m_harness->content(), toByteArray(m_object.payload));
    QVERIFY2(fetchedTwice() <= 5 << 20, qPrintable(QString::number(fetchedTwice())));
}

void tst_ReplaceSource::refusals()
{
    using core::ErrorKind;
    queue::Queue &queue = m_harness->queue();
    const auto kindOf = [&](queue::ItemId id, const core::Source &source) {
        const auto result = queue.replaceSource(id, source);
        return result ? ErrorKind::None : result.error().kind;
    };
    const queue::ItemId id = begin(1'000'000);
    const core::Source before = m_harness->item(id).source;
    core::Source other = source("/new");
    other.encodingKey->digest[0] ^= 1;
    QCOMPARE(kindOf(id, other), ErrorKind::SourceNotUnderstood);
    QCOMPARE(kindOf(id, core::Source()), ErrorKind::SourceNotUnderstood);
    QCOMPARE(kindOf(queue::ItemId{-1}, source("/new")), ErrorKind::SourceNotUnderstood);
    QVERIFY(m_harness->item(id).source == before);
    QCOMPARE(m_harness->item(id).state, State::Downloading);
    m_harness->server.always("/old", fault::none());
    QVERIFY(m_harness->waitFor(id, State::Done));
    QCOMPARE(kindOf(id, source("/new")), ErrorKind::SourceNotUnderstood);
}

SLUICE_TEST(tst_ReplaceSource)
#include "tst_replacesource.moc"
