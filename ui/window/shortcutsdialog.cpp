#include "ui/window/shortcutsdialog.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSet>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace ui {

namespace {

/// Without access keys, and without the brackets in which they stand behind Chinese text.
QString plain(QString text)
{
    const qsizetype bracket = text.indexOf(QStringLiteral("(&"));
    if (bracket >= 0 && bracket + 3 < text.size() && text[bracket + 3] == u')')
        text.remove(bracket, 4);
    return text.remove(QLatin1Char('&'));
}

QTreeWidgetItem *addRow(QTreeWidgetItem *group, const QString &what, const QKeySequence &keys)
{
    return new QTreeWidgetItem(group, {what, keys.toString(QKeySequence::NativeText)});
}

QTreeWidgetItem *addHeading(QTreeWidget *table, const QString &text)
{
    auto *heading = new QTreeWidgetItem(table, {text});
    heading->setFirstColumnSpanned(true);
    heading->setFlags(Qt::ItemIsEnabled);
    QFont font = table->font();
    font.setBold(true);
    heading->setFont(0, font);
    return heading;
}

void addGroup(QTreeWidget *table, const QAction *menu, QSet<QAction *> &known)
{
    QTreeWidgetItem *group = addHeading(table, plain(menu->text()));
    for (QAction *action : menu->menu()->actions()) {
        if (action->shortcut().isEmpty() || known.contains(action))
            continue;
        known.insert(action);
        addRow(group, plain(action->text()), action->shortcut());
    }
    if (group->childCount() == 0)
        delete group;
}

void filter(QTreeWidget *table, const QString &text)
{
    for (int i = 0; i < table->topLevelItemCount(); ++i) {
        QTreeWidgetItem *group = table->topLevelItem(i);
        bool isShown = false;
        for (int row = 0; row < group->childCount(); ++row) {
            QTreeWidgetItem *item = group->child(row);
            const bool fits = item->text(0).contains(text, Qt::CaseInsensitive) ||
                              item->text(1).contains(text, Qt::CaseInsensitive);
            item->setHidden(!fits);
            isShown |= fits;
        }
        group->setHidden(!isShown);
    }
}

} // namespace

ShortcutsDialog::ShortcutsDialog(const QList<QAction *> &menus, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Keyboard shortcuts"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *find = new QLineEdit(this);
    find->setPlaceholderText(tr("Find a shortcut"));
    find->setAccessibleName(tr("Find a shortcut"));
    find->setClearButtonEnabled(true);
    auto *table = new QTreeWidget(this);
    table->setAccessibleName(tr("Keyboard shortcuts"));
    table->setHeaderLabels({tr("What"), tr("Keys")});
    table->header()->setAccessibleName(tr("Columns"));
    table->setRootIsDecorated(false);
    table->setItemsExpandable(false);
    table->setUniformRowHeights(true);
    QSet<QAction *> known;
    for (const QAction *menu : menus) {
        if (menu->menu())
            addGroup(table, menu, known);
    }
    QTreeWidgetItem *list = addHeading(table, tr("In the list"));
    addRow(list, tr("Pause or resume"), QKeySequence(Qt::Key_Space));
    addRow(list, tr("Menu of the download"), QKeySequence(Qt::SHIFT | Qt::Key_F10));
    table->expandAll();
    table->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    table->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    table->header()->setStretchLastSection(false);
    connect(find, &QLineEdit::textChanged, this,
            [table](const QString &text) { filter(table, text.trimmed()); });
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("&Close"), QDialogButtonBox::RejectRole)->setDefault(true);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(find);
    layout->addWidget(table, 1);
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 84, fontMetrics().lineSpacing() * 34);
}

} // namespace ui
