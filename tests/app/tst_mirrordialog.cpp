#include "app/catalogplaces.h"
#include "app/desktop/productintake.h"
#include "core/catalog/mirrortables.h"
#include "core/transfer/transferservices.h"
#include "tests/app/mirrored.h"
#include "tests/support/ngdp/networkserver.h"
#include "tests/support/testmain.h"
#include "ui/language.h"
#include "ui/mirror/mirrorcheckpart.h"
#include "ui/mirror/mirrordialog.h"
#include "ui/mirror/mirrormakepart.h"
#include "ui/mirror/mirrorservepart.h"
#include "ui/mirror/wrongobjects.h"
#include "ui/preferences.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

using namespace Qt::StringLiterals;
using app::ProductIntake;

/// The window's mirror dialog against a whole made network, and what the queue makes of what it asks for.
class tst_MirrorDialog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void tellsFirstAndMirrorsThen();
    void whatIsWrongIsNamedAndFetchedAgain_data();
    void whatIsWrongIsNamedAndFetchedAgain();
    void whatFailedIsHealedInItsRow();
    void cannotBeHad_data();
    void cannotBeHad();
    void isStopped();
    void aFolderThatIsNone();
    void servesOthers();

private:
    void openDialog();
    void mirrorUntil(transfer::State end, const QString &files);
    void mirror(const QString &files);
    QString someObject() const;
    bool isSaid(QWidget *part, const QString &text) const;
    template <typename Part>
    Part *part() const
    {
        return m_dialog->findChild<Part *>();
    }
    QPushButton *button(QWidget *in, const QString &text) const;
    QLineEdit *field(const QString &placeholder) const;
    QLineEdit *folderField() const;
    QString folder() const { return m_folder->filePath(u"mirror"_s); }

    std::unique_ptr<ngdp::SampleNetwork> m_network;
    std::unique_ptr<ngdp::NetworkServer> m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ui::Preferences> m_preferences;
    std::unique_ptr<transfer::TransferServices> m_services;
    std::unique_ptr<queue::Queue> m_queue;
    std::unique_ptr<ProductIntake> m_intake;
    std::unique_ptr<ui::MirrorDialog> m_dialog;
};

void tst_MirrorDialog::initTestCase()
{
    ui::installLanguage(u"en"_s);
    m_network = std::make_unique<ngdp::SampleNetwork>(support::mirroredBuild(300), support::smallArchives());
}

void tst_MirrorDialog::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    for (const char *place : {"XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"})
        qputenv(place, m_folder->filePath(QString::fromLatin1(place)).toLocal8Bit());
    QFile names(m_folder->filePath(u"names.csv"_s));
    QVERIFY(names.open(QIODevice::WriteOnly));
    for (const ngdp::MadeFile &file : m_network->build.files)
        names.write(QByteArray::number(file.fileDataId) + ';' + QByteArray::fromStdString(file.path) + '\n');
    QVERIFY(app::rememberListfile(names.fileName()));
    m_server = std::make_unique<ngdp::NetworkServer>(*m_network);
    m_preferences = std::make_unique<ui::Preferences>(m_folder->filePath(u"s.ini"_s));
    m_preferences->setVersionServices({m_server->address()});
    m_services = std::make_unique<transfer::TransferServices>();
    m_services->closing = catalog::closeMirror;
    m_queue = std::make_unique<queue::Queue>(*m_services, m_preferences->queueSettings());
    m_intake = std::make_unique<ProductIntake>(*m_services, *m_queue, *m_preferences);
    connect(m_intake.get(), &ProductIntake::found, m_queue.get(), [this](const ui::FoundFiles &files) {
        QCOMPARE(files.lost.join(u'\n'), QString());
        m_queue->add(files.requests);
    });
    openDialog();
}

void tst_MirrorDialog::cleanup()
{
    m_dialog.reset();
    m_intake.reset();
    m_queue.reset();
    m_services.reset();
}

void tst_MirrorDialog::openDialog()
{
    m_intake->prepareAccess(this, [this](const ui::CatalogAccess &access) {
        m_dialog = std::make_unique<ui::MirrorDialog>(access, folder());
    });
    QTRY_VERIFY(m_dialog);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose, false);
    connect(m_dialog.get(), &ui::MirrorDialog::productsRequested, m_intake.get(), &ProductIntake::lookUp);
    m_dialog->show();
}

QPushButton *tst_MirrorDialog::button(QWidget *in, const QString &text) const
{
    for (QPushButton *candidate : in->findChildren<QPushButton *>()) {
        if (candidate->text() == text)
            return candidate;
    }
    return nullptr;
}

QLineEdit *tst_MirrorDialog::field(const QString &placeholder) const
{
    for (QLineEdit *candidate : m_dialog->findChildren<QLineEdit *>()) {
        if (candidate->placeholderText().startsWith(placeholder))
            return candidate;
    }
    return nullptr;
}

