#include "core/storage/seal.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using storage::Seal;

/// Whose bytes are: the seal, and the secret it is made with.
class tst_Seal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void hmac();
    void holdsItsOwnAlone();
    void secretIsForTheOwnerAlone();
    void unusableSecretIsMadeAnew_data();
    void unusableSecretIsMadeAnew();
    void processesAgree();
    void withoutAFolder();

private:
    QString dataFolder() const { return m_dir->filePath(QStringLiteral("tst_seal")); }
    QString secret() const { return dataFolder() + QStringLiteral("/secret"); }
    QByteArray sealed() const;

    std::unique_ptr<QTemporaryDir> m_dir;
};

namespace {

QByteArray bytesOf(const Seal::Mac &mac)
{
    return QByteArray(reinterpret_cast<const char *>(mac.data()), Seal::kSize);
}

constexpr auto kForOthers =
    QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;

} // namespace

void tst_Seal::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    qputenv("XDG_DATA_HOME", m_dir->path().toLocal8Bit());
}

QByteArray tst_Seal::sealed() const
{
    return bytesOf(Seal::own().of("text"));
}

/// RFC 4231, test case 2.
void tst_Seal::hmac()
{
    QCOMPARE(bytesOf(Seal("Jefe").of("what do ya want for nothing?")).toHex(),
             QByteArray("5bdcc146bf60754e6a042426089575c7"));
}

void tst_Seal::holdsItsOwnAlone()
{
    const Seal seal("secret");
    const QByteArray mac = bytesOf(seal.of("text"));
    QVERIFY(seal.holds("text", mac));
    QVERIFY(!seal.holds("texT", mac));
    QVERIFY(!seal.holds("text", mac.first(15)));
    QVERIFY(!seal.holds("text", QByteArray()));
    QVERIFY(!Seal("Secret").holds("text", mac));
    QVERIFY(!seal.derived("a").holds("text", mac));
    QVERIFY(!seal.derived("a").holds("text", bytesOf(seal.derived("b").of("text"))));
    for (int bit = 0; bit < 8 * int(Seal::kSize); ++bit) {
        QByteArray other = mac;
        other[bit / 8] = char(other[bit / 8] ^ (1 << (bit % 8)));
        QVERIFY(!seal.holds("text", other));
    }
}

void tst_Seal::secretIsForTheOwnerAlone()
{
    const QByteArray first = sealed();
    QCOMPARE(QFileInfo(secret()).size(), 32);
    QVERIFY(!(QFile(secret()).permissions() & kForOthers));
    QVERIFY(!(QFile(dataFolder()).permissions() & kForOthers));
    QCOMPARE(QDir(dataFolder()).entryList(QDir::Files | QDir::Hidden), QStringList{QStringLiteral("secret")});
    QCOMPARE(sealed(), first);
}

void tst_Seal::unusableSecretIsMadeAnew_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<bool>("isOpenToAll");
    QTest::newRow("empty") << QByteArray() << false;
    QTest::newRow("cut") << QByteArray(31, 'x') << false;
    QTest::newRow("too long") << QByteArray(33, 'x') << false;
    QTest::newRow("others could read it") << QByteArray(32, 'x') << true;
}

void tst_Seal::unusableSecretIsMadeAnew()
{
    QFETCH(QByteArray, content);
    QFETCH(bool, isOpenToAll);
    QVERIFY(QDir().mkpath(dataFolder()));
    QFile file(secret());
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
    const QFileDevice::Permissions own = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    QVERIFY(file.setPermissions(isOpenToAll ? own | kForOthers : own));
    file.close();
    const QByteArray now = sealed();
    QVERIFY(now != bytesOf(Seal(content).of("text")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray secretNow = file.readAll();
    QCOMPARE(secretNow.size(), 32);
    QCOMPARE(now, bytesOf(Seal(secretNow).of("text")));
    QVERIFY(!(file.permissions() & kForOthers));
}

/// Two that start at once: the program starts itself, and each copy tells what it seals.
void tst_Seal::processesAgree()
{
    std::vector<std::unique_ptr<QProcess>> all;
    for (int i = 0; i < 8; ++i) {
        all.push_back(std::make_unique<QProcess>());
        all.back()->start(QCoreApplication::applicationFilePath(), {QStringLiteral("--seal")});
    }
    QSet<QByteArray> said;
    for (const auto &process : all) {
        QVERIFY(process->waitForFinished(30'000));
        said.insert(process->readAllStandardOutput());
    }
    QCOMPARE(said.size(), 1);
    QCOMPARE(*said.begin(), sealed().toHex());
}

void tst_Seal::withoutAFolder()
{
    QFile file(dataFolder()); // where the folder should be
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    const QByteArray now = sealed();
    QCOMPARE(sealed(), now);
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("tst_seal"));
    if (argc == 2 && qstrcmp(argv[1], "--seal") == 0) {
        fputs(bytesOf(Seal::own().of("text")).toHex().constData(), stdout);
        return 0;
    }
    tst_Seal test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_seal.moc"
