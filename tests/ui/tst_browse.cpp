#include "core/hex.h"
#include "core/storage/setfolder.h"
#include "tests/support/testmain.h"
#include "tests/ui/browsebed.h"
#include "ui/browse/browsedialog.h"
#include "ui/preferences.h"

#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QToolButton>
#include <QTreeView>

using namespace Qt::StringLiterals;

/// From the list of products to a request for the queue, against a whole made network.
class tst_Browse : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void findsAProduct();
    void queuesAFolder();
    void addsToARow_data();
    void addsToARow();
    void asksOfNoOtherRow_data();
    void asksOfNoOtherRow();
    void searches();
    void keysOfTheKeyboard();
    void previews_data();
    void previews();
    void comparesBuilds();
    void localeOfARequest();
    void noService();
    void hostsFail();
    void cancelled();
    void aTypedBuild();
    void remembersFavourites();

private:
    void open();
    void openBuild();
    /// A row of the queue, of one file, paused.
    queue::ItemId addSet(const QString &text, const QString &build, const QString &folder);
    void checkWorld();
    template <typename Widget>
    Widget *named(const QString &name) const;
    template <typename Button>
    Button *button(const QString &text, QWidget *in = nullptr) const; ///< the first one
    QString text() const;                                             ///< of all labels that can be seen
    QTreeView *tree() const { return named<QTreeView>(u"Folders and files of the build"_s); }
    QTableView *foundView() const { return named<QTableView>(u"Files found"_s); }

    std::unique_ptr<samples::BrowseBed> m_bed;
    std::unique_ptr<ui::Preferences> m_preferences;
    std::unique_ptr<queue::Queue> m_queue;
    QSet<queue::ItemId> m_hidden;
    std::unique_ptr<ui::BrowseDialog> m_dialog;
};

void tst_Browse::init()
{
    m_bed = std::make_unique<samples::BrowseBed>();
    m_preferences = std::make_unique<ui::Preferences>(m_bed->path(u"s.ini"_s));
    m_preferences->setDownloadFolder(m_bed->path(u"downloads"_s));
    m_queue = std::make_unique<queue::Queue>(m_bed->access().means.services, queue::Settings());
    m_hidden.clear();
}

void tst_Browse::cleanup()
{
    m_dialog.reset();
    m_queue.reset();
    m_preferences.reset();
    m_bed.reset();
}

void tst_Browse::open()
{
    m_dialog = std::make_unique<ui::BrowseDialog>(m_bed->access(), *m_preferences, *m_queue, m_hidden);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose, false);
    m_dialog->show();
}

void tst_Browse::openBuild()
{
    open();
    m_dialog->openProduct(u"wow_classic_era"_s);
    QTRY_VERIFY(tree() && tree()->isVisible());
}

template <typename Widget>
Widget *tst_Browse::named(const QString &name) const
{
    for (Widget *widget : m_dialog->findChildren<Widget *>()) {
        if (widget->accessibleName() == name)
            return widget;
    }
    return nullptr;
}

template <typename Button>
Button *tst_Browse::button(const QString &text, QWidget *in) const
{
    for (Button *one : (in ? in : m_dialog.get())->findChildren<Button *>()) {
        if (one->text().remove(u'&') == text)
            return one;
    }
    return nullptr;
}

QString tst_Browse::text() const
{
    QString all;
    for (const QLabel *label : m_dialog->findChildren<QLabel *>()) {
        if (label->isVisible())
            all += label->text() + u'\n';
    }
    return all;
}

void tst_Browse::findsAProduct()
{
    open();
    auto *search = named<QLineEdit>(u"Find a product by its name or code"_s);
    QTRY_VERIFY(text().contains(u"named by 127.0.0.1"_s));
    QTest::keyClicks(search, u"classic era"_s);
    QCOMPARE(named<QListView>(u"Products"_s)->model()->rowCount(), 1);
    QTest::keyClick(search, Qt::Key_Return);
    QTRY_VERIFY(tree());
    QTRY_VERIFY(text().contains(u"5 file(s)"_s));
    QVERIFY(text().contains(u"World of Warcraft Classic Era"_s));
    QVERIFY(text().contains(u"served by 127.0.0.1"_s));
}

