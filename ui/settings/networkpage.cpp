#include "ui/settings/networkpage.h"

#include "ui/optionboxes.h"
#include "ui/preferences.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>

namespace ui {

NetworkPage::NetworkPage(Preferences &preferences, QWidget *parent)
    : SettingsPage(preferences, tr("Network and memory"), QStringLiteral("network"), parent)
    , m_network(new QComboBox(this))
    , m_memory(new QComboBox(this))
    , m_metered(new QCheckBox(tr("&Wait while the connection is metered"), this))
    , m_hash(new QCheckBox(tr("Compute the &MD5 of every finished file"), this))
{
    using http::NetworkProfile;
    using queue::MemoryProfile;
    m_network->addItem(tr("Standard"), static_cast<int>(NetworkProfile::Standard));
    m_network->addItem(tr("Unreliable: try more often"), static_cast<int>(NetworkProfile::Unreliable));
    m_network->addItem(tr("Stable: change mirrors early"), static_cast<int>(NetworkProfile::Stable));
    m_memory->addItem(tr("Low memory"), static_cast<int>(MemoryProfile::Low));
    m_memory->addItem(tr("Balanced"), static_cast<int>(MemoryProfile::Balanced));
    m_memory->addItem(tr("High throughput"), static_cast<int>(MemoryProfile::High));
    const queue::Settings settings = preferences.queueSettings();
    choose(m_network, static_cast<int>(settings.network));
    choose(m_memory, static_cast<int>(settings.memory));
    m_hash->setChecked(settings.alwaysHash);
    m_metered->setChecked(preferences.desktop().sparesMetered);
    form()->addRow(tr("&Network:"), m_network);
    form()->addRow(QString(), m_metered);
    form()->addRow(tr("Me&mory:"), m_memory);
    form()->addRow(QString(), m_hash);
    addHint(tr("Without a content key the MD5 proves nothing by itself; it helps to compare files."));
    buildLogins();
    connect(m_network, &QComboBox::currentIndexChanged, this, &NetworkPage::keep);
    connect(m_memory, &QComboBox::currentIndexChanged, this, &NetworkPage::keep);
    connect(m_metered, &QCheckBox::toggled, this, [this](bool on) {
        DesktopChoices choices = this->preferences().desktop();
        choices.sparesMetered = on;
        this->preferences().setDesktop(choices);
    });
    connect(m_hash, &QCheckBox::toggled, this, &NetworkPage::keep);
}

/// The sites that a user and a password are kept for (SignInDialog); passwords are not shown.
void NetworkPage::buildLogins()
{
    auto *part = new QWidget(this);
    m_logins = new QListWidget(part);
    m_logins->setAccessibleName(tr("Signed in at"));
    m_logins->setMaximumHeight(fontMetrics().lineSpacing() * 6);
    m_forget = new QPushButton(tr("&Forget"), part);
    m_forget->setAutoDefault(false);
    auto *layout = new QHBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_logins, 1);
    layout->addWidget(m_forget, 0, Qt::AlignTop);
    auto *caption = new QLabel(tr("Signed &in at:"), this);
    caption->setBuddy(m_logins);
    form()->addRow(caption, part);
    addHint(tr("Sites whose user names, passwords and headers are kept. Sign in from a download's menu."));
    connect(m_logins, &QListWidget::currentRowChanged, this,
            [this](int row) { m_forget->setEnabled(row >= 0); });
    connect(m_forget, &QPushButton::clicked, this, [this] {
        queue::Settings settings = preferences().queueSettings();
        settings.logins.removeAt(m_logins->currentRow());
        preferences().setQueueSettings(settings);
        refreshLogins();
    });
    refreshLogins();
}

void NetworkPage::refreshLogins()
{
    m_logins->clear();
    for (const http::SiteLogin &login : preferences().queueSettings().logins) {
        QStringList parts{login.site.toDisplayString(QUrl::RemoveUserInfo), login.user};
        for (const core::RequestHeader &header : login.headers)
            parts << QString::fromLatin1(header.name); // its value is nobody's business
        parts.removeAll(QString());
        m_logins->addItem(parts.join(QStringLiteral("  ")));
    }
    m_forget->setEnabled(m_logins->currentRow() >= 0);
}

void NetworkPage::keep()
{
    queue::Settings settings = preferences().queueSettings();
    settings.network = static_cast<http::NetworkProfile>(chosen(m_network));
    settings.memory = static_cast<queue::MemoryProfile>(chosen(m_memory));
    settings.alwaysHash = m_hash->isChecked();
    preferences().setQueueSettings(settings);
}

} // namespace ui
