#include "core/http/filereply.h"

#include "tests/support/testmain.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using http::FileReply;
using namespace Qt::StringLiterals;

class tst_FileReply : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void answers_data();
    void answers();
    void readInSteps();
    void becomesShorter();
    void aborted();
    void changedFilesHaveAnotherTag();

private:
    std::unique_ptr<FileReply> get(const QString &name, const QByteArray &range = {}) const
    {
        QNetworkRequest request(QUrl::fromLocalFile(m_folder.filePath(name)));
        if (!range.isEmpty())
            request.setRawHeader("Range", range);
        return std::make_unique<FileReply>(request);
    }
    static int statusOf(const FileReply &reply)
    {
        return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    }

    QTemporaryDir m_folder;
    QByteArray m_bytes;
};

void tst_FileReply::initTestCase()
{
    for (int i = 0; i < 100'000; ++i)
        m_bytes += static_cast<char>(i * 7 + i / 256);
    for (const auto &[name, bytes] : {std::pair(u"some"_s, m_bytes), std::pair(u"empty"_s, QByteArray())}) {
        QFile file(m_folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
}

void tst_FileReply::answers_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("range");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("contentRange");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("all") << u"some"_s << QByteArray() << 200 << QByteArray() << m_bytes;
    QTest::newRow("range") << u"some"_s << QByteArray("bytes=10-19") << 206
                           << QByteArray("bytes 10-19/100000") << m_bytes.mid(10, 10);
    QTest::newRow("to the end") << u"some"_s << QByteArray("bytes=99990-") << 206
                                << QByteArray("bytes 99990-99999/100000") << m_bytes.last(10);
    QTest::newRow("beyond the end") << u"some"_s << QByteArray("bytes=99990-200000") << 206
                                    << QByteArray("bytes 99990-99999/100000") << m_bytes.last(10);
    QTest::newRow("behind the end") << u"some"_s << QByteArray("bytes=100000-") << 416 << QByteArray()
                                    << QByteArray();
    QTest::newRow("several ranges") << u"some"_s << QByteArray("bytes=0-1,5-6") << 200 << QByteArray()
                                    << m_bytes;
    QTest::newRow("no range") << u"some"_s << QByteArray("bytes=-5") << 200 << QByteArray() << m_bytes;
    QTest::newRow("empty") << u"empty"_s << QByteArray() << 200 << QByteArray() << QByteArray();
    QTest::newRow("missing") << u"other"_s << QByteArray() << 404 << QByteArray() << QByteArray();
    QTest::newRow("a folder") << u"."_s << QByteArray() << 403 << QByteArray() << QByteArray();
}

void tst_FileReply::answers()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, range);
    QFETCH(int, status);
    QFETCH(QByteArray, contentRange);
    QFETCH(QByteArray, body);
    const auto reply = get(name, range);
    QSignalSpy heads(reply.get(), &QNetworkReply::metaDataChanged);
    QSignalSpy ends(reply.get(), &QNetworkReply::finished);
    QByteArray got;
    connect(reply.get(), &QNetworkReply::readyRead, reply.get(), [&] { got += reply->readAll(); });
    QTRY_COMPARE(ends.size(), 1);
    QCOMPARE(heads.size(), 1);
    QCOMPARE(statusOf(*reply), status);
    QCOMPARE(reply->rawHeader("Content-Range"), contentRange);
    QCOMPARE(reply->rawHeader("Content-Length"), QByteArray::number(body.size()));
    QCOMPARE(got, body);
    QVERIFY(reply->isFinished());
    QCOMPARE(reply->error() == QNetworkReply::NoError, status < 300);
}

/// Nothing is lost by reading slowly, and the end comes behind the last byte.
void tst_FileReply::readInSteps()
{
    const auto reply = get(u"some"_s);
    QSignalSpy ends(reply.get(), &QNetworkReply::finished);
    QSignalSpy reads(reply.get(), &QNetworkReply::readyRead);
    QByteArray got;
    while (got.size() < m_bytes.size()) {
        QTRY_VERIFY(!reads.isEmpty());
        reads.clear();
        QVERIFY(ends.isEmpty());
        QVERIFY(reply->bytesAvailable() > 0);
        got += reply->read(7000);
    }
    QTRY_COMPARE(ends.size(), 1);
    QCOMPARE(got, m_bytes);
    QCOMPARE(reply->bytesAvailable(), 0);
}

void tst_FileReply::becomesShorter()
{
    QFile file(m_folder.filePath(u"shrinks"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(m_bytes);
    file.flush();
    const auto reply = get(u"shrinks"_s);
    QSignalSpy reads(reply.get(), &QNetworkReply::readyRead);
    QSignalSpy ends(reply.get(), &QNetworkReply::finished);
    QTRY_VERIFY(!reads.isEmpty());
    QCOMPARE(reply->read(1000).size(), 1000);
    QVERIFY(file.resize(1000));
    QVERIFY(reply->read(1000).isEmpty());
    QTRY_COMPARE(ends.size(), 1);
    QCOMPARE(reply->error(), QNetworkReply::RemoteHostClosedError);
}

void tst_FileReply::aborted()
{
    const auto early = get(u"some"_s);
    early->abort();
    QSignalSpy heads(early.get(), &QNetworkReply::metaDataChanged);
    QTest::qWait(20);
    QVERIFY(heads.isEmpty() && early->isFinished());

    const auto late = get(u"some"_s);
    QSignalSpy reads(late.get(), &QNetworkReply::readyRead);
    QSignalSpy ends(late.get(), &QNetworkReply::finished);
    QTRY_VERIFY(!reads.isEmpty());
    late->abort();
    QTRY_COMPARE(ends.size(), 1);
    QCOMPARE(late->error(), QNetworkReply::OperationCanceledError);
    QCOMPARE(late->bytesAvailable(), 0);
}

void tst_FileReply::changedFilesHaveAnotherTag()
{
    const auto tagOf = [this](const QString &name) {
        const auto reply = get(name);
        QSignalSpy ends(reply.get(), &QNetworkReply::metaDataChanged);
        ends.wait();
        return reply->rawHeader("ETag");
    };
    const QByteArray before = tagOf(u"some"_s);
    QVERIFY(!before.isEmpty());
    QCOMPARE(tagOf(u"some"_s), before);
    QVERIFY(tagOf(u"empty"_s) != before);
}

SLUICE_TEST(tst_FileReply)
#include "tst_filereply.moc"
