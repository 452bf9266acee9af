#include "ui/settings/categoriespage.h"

#include "ui/preferences.h"

#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace ui {

CategoriesPage::CategoriesPage(Preferences &preferences, QWidget *parent)
    : SettingsPage(preferences, tr("Categories"), QStringLiteral("tag"), parent)
    , m_categories(preferences.categories())
    , m_rules(new QLineEdit(this))
    , m_complaint(new QLabel(this))
{
    form()->addRow(buildList());
    m_folderRow = buildFolder();
    form()->addRow(tr("&Folder:"), m_folderRow);
    m_rules->setAccessibleName(tr("Hosts and types"));
    m_rules->setPlaceholderText(tr("cdn.example  *.iso  *.zip"));
    form()->addRow(tr("&Hosts and types:"), m_rules);
    m_complaint->setWordWrap(true);
    m_complaint->hide();
    form()->addRow(m_complaint);
    addHint(tr("A new download from one of these hosts, or whose name ends like this, gets the category and "
               "goes to its folder. The first that fits counts. Files that are there already stay where they "
               "are."));
    connect(m_list, &QListWidget::currentRowChanged, this, &CategoriesPage::present);
    for (QLineEdit *field : {m_folder, m_rules})
        connect(field, &QLineEdit::editingFinished, this, &CategoriesPage::keep);
    fill();
    m_list->setCurrentRow(m_categories.isEmpty() ? -1 : 0);
    present();
}

QWidget *CategoriesPage::buildList()
{
    auto *part = new QWidget(this);
    m_list = new QListWidget(part);
    m_list->setAccessibleName(tr("Categories"));
    auto *add = new QPushButton(tr("&New…"), part);
    add->setAutoDefault(false);
    connect(add, &QPushButton::clicked, this, &CategoriesPage::add);
    m_remove = new QPushButton(tr("&Remove"), part);
    m_remove->setAutoDefault(false);
    connect(m_remove, &QPushButton::clicked, this, &CategoriesPage::remove);
    auto *buttons = new QVBoxLayout;
    buttons->addWidget(add);
    buttons->addWidget(m_remove);
    buttons->addStretch();
    auto *layout = new QHBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_list, 1);
    layout->addLayout(buttons);
    return part;
}

QWidget *CategoriesPage::buildFolder()
{
    auto *row = new QWidget(this);
    m_folder = new QLineEdit(row);
    m_folder->setAccessibleName(tr("Folder of the category"));
    m_folder->setPlaceholderText(QDir::toNativeSeparators(preferences().downloadFolder()));
    auto *browse = new QPushButton(tr("&Browse…"), row);
    browse->setAutoDefault(false);
    connect(browse, &QPushButton::clicked, this, &CategoriesPage::chooseFolder);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_folder, 1);
    layout->addWidget(browse);
    return row;
}

void CategoriesPage::fill()
{
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    for (const queue::Category &category : std::as_const(m_categories))
        m_list->addItem(category.name);
}

void CategoriesPage::present()
{
    const int row = m_list->currentRow();
    const queue::Category category = m_categories.value(row);
    m_remove->setEnabled(row >= 0);
    m_folderRow->setEnabled(row >= 0);
    m_rules->setEnabled(row >= 0);
    m_folder->setText(QDir::toNativeSeparators(category.folder));
    m_rules->setText(category.rules.join(QStringLiteral("  ")));
    m_complaint->hide();
}

/// What cannot be kept is said, and stays in its field to be mended.
void CategoriesPage::keep()
{
    const int row = m_list->currentRow();
    if (row < 0)
        return;
    queue::Category &category = m_categories[row];
    QStringList complaints;
    const QString folder = QDir::fromNativeSeparators(m_folder->text().trimmed());
    if (folder.isEmpty() || QDir::isAbsolutePath(folder))
        category.folder = folder.isEmpty() ? QString() : QDir::cleanPath(folder);
    else
        complaints << tr("The folder needs its whole path.");
    static const QRegularExpression separators(QStringLiteral("[\\s,;]+"));
    category.rules.clear();
    for (const QString &word : m_rules->text().split(separators, Qt::SkipEmptyParts)) {
        const QString rule = queue::categoryRuleFrom(word);
        if (rule.isEmpty())
            complaints << tr("“%1” is neither a host nor a type like *.iso.").arg(word);
        else
            category.rules << rule;
    }
    m_complaint->setText(complaints.join(QLatin1Char('\n')));
    m_complaint->setVisible(!complaints.isEmpty());
    preferences().setCategories(m_categories);
}

void CategoriesPage::add()
{
    auto *dialog = new QInputDialog(window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("New category"));
    dialog->setLabelText(tr("Name:"));
    dialog->setOkButtonText(tr("&Add"));
    dialog->setCancelButtonText(tr("Cancel"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString &text) {
        const QString name = queue::labelFrom(text);
        if (name.isEmpty())
            return;
        if (!queue::categoryNamed(m_categories, name)) {
            m_categories.append({name, {}, {}});
            preferences().setCategories(m_categories);
            fill();
        }
        for (int row = 0; row < m_list->count(); ++row) {
            if (m_list->item(row)->text() == name)
                m_list->setCurrentRow(row);
        }
        m_rules->setFocus();
    });
    dialog->open();
}

/// Downloads that are in it stay so.
void CategoriesPage::remove()
{
    const int row = m_list->currentRow();
    if (row < 0)
        return;
    m_categories.removeAt(row);
    preferences().setCategories(m_categories);
    fill();
    m_list->setCurrentRow(std::min(row, m_list->count() - 1));
    present();
}

void CategoriesPage::chooseFolder()
{
    const QString folder =
        QFileDialog::getExistingDirectory(this, tr("Folder of the category"), m_folder->text());
    if (folder.isEmpty())
        return;
    m_folder->setText(QDir::toNativeSeparators(folder));
    keep();
}

} // namespace ui
