#include "tests/app/appbed.h"
#include "tests/support/testmain.h"
#include "tests/walk/accessible.h"
#include "tests/walk/screen.h"

#include <QTest>

using namespace Qt::StringLiterals;
using support::AppBed;
using walk::Node;
using walk::Screen;

/// The real program as a screen reader meets it over AT-SPI: its window, its dialogs and every page of the
/// settings. Whatever can be operated has a name.
class tst_Spoken : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void window();
    void dialogs_data();
    void dialogs();
    void settings();
    void cleanupTestCase();

private:
    void startSluice();
    std::optional<Node> menuItem(const QString &name) const;
    std::optional<Node> dialog() const;
    void click(const QString &name, const QString &role = {});
    void examine(const QString &what, const Node &window, int atLeast);
    QString nameless(const Node &window, int &controls) const;

    std::unique_ptr<AppBed> m_bed;
    std::unique_ptr<Screen> m_screen;
    std::unique_ptr<walk::Accessible> m_reader;
    QProcess *m_sluice = nullptr;
};

void tst_Spoken::initTestCase()
{
    if (const QString program = Screen::missingProgram(); !program.isEmpty())
        QSKIP(qPrintable(program + u" is not installed"_s));
    m_bed = std::make_unique<AppBed>();
    m_screen = std::make_unique<Screen>(1);
    QVERIFY(m_screen->isReady());
    m_reader = std::make_unique<walk::Accessible>(m_screen->bus(), 1);
    QVERIFY(m_reader->isReady());
    startSluice();
}

/// One that is done, one that is locked, one that failed, and a line that says nothing.
void tst_Spoken::startSluice()
{
    const QString good = m_bed->publish(support::smallObject());
    const QString locked = m_bed->publish(support::lockedObject());
    const QString gone = m_bed->server.url("/gone.bin").toString();
    m_bed->write(
        u"list.txt"_s,
        u"%1#name=good.db2\n%2#name=secret.db2\n%3\nno link at all\n"_s.arg(good, locked, gone).toUtf8());
    const auto program = m_bed->process({});
    m_sluice = &m_screen->start(program->program(), {m_bed->path(u"list.txt"_s)},
                                m_screen->environment(program->processEnvironment()));
    for (const char *filter : {"Done, 2", "Failed, 1", "Locked, 1"})
        QVERIFY2(m_reader->find(QString::fromLatin1(filter)).has_value(), filter);
    m_screen->place(u"^Sluice$"_s, QRect(QPoint(0, 0), m_screen->room()));
}

/// The names of those roles that are worthless without; and of whatever takes the focus. A cell may be empty.
QString tst_Spoken::nameless(const Node &window, int &controls) const
{
    static const QStringList kControls{
        u"push button"_s, u"toggle button"_s,   u"check box"_s,      u"radio button"_s,
        u"combo box"_s,   u"spin button"_s,     u"text"_s,           u"password text"_s,
        u"page tab"_s,    u"page tab list"_s,   u"list"_s,           u"list item"_s,
        u"tree"_s,        u"tree table"_s,      u"table"_s,          u"menu"_s,
        u"menu item"_s,   u"check menu item"_s, u"radio menu item"_s};
    QStringList bad;
    for (const Node &node : m_reader->everything(window)) {
        const bool isCell =
            node.role.contains(u"cell") || node.role.contains(u"header") || node.role == u"tree item";
        if (isCell || !(kControls.contains(node.role) || m_reader->isFocusable(node)))
            continue;
        ++controls;
        if (node.name.isEmpty())
            bad << node.role + u' ' + node.path;
    }
    return bad.join(u"; "_s);
}

void tst_Spoken::examine(const QString &what, const Node &window, int atLeast)
{
    m_screen->shoot(u"spoken-"_s + what);
    int controls = 0;
    const QString bad = nameless(window, controls);
    QVERIFY2(bad.isEmpty(), qPrintable(what + u": "_s + bad));
    QVERIFY2(controls >= atLeast, qPrintable(u"%1: only %2 controls"_s.arg(what).arg(controls)));
}

