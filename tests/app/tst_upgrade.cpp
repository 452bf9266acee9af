#include "tests/app/appbed.h"
#include "tests/support/testmain.h"
#include "tests/support/testpaths.h"

#include <QDir>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

using namespace Qt::StringLiterals;
using support::AppBed;

/// A window of this version over what an older one left: the queue goes on, settings and half-done files
/// count.
class tst_Upgrade : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void from010();

private:
    static void adapt(const QString &database, const QString &folder, const QString &host);
    static QStringList rows(const QString &database);
};

namespace {

QByteArray left(const QString &name)
{
    QFile file(support::sourceFolder() + "/tests/app/version010/"_L1 + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray payloadOf010()
{
    QByteArray payload;
    for (int i = 0; i < 6000; ++i)
        payload += QString::asprintf("line %06d of the file that version 0.1.0 had begun to download\n", i)
                       .toLatin1();
    return payload;
}

/// Runs `use(query)` on the database.
template <typename Use>
void onDatabase(const QString &path, Use use)
{
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"tst_upgrade"_s);
        database.setDatabaseName(path);
        QVERIFY(database.open());
        QSqlQuery query(database);
        use(query);
    }
    QSqlDatabase::removeDatabase(u"tst_upgrade"_s);
}

} // namespace

void tst_Upgrade::adapt(const QString &database, const QString &folder, const QString &host)
{
    onDatabase(database, [&](QSqlQuery &query) {
        QVERIFY(query.prepare(u"UPDATE items SET folder = ?, source = replace(source, ?, ?)"_s));
        query.addBindValue(folder);
        query.addBindValue(u"http://127.0.0.1:8478"_s);
        query.addBindValue(host);
        QVERIFY(query.exec());
        QCOMPARE(query.numRowsAffected(), 2);
    });
}

/// "begun.txt done", in their order.
QStringList tst_Upgrade::rows(const QString &database)
{
    QStringList found;
    onDatabase(database, [&](QSqlQuery &query) {
        QVERIFY(query.exec(u"SELECT name, intent, finished IS NOT NULL FROM items ORDER BY position"_s));
        while (query.next())
            found += query.value(0).toString() + (query.value(1).toInt() == 1 ? " held"_L1 : ""_L1) +
                     (query.value(2).toBool() ? " done"_L1 : ""_L1);
    });
    return found;
}

void tst_Upgrade::from010()
{
    AppBed bed;
    const QByteArray object = left(u"object.blte"_s);
    const QByteArray path = "/tpr/test/data/17/b1/17b15953a1c5165dc296f29ea974533a";
    bed.server.serve(path, object);
    const QString folder = bed.path(u"home/Downloads"_s);
    const QString database = bed.path(u"XDG_DATA_HOME/Sluice/queue.sqlite"_s);
    QVERIFY(QDir().mkpath(folder));
    QVERIFY(QDir(bed.path({})).mkpath(u"XDG_DATA_HOME/Sluice"_s));
    QVERIFY(QDir(bed.path({})).mkpath(u"XDG_CONFIG_HOME/Sluice"_s));
    bed.write(u"XDG_DATA_HOME/Sluice/queue.sqlite"_s, left(u"queue.sqlite"_s));
    bed.write(u"home/Downloads/begun.txt.part"_s, left(u"begun.txt.part"_s));
    bed.write(u"home/Downloads/begun.txt.part.resume"_s, left(u"begun.txt.part.resume"_s));
    const QByteArray settings = "[connections]\njobs=2\n\n[appearance]\nlanguage=de\n";
    bed.write(u"XDG_CONFIG_HOME/Sluice/sluice.ini"_s, settings);
    adapt(database, folder, bed.server.url({}).toString());

    auto window = bed.process({});
    QProcessEnvironment environment = window->processEnvironment();
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    window->setProcessEnvironment(environment);
    window->start();
    const QString done = u"home/Downloads/begun.txt"_s;
    QVERIFY(QTest::qWaitFor([&] { return QFile::exists(bed.path(done)); }, 20'000));
    QCOMPARE(bed.read(done), payloadOf010());
    // Three of twelve chunks were there; they are proven again and not fetched again.
    QVERIFY2(bed.server.bytesServed() < object.size() * 85 / 100,
             qPrintable(QString::number(bed.server.bytesServed())));
    window->terminate();
    QCOMPARE(AppBed::finish(*window).code, 0);

    QCOMPARE(bed.files(u"home/Downloads"_s),
             QStringList{u"begun.txt"_s}); // nothing is left, and what was held is
    QCOMPARE(rows(database), (QStringList{u"begun.txt done"_s, u"held.txt held"_s}));
    const QByteArray kept = bed.read(u"XDG_CONFIG_HOME/Sluice/sluice.ini"_s);
    QVERIFY2(kept.contains("jobs=2") && kept.contains("language=de"), kept.constData());
}

SLUICE_TEST(tst_Upgrade)
#include "tst_upgrade.moc"
