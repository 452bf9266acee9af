#include "ui/settings/settingsdialog.h"

#include "ui/icons.h"
#include "ui/settings/appearancepage.h"
#include "ui/settings/connectionspage.h"
#include "ui/settings/desktoppage.h"
#include "ui/settings/folderspage.h"
#include "ui/settings/keyspage.h"
#include "ui/settings/limitspage.h"
#include "ui/settings/mirrorspage.h"
#include "ui/settings/networkpage.h"
#include "ui/settings/proxypage.h"

#include <QDialogButtonBox>
#include <QListWidget>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace ui {

SettingsDialog::SettingsDialog(Preferences &preferences, const queue::Queue &queue, const Tally &tally,
                               QWidget *parent)
    : QDialog(parent)
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
    addPage(new FoldersPage(preferences, this));
    addPage(new ConnectionsPage(preferences, this));
    addPage(new LimitsPage(preferences, this));
    addPage(new NetworkPage(preferences, this));
    addPage(new ProxyPage(preferences, this));
    addPage(new MirrorsPage(preferences, this));
    addPage(keys);
    addPage(new DesktopPage(preferences, this));
    addPage(new AppearancePage(preferences, this));
    m_list->setFixedWidth(m_list->sizeHintForColumn(0) + fontMetrics().averageCharWidth() * 5);
    connect(m_list, &QListWidget::currentRowChanged, m_pages, &QStackedWidget::setCurrentIndex);
    m_list->setCurrentRow(0);

    auto *buttons = new QDialogButtonBox(this);
    QPushButton *close = buttons->addButton(tr("&Close"), QDialogButtonBox::RejectRole);
    close->setAutoDefault(false); // Enter in a field is about the field, and what it says of it is to be seen
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *columns = new QHBoxLayout;
    columns->addWidget(m_list);
    columns->addWidget(m_pages, 1);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(columns, 1);
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 110, fontMetrics().lineSpacing() * 30);
}

void SettingsDialog::addPage(SettingsPage *page)
{
    m_list->addItem(new QListWidgetItem(themedIcon(page->icon()), page->title()));
    m_pages->addWidget(page);
}

void SettingsDialog::open(Page page)
{
    m_list->setCurrentRow(static_cast<int>(page));
    show();
    raise();
    activateWindow();
}

} // namespace ui
