#include "tests/support/testmain.h"
#include "tests/ui/everywindow.h"
#include "ui/language.h"
#include "ui/list/queueview.h"
#include "ui/mainwindow.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QApplication>
#include <QMenuBar>
#include <QPainter>
#include <QTest>
#include <QToolButton>

namespace {

using Role = QAccessible::Role;

/// What a person operates, by its role.
bool isOperated(Role role)
{
    static const QSet<Role> roles{
        QAccessible::PushButton, QAccessible::CheckBox,     QAccessible::RadioButton,
        QAccessible::ComboBox,   QAccessible::EditableText, QAccessible::SpinBox,
        QAccessible::Slider,     QAccessible::List,         QAccessible::Table,
        QAccessible::Tree,       QAccessible::PageTab,      QAccessible::PageTabList,
        QAccessible::MenuItem,   QAccessible::ButtonMenu,   QAccessible::ButtonDropDown,
        QAccessible::Link,       QAccessible::ListItem,     QAccessible::Dialog,
        QAccessible::Window};
    return roles.contains(role);
}

/// Qt's own inner parts speak through what they belong to: the field in a spin box, the list of a combo box.
bool isInnerPart(const QAccessibleInterface *face)
{
    const auto *widget = qobject_cast<QWidget *>(face->object());
    for (const QObject *at = widget; at; at = at->parent()) {
        const auto owns = [&](const char *name) { return at != widget && at->inherits(name); };
        if (owns("QComboBox") || owns("QAbstractSpinBox") || owns("QLineEdit") || owns("QTabBar") ||
            at->inherits("QComboBoxPrivateContainer") || at->objectName().startsWith(QStringLiteral("qt_")))
            return true;
    }
    return false;
}

QString describe(QAccessibleInterface *face, const QString &path)
{
    const QObject *object = face->object();
    return QStringLiteral("%1/%2(role %3)")
        .arg(path, QString::fromLatin1(object ? object->metaObject()->className() : "item"))
        .arg(static_cast<int>(face->role()));
}

/// Every part of the tree that has no name although one operates it, or that can have the focus and no role.
void collectNameless(QAccessibleInterface *face, const QString &path, QStringList &found, int &seen)
{
    if (!face || !face->isValid() || face->state().invisible)
        return;
    const QString here = describe(face, path);
    const bool wantsName = isOperated(face->role()) || (face->state().focusable && face->object());
    if (wantsName && !isInnerPart(face)) {
        ++seen;
        if (face->text(QAccessible::Name).trimmed().isEmpty())
            found << here;
        if (face->role() == QAccessible::NoRole)
            found << here + QStringLiteral(" without a role");
    }
    for (int i = 0; i < face->childCount(); ++i)
        collectNameless(face->child(i), here, found, seen);
}

bool takesFocus(const QWidget *widget)
{
    return widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus) &&
           !widget->focusProxy();
}

QList<QWidget *> focusable(QWidget *window)
{
    QList<QWidget *> result;
    for (QWidget *widget : window->findChildren<QWidget *>()) {
        if (takesFocus(widget) && widget->window() == window)
            result << widget;
    }
    return result;
}

QString nameOf(const QWidget *widget)
{
    QAccessibleInterface *face = QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget));
    return QString::fromLatin1(widget->metaObject()->className()) + QLatin1Char(' ') +
           (face ? face->text(QAccessible::Name) : QString());
}

} // namespace

