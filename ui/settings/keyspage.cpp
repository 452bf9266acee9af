#include "ui/settings/keyspage.h"

#include "core/hex.h"
#include "core/queue/queue.h"
#include "ui/details/tableview.h"
#include "ui/list/tally.h"
#include "ui/settings/knownkeys.h"

#include <QFormLayout>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QVBoxLayout>

namespace ui {

KeysPage::KeysPage(Preferences &preferences, const queue::Queue &queue, const Tally &tally, QWidget *parent)
    : SettingsPage(preferences, tr("Keys"), QStringLiteral("key"), parent)
    , m_queue(queue)
    , m_tally(tally)
    , m_known(new KnownKeys(this))
    , m_shown(new QSortFilterProxyModel(this))
    , m_count(new QLabel(this))
    , m_missing(new QLabel(this))
{
    m_missing->setWordWrap(true);
    form()->addRow(tr("Known:"), m_count);
    form()->addRow(buildKnown());
    form()->addRow(tr("Missing:"), m_missing);
    form()->addRow(buildMissing());
    addHint(tr("A key list has a name and a key on each line. You can also drop it onto the window. "
               "A key that arrives unlocks what waits for it; nothing is downloaded again."));
    connect(&tally, &Tally::changed, this, &KeysPage::refresh);
    connect(&queue, &queue::Queue::keysChanged, this, &KeysPage::refresh);
}

QWidget *KeysPage::buildKnown()
{
    auto *part = new QWidget(this);
    m_shown->setSourceModel(m_known);
    m_shown->setFilterKeyColumn(-1);
    m_shown->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_find = new QLineEdit(part);
    m_find->setPlaceholderText(tr("Find a key by its name or where it is from"));
    m_find->setAccessibleName(tr("Find a key"));
    m_find->setClearButtonEnabled(true);
    connect(m_find, &QLineEdit::textChanged, m_shown, &QSortFilterProxyModel::setFilterFixedString);
    m_table = new TableView(*m_shown, tr("Known keys"), part);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_table->setMinimumHeight(fontMetrics().lineSpacing() * 7);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &KeysPage::refreshButtons);
    connect(m_shown, &QAbstractItemModel::modelReset, this, &KeysPage::refreshButtons);
    auto *import = new QPushButton(tr("&Import a key list…"), part);
    connect(import, &QPushButton::clicked, this, &KeysPage::importWanted);
    m_correct = new QPushButton(tr("Co&rrect…"), part);
    connect(m_correct, &QPushButton::clicked, this, &KeysPage::askForKey);
    m_delete = new QPushButton(tr("&Delete…"), part);
    connect(m_delete, &QPushButton::clicked, this, &KeysPage::askToRemove);
    auto *buttons = new QHBoxLayout;
    for (QPushButton *button : {import, m_correct, m_delete}) {
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    buttons->addStretch();
    auto *rows = new QVBoxLayout(part);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_find);
    rows->addWidget(m_table, 1);
    rows->addLayout(buttons);
    return part;
}

/// The form itself must not hold what comes and goes.
QWidget *KeysPage::buildMissing()
{
    auto *part = new QWidget(this);
    m_names = new QListWidget(part);
    m_names->setUniformItemSizes(true);
    m_names->setAccessibleName(tr("Missing keys"));
    m_names->setMaximumHeight(fontMetrics().lineSpacing() * 5);
    auto *rows = new QVBoxLayout(part);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_names);
    return part;
}

void KeysPage::showEvent(QShowEvent *event)
{
    refresh();
    SettingsPage::showEvent(event);
}

void KeysPage::refresh()
{
    const auto keys = m_queue.keys();
    m_count->setText(tr("%Ln key(s)", nullptr, keys ? static_cast<int>(keys->size()) : 0));
    m_known->show(keys);
    const int missing = static_cast<int>(m_tally.missingKeys().size());
    m_missing->setText(missing > 0 ? tr("%Ln key(s)", nullptr, missing) : tr("none"));
    QStringList names;
    for (const quint64 name : m_tally.missingKeys())
        names << core::hex(static_cast<blte::KeyName>(name));
    names.sort();
    m_names->clear();
    m_names->addItems(names);
    m_names->setVisible(missing > 0);
    refreshButtons();
}

void KeysPage::refreshButtons()
{
    const qsizetype chosen = m_table->selectionModel()->selectedRows().size();
    m_correct->setEnabled(chosen == 1);
    m_delete->setEnabled(chosen > 0);
}

QList<quint64> KeysPage::chosenNames() const
{
    QList<quint64> names;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        names << static_cast<quint64>(m_known->name(m_shown->mapToSource(index).row()));
    return names;
}

void KeysPage::askToRemove()
{
    const QList<quint64> names = chosenNames();
    if (names.isEmpty())
        return;
    auto *question =
        new QMessageBox(QMessageBox::Question, tr("Delete keys"),
                        tr("Delete %Ln key(s)? Files that were unlocked with them stay as they are.", nullptr,
                           static_cast<int>(names.size())),
                        QMessageBox::NoButton, window());
    question->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *yes = question->addButton(tr("&Delete"), QMessageBox::AcceptRole);
    question->setDefaultButton(question->addButton(tr("Cancel"), QMessageBox::RejectRole));
    connect(yes, &QPushButton::clicked, this, [this, names] { Q_EMIT keysRemoved(names); });
    question->open();
}

void KeysPage::askForKey()
{
    const QList<quint64> names = chosenNames();
    if (names.size() != 1)
        return;
    const QString name = core::hex(blte::KeyName{names.first()});
    auto *dialog = new QInputDialog(window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Correct a key"));
    dialog->setLabelText(tr("The key %1, 32 hex digits:").arg(name));
    dialog->setOkButtonText(tr("&Correct"));
    dialog->setCancelButtonText(tr("Cancel"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this, name](const QString &text) {
        const QString line = name + QLatin1Char(' ') + text.simplified().remove(QLatin1Char(' '));
        blte::KeyList keys = blte::parseKeyList(line.toStdString());
        if (keys.entries.size() != 1) {
            auto *trouble =
                new QMessageBox(QMessageBox::Warning, tr("Correct a key"),
                                tr("That is no key: a key has 32 hex digits."), QMessageBox::Ok, window());
            trouble->setAttribute(Qt::WA_DeleteOnClose);
            return trouble->open();
        }
        blte::setOrigin(keys, tr("entered").toStdString());
        Q_EMIT keysEntered(keys);
    });
    dialog->open();
}

} // namespace ui