QLineEdit *tst_MirrorDialog::folderField() const
{
    for (QLineEdit *candidate : m_dialog->findChildren<QLineEdit *>()) {
        if (candidate->accessibleName() == "Folder of the mirror"_L1)
            return candidate;
    }
    return nullptr;
}

bool tst_MirrorDialog::isSaid(QWidget *part, const QString &text) const
{
    const auto labels = part->findChildren<QLabel *>();
    return std::any_of(labels.begin(), labels.end(),
                       [&](const QLabel *label) { return label->text().contains(text); });
}

void tst_MirrorDialog::mirrorUntil(transfer::State end, const QString &files)
{
    auto *make = part<ui::MirrorMakePart>();
    field(u"its code"_s)->setText(u"wow_classic_era"_s);
    field(u"all of them"_s)->setText(files);
    QTRY_VERIFY(button(make, u"&Look up"_s)->isEnabled());
    button(make, u"&Look up"_s)->click();
    QTRY_VERIFY_WITH_TIMEOUT(button(make, u"&Mirror it"_s)->isEnabled(), 30'000);
    button(make, u"&Mirror it"_s)->click();
    QTRY_COMPARE_WITH_TIMEOUT(m_queue->count(), 1, 30'000);
    QTRY_COMPARE_WITH_TIMEOUT(m_queue->at(0).state, end, 60'000);
}

/// To its end; the row goes.
void tst_MirrorDialog::mirror(const QString &files)
{
    mirrorUntil(transfer::State::Done, files);
    m_queue->remove({m_queue->at(0).id}, queue::Removal::KeepFiles);
    QTRY_COMPARE(m_queue->count(), 0);
}

/// A large one, by its path.
QString tst_MirrorDialog::someObject() const
{
    QDirIterator objects(folder(), QDir::Files, QDirIterator::Subdirectories);
    QString found;
    while (objects.hasNext()) {
        const QString path = objects.next();
        if (path.contains("/data/"_L1) && !path.endsWith(".index"_L1) && objects.fileInfo().size() > 200)
            found = path;
    }
    return found;
}

void tst_MirrorDialog::tellsFirstAndMirrorsThen()
{
    auto *make = part<ui::MirrorMakePart>();
    QVERIFY(!button(make, u"&Look up"_s)->isEnabled());
    mirror({});
    QVERIFY(QFile::exists(folder() + u"/v2/products/wow_classic_era/versions"_s));
    button(make, u"&Look up"_s)->click();
    QTRY_VERIFY_WITH_TIMEOUT(isSaid(make, u"In the folder already:"_s) || isSaid(make, u"All of it"_s),
                             30'000);
    QVERIFY(isSaid(make, u"wow_classic_era"_s));
    QVERIFY(isSaid(make, u"free there"_s));
    field(u"all of them"_s)->setText(u"World/"_s); // what was told was told of something else
    QVERIFY(!button(make, u"&Mirror it"_s)->isEnabled());
}

void tst_MirrorDialog::whatIsWrongIsNamedAndFetchedAgain_data()
{
    QTest::addColumn<QString>("files");
    QTest::newRow("whole build") << QString();
    QTest::newRow("files of it") << u"World/Zone005/"_s;
}

/// Nobody else is asked for what a service does not name any more.
void tst_MirrorDialog::whatIsWrongIsNamedAndFetchedAgain()
{
    QFETCH(QString, files);
    mirror(files);
    const QString victim = someObject();
    QVERIFY(!victim.isEmpty());
    support::flip(victim, QFileInfo(victim).size() - 20);

    auto *check = part<ui::MirrorCheckPart>();
    auto *list = check->findChild<QTreeView *>();
    const QAbstractItemModelTester tester(list->model());
    button(check, u"&Verify"_s)->click();
    QTRY_VERIFY_WITH_TIMEOUT(isSaid(check, u"missing or damaged."_s), 30'000);
    QCOMPARE(list->model()->rowCount(), 1);
    const QString named = list->model()->index(0, 0).data().toString();
    QCOMPARE(folder() + u'/' + named, victim);
    QVERIFY(list->model()->index(0, 1).data().toString().size() > 10);
    QPushButton *heal = button(check, u"&Fetch again what is wrong"_s);
    QVERIFY(heal->isEnabled());
    heal->click();
    QTRY_COMPARE_WITH_TIMEOUT(m_queue->count(), 1, 30'000);
    QTRY_COMPARE_WITH_TIMEOUT(m_queue->at(0).state, transfer::State::Done, 60'000);
    button(check, u"&Verify"_s)->click();
    QTRY_VERIFY_WITH_TIMEOUT(isSaid(check, u"all of them are whole"_s), 30'000);
    QCOMPARE(list->model()->rowCount(), 0);
    QVERIFY(heal->isHidden());
}

/// Which names the build in another way.
void tst_MirrorDialog::whatFailedIsHealedInItsRow()
{
    const std::string archive = m_network->pathOf(m_network->build.files.front().encodingKey);
    m_server->always(archive, support::fault::status(404));
    mirrorUntil(transfer::State::Failed, {});
    const QString name = m_queue->at(0).name;
    const QString victim = someObject(); // that the row has proven
    QVERIFY(!victim.isEmpty());
    support::flip(victim, QFileInfo(victim).size() - 20);

    auto *check = part<ui::MirrorCheckPart>();
    button(check, u"&Verify"_s)->click();
    QPushButton *heal = button(check, u"&Fetch again what is wrong"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!heal->isHidden(), 30'000);
    m_server->always(archive, support::fault::none());
    heal->click();
    QTRY_COMPARE_WITH_TIMEOUT(m_queue->at(0).state, transfer::State::Done, 60'000);
    QCOMPARE(m_queue->count(), 1);
    QCOMPARE(m_queue->at(0).name, name);
    button(check, u"&Verify"_s)->click();
    QTRY_VERIFY_WITH_TIMEOUT(isSaid(check, u"all of them are whole"_s), 30'000);
}

void tst_MirrorDialog::cannotBeHad_data()
{
    QTest::addColumn<QString>("product");
    QTest::addColumn<QString>("files");
    QTest::addColumn<QString>("told");
    QTest::addColumn<bool>("mayLookUp");
    QTest::newRow("no product") << u"a b"_s << QString() << u"is not PRODUCT:SELECTION"_s << false;
    QTest::newRow("unknown product") << u"nothing"_s << QString() << u"Nothing can be mirrored."_s << true;
    QTest::newRow("bad key") << u"wow_classic_era"_s << u"ckey=12"_s << u"is no key"_s << false;
    QTest::newRow("no such file") << u"wow_classic_era"_s << u"World/none"_s << u"World/none"_s << true;
}

void tst_MirrorDialog::cannotBeHad()
{
    QFETCH(QString, product);
    QFETCH(QString, files);
    QFETCH(QString, told);
    QFETCH(bool, mayLookUp);
    auto *make = part<ui::MirrorMakePart>();
    field(u"its code"_s)->setText(product);
    field(u"all of them"_s)->setText(files);
    QCOMPARE(button(make, u"&Look up"_s)->isEnabled(), mayLookUp);
    if (mayLookUp)
        button(make, u"&Look up"_s)->click();
    const auto isTold = [&] {
        return isSaid(make, told) || make->findChild<QPlainTextEdit *>()->toPlainText().contains(told);
    };
    QTRY_VERIFY_WITH_TIMEOUT(isTold(), 30'000);
    QTRY_VERIFY(button(make, u"&Look up"_s));
    QCOMPARE(m_queue->count(), 0);
}

void tst_MirrorDialog::isStopped()
{
    auto *make = part<ui::MirrorMakePart>();
    field(u"its code"_s)->setText(u"wow_classic_era"_s);
    QPushButton *lookUp = button(make, u"&Look up"_s);
    lookUp->setFocus();
    lookUp->click();
    QCOMPARE(lookUp->text(), u"&Stop"_s);
    lookUp->click();
    QVERIFY(isSaid(make, u"Stopped."_s));
    QVERIFY(!button(make, u"&Mirror it"_s)->isEnabled());
    lookUp->click();
    m_dialog.reset(); // and nothing comes of it
    QTest::qWait(100);
    QVERIFY(!QFile::exists(folder()));
}

void tst_MirrorDialog::aFolderThatIsNone()
{
    auto *check = part<ui::MirrorCheckPart>();
    button(check, u"&Verify"_s)->click();
    QTRY_VERIFY(isSaid(check, u"is no mirror"_s));
    QVERIFY(button(check, u"&Fetch again what is wrong"_s)->isHidden());
    folderField()->setText(u"relative/folder"_s);
    QVERIFY(!button(check, u"&Verify"_s)->isEnabled());
    QVERIFY(isSaid(check, u"Name the folder of the mirror."_s));
}

void tst_MirrorDialog::servesOthers()
{
    auto *serve = part<ui::MirrorServePart>();
    const auto texts = serve->findChildren<QPlainTextEdit *>();
    QCOMPARE(texts.size(), 2);
    QVERIFY(texts[0]->toPlainText().contains(u"root \"%1\";"_s.arg(folder())));
    QVERIFY(texts[1]->toPlainText().contains(u"PRODUCT"_s));
    mirror(u"World/Zone005/"_s);
    m_dialog->findChild<QTabWidget *>()->setCurrentWidget(serve); // looked at once more
    QTRY_VERIFY(texts[1]->toPlainText().contains(u"sluice get wow_classic_era:PATH --service http://"_s));
}

SLUICE_GUI_TEST(tst_MirrorDialog)
#include "tst_mirrordialog.moc"