void tst_Browse::queuesAFolder()
{
    openBuild();
    auto *queue = button<QPushButton>(u"Queue selected"_s);
    QVERIFY(!queue->isEnabled());
    QAbstractItemModel *model = tree()->model();
    const QModelIndex world = model->index(1, 0);
    QCOMPARE(world.data().toString(), u"World"_s);
    QVERIFY(model->setData(world, Qt::Checked, Qt::CheckStateRole));
    // What it comes to is looked up by itself.
    QTRY_VERIFY2(text().contains(u"2 file(s) checked · 11 kB · 11 kB to fetch"_s), qPrintable(text()));
    QVERIFY(queue->isEnabled());
    QSignalSpy requested(m_dialog.get(), &ui::BrowseDialog::productsRequested);
    queue->click();
    QCOMPARE(requested.size(), 1);
    const auto requests = requested.first().first().value<QList<ui::ProductRequest>>();
    QCOMPARE(requests.size(), 1);
    QCOMPARE(links::toText(requests.first().source), u"wow_classic_era@1.15.8.12345:World/"_s);
    QCOMPARE(requests.first().folder, m_preferences->downloadFolder());
    QCOMPARE(requests.first().intent, transfer::Intent::Run);
    // What was queued is not queued once more by the next click.
    QVERIFY(!queue->isEnabled());
}

queue::ItemId tst_Browse::addSet(const QString &text, const QString &build, const QString &folder)
{
    core::Source file;
    file.mirrors = {QUrl(u"http://cdn.example/data/1"_s)};
    file.contentKey = blte::ContentKey{{1}};
    file.name = u"Interface/ui.toc"_s;
    core::SetPlan plan;
    plan.add(file);
    plan.setBuild(build);
    queue::Request request;
    request.source.set = text;
    request.source.name = u"wow & more"_s;
    request.folder = folder;
    request.intent = transfer::Intent::Hold;
    if (!QDir().mkpath(folder) || !storage::SetFolder::create(folder + u"/wow & more"_s, plan))
        return {};
    return m_queue->add({request}).first();
}

void tst_Browse::checkWorld()
{
    openBuild();
    QVERIFY(tree()->model()->setData(tree()->model()->index(1, 0), Qt::Checked, Qt::CheckStateRole));
}

void tst_Browse::addsToARow_data()
{
    QTest::addColumn<QString>("answer");
    QTest::addColumn<QStringList>("into"); // of the requests that go out
    QTest::newRow("into the row") << u"Add to “wow  more”"_s << QStringList{u"wow & more"_s};
    QTest::newRow("a row of its own") << u"As a row of its own"_s << QStringList{QString()};
    QTest::newRow("neither") << QString() << QStringList();
    QTest::newRow("with the return key") << u"Return"_s << QStringList{u"wow & more"_s};
}

/// The user says where the files go when a row of the queue can take them.
void tst_Browse::addsToARow()
{
    QFETCH(QString, answer);
    QFETCH(QStringList, into);
    QVERIFY(addSet(u"wow_classic_era:Interface/"_s, core::hex(m_bed->network().build.config),
                   m_preferences->downloadFolder()) != queue::ItemId{});
    checkWorld();
    QSignalSpy requested(m_dialog.get(), &ui::BrowseDialog::productsRequested);
    button<QPushButton>(u"Queue selected"_s)->click();
    QTRY_VERIFY(m_dialog->findChild<QMessageBox *>());
    auto *question = m_dialog->findChild<QMessageBox *>();
    QVERIFY(question->text().contains(u"wow & more"_s));
    QVERIFY(question->informativeText().contains(u"2 "_s));
    if (answer.isEmpty())
        QTest::keyClick(question, Qt::Key_Escape);
    else if (answer == u"Return"_s)
        QTest::keyClick(question, Qt::Key_Return);
    else
        button<QPushButton>(answer, question)->click();
    QCOMPARE(requested.size(), into.size());
    for (qsizetype i = 0; i < into.size(); ++i) {
        const auto requests = requested[i].first().value<QList<ui::ProductRequest>>();
        QCOMPARE(requests.size(), 1);
        QCOMPARE(requests.first().into, into[i]);
        QCOMPARE(links::toText(requests.first().source), u"wow_classic_era@1.15.8.12345:World/"_s);
    }
    // Who says neither may want to choose more.
    QCOMPARE(button<QPushButton>(u"Queue selected"_s)->isEnabled(), into.isEmpty());
    QTRY_VERIFY(!m_dialog->findChild<QMessageBox *>());
}

