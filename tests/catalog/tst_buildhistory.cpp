#include "core/catalog/buildhistory.h"

#include "tests/catalog/serviceanswers.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <thread>

using catalog::BuildHistory;

namespace {

tact::VersionTable tableOf(const QByteArray &text)
{
    return tact::parseVersions({text.constData(), static_cast<std::size_t>(text.size())}).value();
}

} // namespace

class tst_BuildHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void remembers();
    void brokenLinesCostThemselves();
    void twoAtOnce();
    void saysWhereItFailed();

private:
    QString path() const { return m_folder->filePath(QStringLiteral("a/builds.jsonl")); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void tst_BuildHistory::remembers()
{
    QCOMPARE(BuildHistory(path()).builds()->size(), 0);
    QCOMPARE(BuildHistory(path()).remember(QStringLiteral("wow"), tableOf(answers::versions(1)))->size(), 2);
    QByteArray next = answers::versions(2);
    next.replace("us|be2b", "us|beef");
    QCOMPARE(BuildHistory(path()).remember(QStringLiteral("wow"), tableOf(next))->size(), 3);
    const auto builds = BuildHistory(path()).builds();
    QVERIFY(builds.has_value());
    QCOMPARE(builds->size(), 3);
    QVERIFY(builds->first().firstSeen.isValid());
    QVERIFY(!builds->first().isCurrent);
}

void tst_BuildHistory::brokenLinesCostThemselves()
{
    QVERIFY(BuildHistory(path()).remember(QStringLiteral("wow"), tableOf(answers::versions(1))));
    QFile file(path());
    QVERIFY(file.open(QIODevice::Append));
    file.write("{\"product\":\"wow\",\"buildCon");
    file.close();
    QCOMPARE(BuildHistory(path()).builds()->size(), 2);
    QCOMPARE(BuildHistory(path()).remember(QStringLiteral("d4"), tableOf(answers::versions(1)))->size(), 4);
}

void tst_BuildHistory::twoAtOnce()
{
    const auto work = [this](const QString &product) {
        for (int i = 0; i < 10; ++i)
            std::ignore =
                BuildHistory(path()).remember(product + QString::number(i), tableOf(answers::versions(1)));
    };
    std::thread other(work, QStringLiteral("aa"));
    work(QStringLiteral("bb"));
    other.join();
    QCOMPARE(BuildHistory(path()).builds()->size(), 40);
}

void tst_BuildHistory::saysWhereItFailed()
{
    QFile file(m_folder->filePath(QStringLiteral("a")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto remembered =
        BuildHistory(path()).remember(QStringLiteral("wow"), tableOf(answers::versions(1)));
    QVERIFY(!remembered);
    QCOMPARE(remembered.error().kind, core::ErrorKind::WriteFailed);
    QVERIFY(remembered.error().detail.contains(path()));
}

SLUICE_TEST(tst_BuildHistory)
#include "tst_buildhistory.moc"
