#include "ui/settings/settingsdialog.h"

#include "ui/background.h"
#include "ui/icons.h"
#include "ui/preferences.h"
#include "ui/settings/appearancepage.h"
#include "ui/settings/cachepage.h"
#include "ui/settings/categoriespage.h"
#include "ui/settings/connectionspage.h"
#include "ui/settings/desktoppage.h"
#include "ui/settings/folderspage.h"
#include "ui/settings/keyspage.h"
#include "ui/settings/limitspage.h"
#include "ui/settings/mirrorspage.h"
#include "ui/settings/networkpage.h"
#include "ui/settings/proxypage.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace ui {

SettingsDialog::SettingsDialog(Preferences &preferences, const queue::Queue &queue, const Tally &tally,
                               QWidget *parent)
    : QDialog(parent)
    , m_preferences(preferences)
    , m_list(new QListWidget(this))
    , m_pages(new QStackedWidget(this))
{
    setWindowTitle(tr("Settings"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_list->setAccessibleName(tr("Pages"));
    m_list->setIconSize(QSize(20, 20));
    m_list->setSpacing(2);
    auto *keys = new KeysPage(preferences, queue, tally, this);
    connect(keys, &KeysPage::importWanted, this, &SettingsDialog::keyImportWanted);
    connect(keys, &KeysPage::keysEntered, this, &SettingsDialog::keysEntered);
    connect(keys, &KeysPage::keysRemoved, this, &SettingsDialog::keysRemoved);
    addPage(new FoldersPage(preferences, this));
    addPage(new CategoriesPage(preferences, this));
    addPage(new ConnectionsPage(preferences, this));
    addPage(new LimitsPage(preferences, this));
    addPage(new NetworkPage(preferences, this));
    addPage(new ProxyPage(preferences, this));
    addPage(new MirrorsPage(preferences, this));
    addPage(keys);
    addPage(new CachePage(preferences, this));
    addPage(new DesktopPage(preferences, this));
    addPage(new AppearancePage(preferences, this));
    m_list->setFixedWidth(m_list->sizeHintForColumn(0) + fontMetrics().averageCharWidth() * 5);
    connect(m_list, &QListWidget::currentRowChanged, m_pages, &QStackedWidget::setCurrentIndex);
    m_list->setCurrentRow(0);

    auto *save = new QPushButton(tr("E&xport…"), this);
    connect(save, &QPushButton::clicked, this, &SettingsDialog::exportSettings);
    auto *load = new QPushButton(tr("I&mport…"), this);
    connect(load, &QPushButton::clicked, this, &SettingsDialog::importSettings);
    auto *buttons = new QDialogButtonBox(this);
    QPushButton *close = buttons->addButton(tr("&Close"), QDialogButtonBox::RejectRole);
    for (QPushButton *button : {save, load, close}) // Enter in a field is about the field, and what it says
        button->setAutoDefault(false);              // of it is to be seen
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *columns = new QHBoxLayout;
    columns->addWidget(m_list);
    columns->addWidget(m_pages, 1);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(columns, 1);
    auto *below = new QHBoxLayout;
    below->addWidget(save);
    below->addWidget(load);
    below->addStretch();
    below->addWidget(buttons);
    layout->addLayout(below);
    resize(fontMetrics().averageCharWidth() * 110, fontMetrics().lineSpacing() * 36);
}

void SettingsDialog::addPage(SettingsPage *page)
{
    m_list->addItem(new QListWidgetItem(themedIcon(page->icon()), page->title()));
    m_pages->addWidget(page);
}

/// Into a file that one may hand on: it has none of the secrets, and says so.
void SettingsDialog::exportSettings()
{
    auto *dialog = new QFileDialog(this, tr("Export settings"), QDir::homePath(), tr("Settings (*.ini)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("ini"));
    dialog->selectFile(QStringLiteral("sluice-settings.ini"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        inBackground([path, values = m_preferences.exported()] { return writeSettings(path, values); }, this,
                     [this, path](const QString &trouble) {
                         const QString file = QDir::toNativeSeparators(path);
                         tell(
                             trouble.isEmpty()
                                 ? tr("The settings were saved to %1. Passwords, headers and cookies are not "
                                      "in it, nor are keys.")
                                       .arg(file)
                                 : tr("%1 was not saved: %2").arg(file, trouble));
                     });
    });
    dialog->open();
}

void SettingsDialog::importSettings()
{
    auto *dialog = new QFileDialog(this, tr("Import settings"), QDir::homePath(), tr("Settings (*.ini)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        inBackground(
            [path] { return readSettings(path); }, this,
            [this, path](const QVariantMap &values) {
                const QString file = QDir::toNativeSeparators(path);
                const int taken = m_preferences.import(values);
                if (taken == 0)
                    return tell(tr("%1 has no settings of Sluice.").arg(file));
                Q_EMIT imported(
                    tr("%Ln setting(s) were taken from %1. Logins and keys stay as they are.", nullptr, taken)
                        .arg(file));
            });
    });
    dialog->open();
}

void SettingsDialog::tell(const QString &sentence)
{
    auto *message =
        new QMessageBox(QMessageBox::Information, tr("Settings"), sentence, QMessageBox::Ok, this);
    message->setAttribute(Qt::WA_DeleteOnClose);
    message->open();
}

void SettingsDialog::open(Page page)
{
    m_list->setCurrentRow(static_cast<int>(page));
    show();
    raise();
    activateWindow();
}

} // namespace ui
