#include "core/blte/streamdecoder.h"
#include "tests/app/appbed.h"
#include "tests/support/testmain.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using support::AppBed;
using support::Run;

/// Encrypted chunks on the command line: with their key, without it, and never a key in what is printed.
class tst_GetKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_bed = std::make_unique<AppBed>(); }

    void lockedChunksAreIncomplete();
    void keyUnlocks();
    void keysNeverLeak();
    void lockedChunksFailWhenAsked();
    void wrongKeyStaysLockedUntilTheRightOneComes();
    void wrongKeyThatDecodesIsNeverProof_data();
    void wrongKeyThatDecodesIsNeverProof();
    void headerlessIsKeptAndUnlocked();
    void neededKeysAreNamedOnceAtTheEnd();
    void impossibleSizesTakeNoRoom();

private:
    Run get(QStringList arguments)
    {
        arguments.prepend(u"get"_s);
        return m_bed->run(arguments);
    }

    std::unique_ptr<AppBed> m_bed;
};

void tst_GetKeys::lockedChunksAreIncomplete()
{
    const auto object = support::lockedObject();
    const Run run = get({u"--json"_s, u"--missing-keys=zero"_s, m_bed->publish(object) + u"#name=x"_s});
    QCOMPARE(run.code, 4);
    QCOMPARE(run.events(u"missingKey"_s).size(), 2);
    QCOMPARE(run.events(u"missingKey"_s).first().value(u"keyName"_s).toString().toLatin1(),
             support::lockedKeyName());
    QCOMPARE(run.event(u"done"_s).value(u"verdict"_s).toString(), u"incomplete"_s);
    QCOMPARE(run.events().last().value(u"incomplete"_s).toInt(), 1);
    QByteArray expected = support::toBytes(object.payload);
    expected.replace(3000, 3000, QByteArray(3000, '\0'));
    expected.replace(9000, 3000, QByteArray(3000, '\0'));
    QCOMPARE(m_bed->read(u"x"_s), expected);
}

void tst_GetKeys::keyUnlocks()
{
    const auto object = support::lockedObject();
    m_bed->write(u"keys.txt"_s, support::lockedKeyName() + ' ' + support::lockedKey() + '\n');
    QCOMPARE(get({u"-k"_s, u"keys.txt"_s, m_bed->publish(object) + u"#name=x"_s}).code, 0);
    QCOMPARE(m_bed->read(u"x"_s), support::toBytes(object.payload));
    // And from the key store.
    QCOMPARE(m_bed->run({u"keys"_s, u"import"_s, u"keys.txt"_s}).code, 0);
    QCOMPARE(get({m_bed->publish(object) + u"#name=y"_s}).code, 0);
    QCOMPARE(m_bed->read(u"y"_s), support::toBytes(object.payload));
}

void tst_GetKeys::keysNeverLeak()
{
    const QByteArray half = support::lockedKey().left(16);
    m_bed->write(u"keys.txt"_s, support::lockedKeyName() + ' ' + support::lockedKey() + "\nbroken " +
                                    support::lockedKey() + '\n');
    const QString url = m_bed->publish(support::lockedObject());
    const QList<Run> runs{get({u"-v"_s, u"-k"_s, u"keys.txt"_s, url + u"#name=x"_s}),
                          get({u"-v"_s, u"--json"_s, u"-k"_s, u"keys.txt"_s, url + u"#name=y"_s}),
                          m_bed->run({u"keys"_s, u"import"_s, u"keys.txt"_s}),
                          m_bed->run({u"keys"_s, u"list"_s})};
    for (const Run &run : runs) {
        QCOMPARE(run.code, 0);
        QVERIFY(!run.out.toUpper().contains(half));
        QVERIFY(!run.err.toUpper().contains(half));
    }
    QVERIFY(runs[0].err.contains("keys.txt, line 2"));
}

void tst_GetKeys::lockedChunksFailWhenAsked()
{
    const Run run =
        get({u"--json"_s, u"--missing-keys"_s, u"fail"_s, m_bed->publish(support::lockedObject())});
    QCOMPARE(run.code, 3);
    QCOMPARE(run.event(u"failed"_s).value(u"kind"_s).toString(), u"KeyMissing"_s);
}