void tst_Browse::asksOfNoOtherRow_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isSameBuild");
    QTest::addColumn<QString>("folder");
    QTest::addColumn<bool>("isHidden");
    const QString text = u"wow_classic_era:Interface/"_s;
    QTest::newRow("of another build") << text << false << u"downloads"_s << false;
    QTest::newRow("in another folder") << text << true << u"elsewhere"_s << false;
    QTest::newRow("of another locale")
        << u"wow_classic_era;locale=deDE:Interface/"_s << true << u"downloads"_s << false;
    QTest::newRow("about to be removed") << text << true << u"downloads"_s << true;
}

void tst_Browse::asksOfNoOtherRow()
{
    QFETCH(QString, text);
    QFETCH(bool, isSameBuild);
    QFETCH(QString, folder);
    QFETCH(bool, isHidden);
    const QString build = core::hex(m_bed->network().build.config);
    const queue::ItemId id =
        addSet(text, isSameBuild ? build : QString(build.size(), u'0'), m_bed->path(folder));
    QVERIFY(id != queue::ItemId{});
    if (isHidden)
        m_hidden.insert(id);
    checkWorld();
    QSignalSpy requested(m_dialog.get(), &ui::BrowseDialog::productsRequested);
    button<QPushButton>(u"Queue selected"_s)->click();
    QTRY_COMPARE(requested.size(), 1);
    QVERIFY(!m_dialog->findChild<QMessageBox *>());
    QVERIFY(requested.first().first().value<QList<ui::ProductRequest>>().first().into.isEmpty());
}

void tst_Browse::searches()
{
    openBuild();
    auto *search = named<QLineEdit>(u"Search the files of this build"_s);
    QTest::keyClicks(search, u"icons"_s);
    QTRY_VERIFY(foundView()->isVisible());
    QCOMPARE(foundView()->model()->rowCount(), 2);
    QCOMPARE(foundView()->model()->index(0, 0).data().toString(), u"Interface/Icons/arrow.png"_s);
    QTRY_COMPARE(foundView()->model()->index(0, 3).data().toString(), u"archive"_s);
    QTest::keyClicks(search, u" *.blp"_s);
    QTRY_COMPARE(foundView()->model()->rowCount(), 1);
    QTest::keyClick(search, Qt::Key_Escape);
    QTRY_VERIFY(tree()->isVisible());
}