/// Sluice for those who hear it, and for those without a mouse.
class tst_Accessibility : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        ui::installLanguage(QStringLiteral("en"));
        windows = std::make_unique<samples::EveryWindow>();
    }
    void cleanupTestCase() { windows.reset(); }

    void everythingHasANameAndARole_data() { rows(); }
    void everythingHasANameAndARole()
    {
        QStringList nameless;
        int seen = 0;
        collectNameless(QAccessible::queryAccessibleInterface(window()), {}, nameless, seen);
        QCOMPARE(nameless.join(u'\n'), QString());
        QVERIFY2(seen >= 3, qPrintable(QString::number(seen)));
    }

    /// Round and round by Tab alone: everything is reached, and nothing holds the focus for itself.
    void tabReachesEverything_data() { rows(); }
    void tabReachesEverything()
    {
        QWidget *at = window();
        activate(at);
        const QList<QWidget *> wanted = focusable(at);
        QSet<const QWidget *> reached;
        for (qsizetype i = 0; i < wanted.size() * 2 + 10; ++i) {
            QTest::keyClick(at->windowHandle(), Qt::Key_Tab, Qt::NoModifier);
            reached << QApplication::focusWidget();
        }
        QStringList missed;
        for (const QWidget *widget : wanted) {
            if (!reached.contains(widget))
                missed << nameOf(widget);
        }
        QCOMPARE(missed.join(u'\n'), QString());
        QVERIFY(reached.size() > 1);
    }

    /// Whatever has the focus looks different from when it has not.
    void focusIsSeen_data() { rows(); }
    void focusIsSeen()
    {
        QWidget *at = window();
        activate(at);
        QStringList unseen;
        for (QWidget *widget : focusable(at)) {
            QWidget *other = nullptr;
            for (QWidget *candidate : focusable(at)) {
                if (candidate != widget && !candidate->isAncestorOf(widget) &&
                    !widget->isAncestorOf(candidate))
                    other = candidate;
            }
            if (!other)
                continue;
            other->setFocus(Qt::TabFocusReason);
            const QImage plain = grab(widget, at);
            widget->setFocus(Qt::TabFocusReason);
            QVERIFY2(widget->hasFocus(), qPrintable(nameOf(widget)));
            if (grab(widget, at) == plain)
                unseen << nameOf(widget);
        }
        QCOMPARE(unseen.join(u'\n'), QString());
    }

    void rowsSpeakNameProgressAndState()
    {
        auto *view = windows->main().findChild<ui::QueueView *>();
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(view);
        QAccessibleTableInterface *table = face->tableInterface();
        QVERIFY(table);
        QCOMPARE(table->rowCount(), view->model()->rowCount());
        QStringList said;
        for (int row = 0; row < table->rowCount(); ++row)
            said << table->cellAt(row, 0)->text(QAccessible::Name);
        QVERIFY2(said.contains(QStringLiteral("wow.root, Downloading · 62 %")), qPrintable(said.join(u'\n')));
        for (const char *text :
             {"encoding, The server is busy", "interface/logo.blp, Verified",
              "patch-2.mpq, Every mirror was tried without success", "Paused", "3 chunks locked"}) {
            const bool isSaid = std::any_of(said.begin(), said.end(), [text](const QString &line) {
                return line.contains(QLatin1StringView(text));
            });
            QVERIFY2(isSaid, qPrintable(QLatin1StringView(text) + QLatin1Char('\n') + said.join(u'\n')));
        }
    }

    /// Every menu, and every entry but separators, can be opened by a letter of its own.
    void menusHaveLetters()
    {
        for (QAction *entry : windows->main().menuBar()->actions()) {
            QVERIFY2(entry->text().contains(u'&'), qPrintable(entry->text()));
            QSet<QString> letters;
            for (const QAction *action : entry->menu()->actions()) {
                const qsizetype at = action->text().indexOf(u'&');
                if (action->isSeparator() || at < 0)
                    continue;
                const QString letter = action->text().mid(at + 1, 1).toLower();
                QVERIFY2(!letters.contains(letter), qPrintable(action->text()));
                letters << letter;
            }
        }
    }

private:
    void rows() const
    {
        QTest::addColumn<int>("index");
        int index = 0;
        for (const auto &entry : windows->all())
            QTest::newRow(qPrintable(entry.name)) << index++;
    }

    QWidget *window() const
    {
        QFETCH(int, index);
        return windows->all().at(index).widget;
    }

    static void activate(QWidget *window)
    {
        window->raise();
        window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window));
        // From now on it is used by keyboard, and shows where the focus is.
        QTest::keyClick(window->windowHandle(), Qt::Key_Tab, Qt::NoModifier);
        QTest::qWait(20);
    }

    static QImage grab(QWidget *widget, QWidget *window)
    {
        QCoreApplication::processEvents();
        const int frame = 4;
        const QRect place(widget->mapTo(window, QPoint(0, 0)), widget->size());
        return window->grab(place.adjusted(-frame, -frame, frame, frame)).toImage();
    }

    std::unique_ptr<samples::EveryWindow> windows;
};

SLUICE_GUI_TEST(tst_Accessibility)
#include "tst_accessibility.moc"
