#include "core/transfer/readbacks.h"

#include "tests/support/testmain.h"

#include <QTest>

using core::ErrorKind;
using transfer::ReadBacks;
using Next = ReadBacks::Next;

/// What follows for a file that only reading it back can prove.
class tst_ReadBacks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void onWrong_data();
    void onWrong();
    void proven();
};

namespace {

const ReadBacks::Objects kWrong{{{1, 2, 3}, 700, 4096}};

} // namespace

void tst_ReadBacks::onWrong_data()
{
    QTest::addColumn<int>("fetched"); // before it is read: so often it was fetched and wrong
    QTest::addColumn<bool>("isFetched");
    QTest::addColumn<ErrorKind>("why");
    QTest::addColumn<bool>("areObjects");
    QTest::addColumn<Next>("next");
    const auto key = ErrorKind::EncodingKeyWrong;
    QTest::newRow("lay there") << 0 << false << key << false << Next::Fetch;
    QTest::newRow("lay there, objects of it are wrong") << 0 << false << key << true << Next::Mend;
    QTest::newRow("fetched, the first time") << 0 << true << key << false << Next::Fetch;
    QTest::newRow("the second time") << 1 << true << key << true << Next::Mend;
    QTest::newRow("the third time") << 2 << true << key << false << Next::Fail;
    QTest::newRow("the third time, objects") << 2 << true << key << true << Next::Fail;
    QTest::newRow("nobody has the key") << 0 << false << ErrorKind::KeyMissing << false << Next::Fail;
    QTest::newRow("no index") << 0 << false << ErrorKind::HeaderCorrupt << true << Next::Fail;
}

void tst_ReadBacks::onWrong()
{
    QFETCH(int, fetched);
    QFETCH(bool, isFetched);
    QFETCH(ErrorKind, why);
    QFETCH(bool, areObjects);
    ReadBacks files;
    files.noteFetched(8); // another one
    for (int i = 0; i < fetched; ++i) {
        files.noteFetched(7);
        QVERIFY(files.onWrong(7, ErrorKind::EncodingKeyWrong, {}) == Next::Fetch);
    }
    if (isFetched)
        files.noteFetched(7);
    QFETCH(Next, next);
    QVERIFY(files.onWrong(7, why, areObjects ? kWrong : ReadBacks::Objects()) == next);
    QCOMPARE(files.wrong(7), fetched + (isFetched ? 1 : 0));
    QCOMPARE(files.wrong(8), 0);
}

void tst_ReadBacks::proven()
{
    ReadBacks files;
    QVERIFY(!files.takeProven(7).isFetched); // it lay there
    QVERIFY(files.onWrong(7, ErrorKind::EncodingKeyWrong, kWrong) == Next::Mend);
    files.noteFetched(7);
    const ReadBacks::Proven proven = files.takeProven(7);
    QVERIFY(proven.isFetched);
    QCOMPARE(proven.mended.size(), kWrong.size());
    QVERIFY(files.takeProven(7).mended.empty()); // it is told once
    QCOMPARE(files.wrong(7), 0);
}

SLUICE_TEST(tst_ReadBacks)
#include "tst_readbacks.moc"