namespace {

QByteArray flipped(const QByteArray &hex)
{
    QByteArray other = hex;
    other[5] = other[5] == '0' ? '1' : '0';
    return other;
}

QByteArray listOf(const QByteArray &key)
{
    return support::lockedKeyName() + ' ' + key + '\n';
}

/// One chunk, E around N.
support::BuiltObject storedObject()
{
    const blte::Key key{1, 2, 3};
    const support::Encryption encryption{blte::KeyName{0xFA505078126ACB3E}, key, {1, 2, 3, 4}};
    return support::buildObject({support::ChunkSpec{
        support::payload(support::noise(7), 300), {support::Encoding::Raw, 0, encryption}, {}, {}}});
}

/// A key that is not the right one, and with which the object decodes all the same.
blte::Key keyThatDecodes(const support::BuiltObject &object)
{
    class Sink final : public blte::ByteSink
    {
        bool write(blte::Bytes) override { return true; }
    };
    for (std::uint8_t i = 1;; ++i) {
        for (std::uint8_t j = 1; j != 0; ++j) {
            const blte::Key key{i, j, 9};
            auto keys = std::make_shared<blte::KeyStore>();
            keys->insert(blte::KeyName{0xFA505078126ACB3E}, key);
            blte::Workspace workspace;
            Sink sink;
            blte::StreamDecoder decoder(workspace, keys, sink, {});
            if (decoder.push(object.bytes) && decoder.finish())
                return key;
        }
    }
}

QByteArray listOf(const blte::Key &key)
{
    return "FA505078126ACB3E " + QByteArray(reinterpret_cast<const char *>(key.data()), 16).toHex() + '\n';
}

} // namespace

void tst_GetKeys::wrongKeyStaysLockedUntilTheRightOneComes()
{
    const auto object = support::lockedObject();
    const QString source = m_bed->publish(object) + u"#name=x"_s;
    m_bed->write(u"wrong.txt"_s, listOf(flipped(support::lockedKey())));
    for (int i = 0; i < 2; ++i) { // it is no more there already the second time
        const Run run = get({u"--json"_s, u"-k"_s, u"wrong.txt"_s, source});
        QCOMPARE(run.code, 4);
        QVERIFY(run.events(u"missingKey"_s).first().value(u"wrong"_s).toBool());
        QCOMPARE(run.events(u"missingKey"_s).first().value(u"keyName"_s).toString().toLatin1(),
                 support::lockedKeyName());
        QCOMPARE(run.event(u"done"_s).value(u"verdict"_s).toString(), u"incomplete"_s);
        const auto names = run.events().last().value(u"wrongKeys"_s).toArray();
        QCOMPARE(names.size(), 1);
        QCOMPARE(names.first().toString().toLatin1(), support::lockedKeyName());
    }
    m_bed->write(u"right.txt"_s, listOf(support::lockedKey()));
    const Run run = get({u"--json"_s, u"-k"_s, u"right.txt"_s, source});
    QCOMPARE(run.code, 0);
    QCOMPARE(run.event(u"done"_s).value(u"networkBytes"_s).toInt(), 0);
    QCOMPARE(m_bed->read(u"x"_s), support::toBytes(object.payload));
}

void tst_GetKeys::wrongKeyThatDecodesIsNeverProof_data()
{
    QTest::addColumn<bool>("hasContentKey");
    QTest::newRow("nothing can tell") << false;
    QTest::newRow("the content key can") << true;
}

void tst_GetKeys::wrongKeyThatDecodesIsNeverProof()
{
    QFETCH(bool, hasContentKey);
    const auto object = storedObject();
    const QString ckey = QString::fromStdString(blte::toHex(blte::md5(object.payload)));
    const QString source =
        m_bed->publish(object) + u"#name=x"_s + (hasContentKey ? u"&ckey="_s + ckey : QString());
    m_bed->write(u"wrong.txt"_s, listOf(keyThatDecodes(object)));
    m_bed->write(u"right.txt"_s, listOf(blte::Key{1, 2, 3}));
    const Run wrong = get({u"--json"_s, u"--max-wait"_s, u"2"_s, u"-k"_s, u"wrong.txt"_s, source});
    if (hasContentKey) {
        QCOMPARE(wrong.code, 3);
        QCOMPARE(wrong.event(u"failed"_s).value(u"kind"_s).toString(), u"ContentKeyWrong"_s);
        QVERIFY(wrong.event(u"failed"_s).value(u"detail"_s).toString().contains(u"FA505078126ACB3E"_s));
    } else {
        QCOMPARE(wrong.code, 0);
        QCOMPARE(wrong.event(u"done"_s).value(u"verdict"_s).toString(), u"unverified"_s);
        // As long as no other key is known, there is nothing to be done.
        QCOMPARE(get({u"--json"_s, u"-k"_s, u"wrong.txt"_s, source}).code, 0);
    }
    const Run right = get({u"--json"_s, u"-k"_s, u"right.txt"_s, source});
    QCOMPARE(right.code, 0);
    QCOMPARE(right.event(u"done"_s).value(u"verdict"_s).toString(),
             hasContentKey ? u"verified"_s : u"unverified"_s);
    QCOMPARE(m_bed->read(u"x"_s), support::toBytes(object.payload));
}