void tst_Spoken::window()
{
    const QList<Node> windows = m_reader->windows();
    QCOMPARE(windows.size(), 1);
    examine(u"the window"_s, windows.first(), 40);
    // A row says what it is and how it stands.
    for (const char *row : {"good.db2", "secret.db2", "gone.bin"}) {
        const auto cell = m_reader->find(QString::fromLatin1(row));
        QVERIFY2(cell && cell->name.size() > qsizetype(qstrlen(row)) + 4, row);
    }
}

std::optional<Node> tst_Spoken::menuItem(const QString &name) const
{
    for (const Node &window : m_reader->windows()) {
        for (const Node &node : m_reader->everything(window)) {
            if (node.role.contains(u"menu item") && node.name.startsWith(name))
                return node;
        }
    }
    return {};
}

/// The window before the main one, waited for.
std::optional<Node> tst_Spoken::dialog() const
{
    std::optional<Node> dialog;
    static_cast<void>(QTest::qWaitFor(
        [&] {
            for (const Node &window : m_reader->windows()) {
                if (window.name != u"Sluice" && window.role != u"popup menu")
                    dialog = window;
            }
            return dialog.has_value();
        },
        10'000));
    return dialog;
}

void tst_Spoken::click(const QString &name, const QString &role)
{
    const auto node = m_reader->find(name, role);
    QVERIFY2(node.has_value(), qPrintable(name));
    m_screen->click(m_reader->rect(*node).center());
}

void tst_Spoken::dialogs_data()
{
    QTest::addColumn<QString>("before"); // clicked
    QTest::addColumn<QString>("last");   // an item of the menu bar's, or clicked
    QTest::addColumn<QStringList>("keys");
    QTest::addColumn<int>("atLeast");
    const QStringList none;
    QTest::newRow("add") << QString() << u"Add links"_s << none << 6;
    QTest::newRow("keys") << QString() << u"Add keys"_s << none << 3;
    QTest::newRow("replace") << u"gone.bin"_s << u"Replace link"_s << none << 3;
    QTest::newRow("about") << QString() << u"About Sluice"_s << none << 1;
    QTest::newRow("problems") << QString() << u"Show…"_s << none << 2;
    QTest::newRow("limit") << QString() << u"Limit: off"_s << QStringList{u"Up"_s, u"Up"_s, u"Return"_s} << 3;
    QTest::newRow("schedule") << QString() << u"Limit: off"_s << QStringList{u"Up"_s, u"Return"_s} << 3;
}

void tst_Spoken::dialogs()
{
    QFETCH(QString, before);
    QFETCH(QString, last);
    QFETCH(QStringList, keys);
    QFETCH(int, atLeast);
    if (!before.isEmpty())
        click(before);
    const auto item = menuItem(last);
    if (item)
        QVERIFY(m_reader->press(*item));
    else
        click(last);
    for (const QString &key : std::as_const(keys))
        m_screen->key(key);
    const auto shown = dialog();
    QVERIFY(shown.has_value());
    examine(shown->name, *shown, atLeast);
    QTRY_VERIFY_WITH_TIMEOUT(m_reader->isActive(*shown), 10'000); // it gets the keyboard
    m_screen->key(u"Escape"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_reader->windows().size(), 1, 10'000);
}

void tst_Spoken::settings()
{
    const auto item = menuItem(u"Settings"_s);
    QVERIFY(item.has_value());
    QVERIFY(m_reader->press(*item));
    const auto shown = dialog();
    QVERIFY(shown.has_value());
    QStringList pages;
    for (const Node &node : m_reader->everything(*shown)) {
        if (node.role == u"list item")
            pages << node.name;
    }
    QVERIFY(pages.size() >= 9);
    for (const QString &page : std::as_const(pages)) {
        click(page, u"list item"_s);
        examine(page, *shown, static_cast<int>(pages.size()) + 3);
    }
    m_screen->key(u"Escape"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_reader->windows().size(), 1, 10'000);
}

void tst_Spoken::cleanupTestCase()
{
    if (m_sluice) {
        m_screen->key(u"ctrl+q"_s);
        QTRY_COMPARE_WITH_TIMEOUT(m_sluice->state(), QProcess::NotRunning, 20'000);
    }
    m_reader.reset();
    m_screen.reset();
}

SLUICE_TEST(tst_Spoken)
#include "tst_spoken.moc"
