#include "core/transfer/routing/usedkeys.h"
#include "tests/support/testmain.h"

#include <QTest>

using blte::Key;
using blte::KeyName;
using blte::KeyStore;
using blte::UsedKey;

/// When keys that are known now make something of what was decrypted, or not decrypted, before.
class tst_UsedKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rows_data();
    void rows();
    void withoutAStore();
};

namespace {

constexpr KeyName kName{0xFA505078126ACB3E};
constexpr KeyName kOther{0x0123456789ABCDEF};

/// 'a', 'b', … are keys; '-' is none.
KeyStore store(char ofName, char ofOther)
{
    KeyStore keys;
    if (ofName != '-')
        keys.insert(kName, Key{static_cast<std::uint8_t>(ofName)});
    if (ofOther != '-')
        keys.insert(kOther, Key{static_cast<std::uint8_t>(ofOther)});
    return keys;
}

} // namespace

void tst_UsedKeys::rows_data()
{
    QTest::addColumn<QByteArray>("before"); // of kName and kOther
    QTest::addColumn<QByteArray>("now");
    QTest::addColumn<bool>("haveChanged");
    QTest::addColumn<bool>("hasNews");
    const auto row = [](const char *before, const char *now, bool haveChanged, bool hasNews) {
        QTest::addRow("%s, then %s", before, now)
            << QByteArray(before) << QByteArray(now) << haveChanged << hasNews;
    };
    row("a-", "a-", false, false);
    row("a-", "b-", true, true);
    row("a-", "--", false, false);
    row("a-", "ab", false, true);
    row("ab", "ac", true, true);
    row("--", "--", false, false);
    row("--", "a-", false, true);
    row("ab", "-b", false, false);
}

void tst_UsedKeys::rows()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, now);
    const KeyStore then = store(before.at(0), before.at(1));
    const KeyStore today = store(now.at(0), now.at(1));
    std::vector<UsedKey> used;
    for (const KeyName name : {kName, kOther}) {
        if (const auto key = then.find(name))
            used.push_back({name, blte::checkOf(*key)});
    }
    QTEST(transfer::haveChanged(used, &today), "haveChanged");
    QTEST(transfer::hasNews({kName, kOther}, &then, &today), "hasNews");
    QVERIFY(!transfer::hasNews({}, &then, &today));
}

void tst_UsedKeys::withoutAStore()
{
    const KeyStore keys = store('a', '-');
    QVERIFY(!transfer::haveChanged({{kName, 1}}, nullptr));
    QVERIFY(!transfer::hasNews({kName}, &keys, nullptr));
    QVERIFY(transfer::hasNews({kName}, nullptr, &keys));
    QVERIFY(!transfer::hasNews({kOther}, nullptr, &keys));
}

SLUICE_TEST(tst_UsedKeys)
#include "tst_usedkeys.moc"