void tst_GetKeys::headerlessIsKeptAndUnlocked()
{
    const auto object = storedObject();
    const auto at = static_cast<std::ptrdiff_t>(object.table[0].encodedOffset);
    support::BuiltObject bare = object;
    bare.bytes = {'B', 'L', 'T', 'E', 0, 0, 0, 0};
    bare.bytes.insert(bare.bytes.end(), object.bytes.begin() + at, object.bytes.end());
    bare.encodingKey.digest = blte::md5(bare.bytes);
    const QString source = m_bed->publish(bare) + u"#name=x"_s;
    const Run run = get({u"--json"_s, source});
    QCOMPARE(run.code, 4);
    QCOMPARE(m_bed->read(u"x"_s), QByteArray());
    // Zeros cannot stand for what has no known size.
    QCOMPARE(get({u"--json"_s, u"--missing-keys=zero"_s, m_bed->publish(bare) + u"#name=y"_s}).code, 3);
    m_bed->write(u"right.txt"_s, listOf(blte::Key{1, 2, 3}));
    const Run right = get({u"--json"_s, u"-k"_s, u"right.txt"_s, source});
    QCOMPARE(right.code, 0);
    QCOMPARE(right.event(u"done"_s).value(u"networkBytes"_s).toInt(), 0);
    QCOMPARE(m_bed->read(u"x"_s), support::toBytes(object.payload));

    // Where nothing proves the encoded bytes, they may be damaged, or the key wrong: both are told.
    m_bed->server.serve("/bare", support::toBytes(bare.bytes));
    const QString unproven = m_bed->server.url("/bare").toString() + u"#name=z"_s;
    m_bed->write(u"wrong.txt"_s, listOf(blte::Key{9, 9, 9}));
    const Run wrong = get({u"-k"_s, u"wrong.txt"_s, unproven});
    QCOMPARE(wrong.code, 3);
    QVERIFY2(wrong.err.contains("perhaps a key is wrong: "), wrong.err.constData());
    QCOMPARE(get({u"-k"_s, u"right.txt"_s, unproven}).code, 0);
    QCOMPARE(m_bed->read(u"z"_s), support::toBytes(object.payload));
}

void tst_GetKeys::neededKeysAreNamedOnceAtTheEnd()
{
    const QString source = m_bed->publish(support::lockedObject());
    const Run run = get({source + u"#name=x"_s, m_bed->publish(storedObject()) + u"#name=y"_s});
    QCOMPARE(run.code, 4);
    const QByteArray last = run.out.trimmed().split('\n').last();
    QVERIFY2(last.startsWith("missing keys: "), last.constData());
    QVERIFY(last.contains("FA505078126ACB3E"));
    QCOMPARE(last.count(support::lockedKeyName()), 1);
}

void tst_GetKeys::impossibleSizesTakeNoRoom()
{
    support::BuiltObject object = storedObject();
    const QByteArray huge = QByteArray::fromHex("ffffffff");
    std::copy(huge.begin(), huge.end(), object.bytes.begin() + 16); // the decoded size
    object.encodingKey.digest = blte::md5(blte::Bytes(object.bytes).first(36));
    const Run run = get({u"--json"_s, u"--max-wait"_s, u"2"_s, m_bed->publish(object) + u"#name=x"_s});
    QCOMPARE(run.code, 3);
    QCOMPARE(run.event(u"failed"_s).value(u"kind"_s).toString(), u"HeaderCorrupt"_s);
}

SLUICE_TEST(tst_GetKeys)
#include "tst_getkeys.moc"
