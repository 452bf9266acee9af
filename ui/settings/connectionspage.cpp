#include "ui/settings/connectionspage.h"

#include "ui/preferences.h"

#include <QFormLayout>
#include <QSpinBox>

namespace ui {

ConnectionsPage::ConnectionsPage(Preferences &preferences, QWidget *parent)
    : SettingsPage(preferences, tr("Connections"), QStringLiteral("connections"), parent)
    , m_jobs(addNumber(tr("&Files at once:"), 64, preferences.queueSettings().jobs))
    , m_perFile(addNumber(tr("Connections per fi&le:"), 32, preferences.queueSettings().connectionsPerFile))
    , m_perHost(addNumber(tr("Connections per &host:"), 32, preferences.queueSettings().connectionsPerHost))
{
    addHint(tr("More connections help when each one is slow. Many servers allow only a few."));
    for (QSpinBox *box : {m_jobs, m_perFile, m_perHost})
        connect(box, &QSpinBox::valueChanged, this, &ConnectionsPage::keep);
}

QSpinBox *ConnectionsPage::addNumber(const QString &caption, int most, int value)
{
    auto *box = new QSpinBox(this);
    box->setRange(1, most);
    box->setValue(value);
    form()->addRow(caption, box);
    return box;
}

void ConnectionsPage::keep()
{
    queue::Settings settings = preferences().queueSettings();
    settings.jobs = m_jobs->value();
    settings.connectionsPerFile = m_perFile->value();
    settings.connectionsPerHost = m_perHost->value();
    preferences().setQueueSettings(settings);
}

} // namespace ui
