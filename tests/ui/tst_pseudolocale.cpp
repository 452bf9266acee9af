#include "tests/support/testmain.h"
#include "tests/ui/everywindow.h"
#include "ui/list/filtersidebar.h"
#include "ui/list/queueview.h"
#include "ui/mainwindow.h"

#include <QAbstractButton>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QStyleOptionComboBox>
#include <QTabBar>
#include <QTest>
#include <QToolBar>
#include <QTranslator>

namespace {

constexpr QChar kOpen(0x27E6);
constexpr QChar kClose(0x27E7);

/// Every text as a longer language would have it: accents, some 40 percent more, and brackets that show
/// whether it was translated and whether it is whole.
class PseudoLocale : public QTranslator
{
public:
    using QTranslator::QTranslator;

    bool isEmpty() const override { return false; }
    QString translate(const char *context, const char *source, const char *, int) const override
    {
        const QByteArrayView name(context);
        if (!name.startsWith("ui::") && name != "core::Error")
            return {}; // Qt's own texts may have no translation on the user's machine
        QString text = QString::fromUtf8(source);
        const qsizetype more = (text.size() * 2 + 4) / 5;
        text.replace(u'o', QChar(0xF6)).replace(u'e', QChar(0xE9));
        return kOpen + text + QString(more, QChar(0xE6)) + kClose;
    }
};

bool isTranslated(const QString &text)
{
    return text.contains(kOpen);
}

/// What needs no translation: numbers, addresses, names of files and hosts, our own name.
bool isData(const QString &text)
{
    for (int day = 1; day <= 7; ++day) { // Qt's own, in the language of the locale
        for (const auto format : {QLocale::ShortFormat, QLocale::LongFormat}) {
            if (text == QLocale().standaloneDayName(day, format))
                return true;
        }
    }
    static const QRegularExpression words(QStringLiteral("[A-Za-z]{2,}"));
    static const QRegularExpression data(
        QStringLiteral("^(Sluice|[\\d.,:\\s–]*([kMG]?B(/s)?|s|min|h|%)?|\\S*[/.]\\S*|\\S+ · "
                       "/\\S+|[0-9A-F]{16}|[0-9a-f]{32}|encoding|"
                       "folder \\d+/file \\d+\\.blp|"
                       "\\d+ bytes|\\d+ \\w+ \\d{4} [\\d:]+|HTTP|SOCKS5|English|Deutsch|简体中文|\\?|"
                       "us|eu|[a-z]{2}[A-Z]{2}|World|Interface|World of Warcraft.*)$"));
    return !text.contains(words) || data.match(text.trimmed()).hasMatch();
}

/// All that `widget` itself shows or says.
QStringList textsOf(const QWidget *widget)
{
    QStringList texts{widget->toolTip(), widget->accessibleName(), widget->accessibleDescription()};
    if (widget->isWindow())
        texts << widget->windowTitle();
    if (const auto *label = qobject_cast<const QLabel *>(widget))
        texts << label->text();
    if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
        texts << button->text();
    if (const auto *group = qobject_cast<const QGroupBox *>(widget))
        texts << group->title();
    if (const auto *field = qobject_cast<const QLineEdit *>(widget))
        texts << field->placeholderText();
    if (const auto *text = qobject_cast<const QPlainTextEdit *>(widget))
        texts << text->placeholderText();
    if (const auto *menu = qobject_cast<const QMenu *>(widget))
        texts << menu->title();
    if (const auto *box = qobject_cast<const QComboBox *>(widget)) {
        for (int i = 0; i < box->count(); ++i)
            texts << box->itemText(i);
    }
    if (const auto *tabs = qobject_cast<const QTabBar *>(widget)) {
        for (int i = 0; i < tabs->count(); ++i)
            texts << tabs->tabText(i);
    }
    for (const QAction *action : widget->actions())
        texts << action->text() << action->toolTip();
    return texts;
}

/// What a view's model shows, and its headers.
QStringList textsOf(const QAbstractItemView *view)
{
    QStringList texts;
    const QAbstractItemModel *model = view->model();
    for (int column = 0; model && column < model->columnCount(); ++column) {
        texts << model->headerData(column, Qt::Horizontal).toString();
        for (int row = 0; row < model->rowCount(); ++row) {
            for (const int role : {int(Qt::DisplayRole), int(Qt::AccessibleTextRole)})
                texts << model->index(row, column).data(role).toString();
        }
    }
    return texts;
}

bool isInnerPart(const QWidget *widget)
{
    return widget->objectName().startsWith(QStringLiteral("qt_")) ||
           (widget->parentWidget() && (qobject_cast<const QComboBox *>(widget->parentWidget()) ||
                                       qobject_cast<const QLineEdit *>(widget->parentWidget()) ||
                                       qobject_cast<const QTabBar *>(widget->parentWidget()) ||
                                       qobject_cast<const QAbstractSpinBox *>(widget->parentWidget())));
}

/// What has less room than its words need; empty when nothing.
QString shortage(const QWidget *widget)
{
    if (const auto *label = qobject_cast<const QLabel *>(widget)) {
        const int height =
            label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
        if (height > label->height() || (!label->wordWrap() && label->sizeHint().width() > label->width()))
            return label->text();
    }
    if (const auto *button = qobject_cast<const QAbstractButton *>(widget)) {
        if (!button->text().isEmpty() && button->sizeHint().width() > button->width())
            return button->text();
    }
    if (const auto *box = qobject_cast<const QComboBox *>(widget)) {
        if (box->minimumSizeHint().width() > box->width())
            return box->currentText();
    }
    if (const auto *tabs = qobject_cast<const QTabBar *>(widget)) {
        if (tabs->sizeHint().width() > tabs->width())
            return tabs->tabText(0);
    }
    return {};
}

} // namespace

