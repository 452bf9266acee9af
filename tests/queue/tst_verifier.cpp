#include "core/queue/verifier.h"
#include "tests/queue/madeitems.h"
#include "tests/support/testmain.h"

#include <QCryptographicHash>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using queue::Item;
using queue::ItemId;
using queue::Rows;
using queue::Verifier;
using transfer::Event;
using transfer::State;
using transfer::Verdict;

class tst_Verifier : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_rows = std::make_unique<Rows>(); }
    void cleanup() { m_rows.reset(); }

    void says_data()
    {
        QTest::addColumn<QByteArray>("found"); ///< null: nothing
        QTest::addColumn<bool>("agrees");
        QTest::newRow("as it was") << kContent << true;
        QTest::newRow("one byte is another") << QByteArray(kContent).replace(0, 1, "X") << false;
        QTest::newRow("shorter") << kContent.chopped(1) << false;
        QTest::newRow("longer") << kContent + 'x' << false;
        QTest::newRow("empty") << QByteArray("") << false;
        QTest::newRow("gone") << QByteArray() << false;
    }
    void says()
    {
        QFETCH(QByteArray, found);
        QFETCH(bool, agrees);
        add(1, found);
        Verifier verifier(*m_rows);
        verifier.verify({ItemId{1}});
        const Item &item = m_rows->at(0);
        QCOMPARE(item.checked, 0.0);
        QTRY_COMPARE(item.checked, -1.0);
        QCOMPARE(item.state, agrees ? State::Done : State::Failed);
        QCOMPARE(item.error.kind == core::ErrorKind::None, agrees);
        const Event event = m_rows->log().events(item.id).value(0);
        QCOMPARE(event.kind, agrees ? Event::Kind::Checked : Event::Kind::Failed);
        if (agrees)
            QCOMPARE(event.md5, item.md5);
    }

    /// Only what is finished, and each once at a time.
    void whatIsNotRead()
    {
        add(1, kContent);
        m_rows->append(support::madeItems(2, 1, State::Paused));
        QSignalSpy happened(m_rows.get(), &Rows::happened);
        Verifier verifier(*m_rows);
        verifier.verify({ItemId{2}, ItemId{9}, ItemId{1}});
        verifier.verify({ItemId{1}});
        QTRY_COMPARE(m_rows->at(0).checked, -1.0);
        QCOMPARE(m_rows->at(1).checked, -1.0);
        QCOMPARE(happened.count(), 1);
    }

    void oneAfterTheOther()
    {
        for (int i = 1; i <= 3; ++i)
            add(i, kContent);
        QSignalSpy happened(m_rows.get(), &Rows::happened);
        Verifier verifier(*m_rows);
        verifier.verify({ItemId{2}, ItemId{1}, ItemId{3}});
        QTRY_COMPARE(happened.count(), 3);
        QCOMPARE(happened[0][0].value<ItemId>(), ItemId{2});
        QCOMPARE(happened[1][0].value<ItemId>(), ItemId{1});
        QCOMPARE(happened[2][0].value<ItemId>(), ItemId{3});
    }

    void destroyedWhileItReads()
    {
        const QByteArray content(64 << 20, 'x');
        add(1, content);
        m_rows->find(ItemId{1})->progress.decodedSize = content.size();
        auto verifier = std::make_unique<Verifier>(*m_rows);
        QSignalSpy progressed(m_rows.get(), &Rows::itemsProgressed);
        verifier->verify({ItemId{1}});
        QTRY_VERIFY(!progressed.isEmpty());
        verifier.reset();
        QCoreApplication::processEvents();
        QVERIFY(m_rows->log().events(ItemId{1}).isEmpty());
    }

    void proof_data()
    {
        QTest::addColumn<bool>("hasContentKey");
        QTest::addColumn<int>("form");
        QTest::addColumn<int>("verdict");
        QTest::addColumn<bool>("isProof");
        const auto row = [](const char *name, bool hasKey, queue::Form form, Verdict verdict, bool isProof) {
            QTest::newRow(name) << hasKey << int(form) << int(verdict) << isProof;
        };
        row("decoded", true, queue::Form::Decoded, Verdict::Verified, true);
        row("no key", false, queue::Form::Decoded, Verdict::ChunksVerified, false);
        row("raw", true, queue::Form::Raw, Verdict::ChunksVerified, false);
        row("locked chunks", true, queue::Form::Decoded, Verdict::Incomplete, false);
    }
    void proof()
    {
        QFETCH(bool, hasContentKey);
        QFETCH(int, form);
        QFETCH(int, verdict);
        Item item = finished(1);
        if (hasContentKey)
            item.source.contentKey.emplace();
        item.options.form = queue::Form(form);
        item.verdict = Verdict(verdict);
        QTEST(Verifier::isProof(item), "isProof");
    }

private:
    static inline const QByteArray kContent = QByteArray("what was downloaded");

    Item finished(int id) const
    {
        Item item = support::madeItem(id, State::Done);
        item.folder = m_folder.path();
        item.md5 = QCryptographicHash::hash(kContent, QCryptographicHash::Md5).toHex();
        item.progress.decodedSize = kContent.size();
        return item;
    }
    void add(int id, const QByteArray &content)
    {
        const Item item = finished(id);
        QFile file(item.target());
        if (content.isNull())
            file.remove();
        else if (file.open(QIODevice::WriteOnly | QIODevice::Truncate))
            file.write(content);
        queue::RowList::Items items;
        items.push_back(std::make_unique<Item>(item));
        m_rows->append(std::move(items));
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Rows> m_rows;
};

SLUICE_TEST(tst_Verifier)
#include "tst_verifier.moc"