void tst_Browse::keysOfTheKeyboard()
{
    openBuild();
    auto *search = named<QLineEdit>(u"Search the files of this build"_s);
    QTest::keyClicks(search, u"adt"_s);
    QTRY_VERIFY(foundView()->isVisible());
    QTest::keyClick(search, Qt::Key_Down);
    QTRY_VERIFY(foundView()->hasFocus());
    QTest::keyClick(foundView(), Qt::Key_Space);
    QTRY_VERIFY(text().contains(u"1 file(s) checked"_s));
    QTest::keyClick(foundView(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(foundView(), Qt::Key_Space); // the current one has it: all lose it
    QTRY_VERIFY(text().contains(u"Nothing is checked yet"_s));
    QTest::keyClick(foundView(), Qt::Key_Space);
    QTRY_VERIFY(text().contains(u"2 file(s) checked"_s));
}

void tst_Browse::previews_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("shown"); ///< of the text; null: it is a picture

    QTest::newRow("text") << u"ui.toc"_s << u"## Interface: 11500"_s;
    QTest::newRow("bytes") << u"temp.blp"_s << u"42 4c 50 32"_s;
    QTest::newRow("picture") << u"arrow.png"_s << QString();
}

void tst_Browse::previews()
{
    QFETCH(const QString, words);
    QFETCH(const QString, shown);
    openBuild();
    QTest::keyClicks(named<QLineEdit>(u"Search the files of this build"_s), words);
    auto *preview = named<QPlainTextEdit>(u"Preview"_s);
    if (shown.isNull()) {
        QTRY_VERIFY(text().contains(u"30 × 20 pixels"_s));
        QVERIFY(!preview->isVisible());
    } else {
        QTRY_VERIFY(preview->isVisible());
        QVERIFY2(preview->toPlainText().contains(shown), qPrintable(preview->toPlainText()));
    }
}

void tst_Browse::comparesBuilds()
{
    openBuild();
    auto *other = named<QComboBox>(u"Compare with another build"_s);
    other->setFocus();
    QTest::keyClick(other, Qt::Key_Down);
    Q_EMIT other->activated(other->currentIndex());
    QTRY_VERIFY2(text().contains(u"0 new, 0 changed, 0 gone"_s), qPrintable(text()));
    auto *changes = named<QComboBox>(u"Changes"_s);
    QVERIFY(changes->isVisible());
    QTRY_VERIFY(foundView()->isVisible());
    QCOMPARE(foundView()->model()->rowCount(), 0);
    other->setCurrentIndex(0);
    Q_EMIT other->activated(0);
    QTRY_VERIFY(tree()->isVisible());
    QVERIFY(!changes->isVisible());
}

/// What is fetched is what is shown.
void tst_Browse::localeOfARequest()
{
    openBuild();
    auto *locale = named<QComboBox>(u"Locale"_s);
    locale->setCurrentText(u"deDE"_s);
    Q_EMIT locale->activated(locale->currentIndex());
    QTRY_VERIFY(!tree());
    QTRY_VERIFY(tree());
    QVERIFY(tree()->model()->setData(tree()->model()->index(1, 0), Qt::Checked, Qt::CheckStateRole));
    QSignalSpy requested(m_dialog.get(), &ui::BrowseDialog::productsRequested);
    button<QPushButton>(u"Queue selected"_s)->click();
    QCOMPARE(requested.size(), 1);
    const auto requests = requested.first().first().value<QList<ui::ProductRequest>>();
    QCOMPARE(requests.first().source.options.locale, u"deDE"_s);
}

/// Said in a sentence; asked again by a button.
void tst_Browse::noService()
{
    m_bed->server().service().goDown();
    open();
    auto *retry = button<QToolButton>(u"Try again"_s, named<QListView>(u"Products"_s)->parentWidget());
    QTRY_VERIFY2(retry->isVisible(), qPrintable(text()));
    QVERIFY2(text().contains(u"127.0.0.1"_s), qPrintable(text()));
    m_bed->server().service().goUp();
    retry->click();
    QTRY_VERIFY(text().contains(u"1 product(s)"_s));
    QVERIFY(!retry->isVisible());
}

/// Names the object and the host.
void tst_Browse::hostsFail()
{
    const QString config = core::hex(m_bed->network().build.config);
    m_bed->server().always(m_bed->network().cdn.pathOf("config", m_bed->network().build.config),
                           support::fault::status(404));
    open();
    m_dialog->openProduct(u"wow_classic_era"_s);
    QTRY_VERIFY(text().contains(config));
    QVERIFY(!tree());
}

void tst_Browse::cancelled()
{
    support::Fault silence;
    silence.delay = std::chrono::minutes(1);
    m_bed->server().service().always("/v2/products/wow_classic_era/versions", silence);
    open();
    m_dialog->openProduct(u"wow_classic_era"_s);
    auto *progress = named<QProgressBar>(u"Opening the build"_s);
    QTRY_VERIFY(progress->isVisible());
    button<QToolButton>(u"Cancel"_s)->click();
    QVERIFY(!progress->isVisible());
    QVERIFY(text().contains(u"Cancelled."_s));
}

/// One that is in no list, by its hash.
void tst_Browse::aTypedBuild()
{
    openBuild();
    auto *build = named<QLineEdit>(u"Build"_s);
    build->setText(u"00112233445566778899aabbccddeeff"_s);
    QTest::keyClick(build, Qt::Key_Return);
    QTRY_VERIFY(text().contains(u"00112233445566778899aabbccddeeff"_s));
    QVERIFY(!tree());
    build->setText(core::hex(m_bed->network().build.config));
    QTest::keyClick(build, Qt::Key_Return);
    QTRY_VERIFY(tree());
}

void tst_Browse::remembersFavourites()
{
    open();
    auto *products = named<QListView>(u"Products"_s);
    QTRY_COMPARE(products->model()->rowCount(), 1);
    products->setFocus();
    products->setCurrentIndex(products->model()->index(0, 0));
    QTest::keyClick(products, Qt::Key_D, Qt::ControlModifier);
    QCOMPARE(m_preferences->state(u"favouriteProducts"_s), QByteArray("wow_classic_era"));
}

SLUICE_GUI_TEST(tst_Browse)
#include "tst_browse.moc"