/// Every window in a language that is foreign to every text: what was forgotten stays English, and what has
/// too little room is cut.
class tst_PseudoLocale : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QCoreApplication::installTranslator(&locale);
        windows = std::make_unique<samples::EveryWindow>();
    }
    void cleanupTestCase() { windows.reset(); }

    void everythingIsTranslated_data() { rows(); }
    void everythingIsTranslated()
    {
        QStringList forgotten;
        int seen = 0;
        const auto look = [&](const QString &where, const QStringList &texts) {
            for (const QString &text : texts) {
                seen += isTranslated(text) ? 1 : 0;
                if (!isTranslated(text) && !isData(text))
                    forgotten << where + QStringLiteral(": ") + text;
            }
        };
        QList<QWidget *> all = window()->findChildren<QWidget *>();
        all.prepend(window());
        for (const QWidget *widget : std::as_const(all)) {
            if (isInnerPart(widget))
                continue;
            const QString where = QString::fromLatin1(widget->metaObject()->className());
            look(where, textsOf(widget));
            if (const auto *view = qobject_cast<const QAbstractItemView *>(widget))
                look(where, textsOf(view));
        }
        forgotten.removeDuplicates();
        QCOMPARE(forgotten.join(u'\n'), QString());
        QVERIFY(seen > 3);
    }

    void nothingIsCut_data() { rows(); }
    void nothingIsCut()
    {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest); // a text may just have changed
        QStringList cut;
        for (const QWidget *widget : window()->findChildren<QWidget *>()) {
            if (!widget->isVisible() || isInnerPart(widget))
                continue;
            if (const QString text = shortage(widget); !text.isEmpty())
                cut << QString::fromLatin1(widget->metaObject()->className()) + QStringLiteral(": ") + text;
        }
        QCOMPARE(cut.join(u'\n'), QString());
        if (const QString folder = qEnvironmentVariable("SLUICE_SCREENSHOTS"); !folder.isEmpty())
            QVERIFY(window()->grab().save(
                folder + QStringLiteral("/pseudo-%1.png").arg(QString::fromLatin1(QTest::currentDataTag()))));
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

    PseudoLocale locale;
    std::unique_ptr<samples::EveryWindow> windows;
};

SLUICE_GUI_TEST(tst_PseudoLocale)
#include "tst_pseudolocale.moc"
