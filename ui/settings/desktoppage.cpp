#include "ui/settings/desktoppage.h"

#include "ui/preferences.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLabel>

namespace ui {

DesktopPage::DesktopPage(Preferences &preferences, QWidget *parent)
    : SettingsPage(preferences, tr("Desktop"), QStringLiteral("desktop"), parent)
    , m_done(new QCheckBox(tr("Tell when downloads are &finished"), this))
    , m_failed(new QCheckBox(tr("Tell when downloads fai&l"), this))
    , m_tray(new QCheckBox(tr("&Closing the window leaves Sluice in the tray"), this))
    , m_awake(new QCheckBox(tr("Keep the computer a&wake while something downloads"), this))
{
    const DesktopChoices choices = preferences.desktop();
    m_done->setChecked(choices.notifiesDone);
    m_failed->setChecked(choices.notifiesFailed);
    m_tray->setChecked(choices.staysInTray);
    m_awake->setChecked(choices.keepsAwake);
    for (QCheckBox *box : {m_done, m_failed})
        form()->addRow(box);
    addHint(tr("Not while the window is in front. Many at once come in one notice."));
    form()->addRow(m_tray);
    addHint(tr("Where the desktop has no tray, closing the window always ends Sluice."));
    form()->addRow(m_awake);
    addHint(tr("The screen may go dark all the same."));
    for (QCheckBox *box : {m_done, m_failed, m_tray, m_awake})
        connect(box, &QCheckBox::toggled, this, &DesktopPage::keep);
}

void DesktopPage::keep()
{
    DesktopChoices choices = preferences().desktop();
    choices.notifiesDone = m_done->isChecked();
    choices.notifiesFailed = m_failed->isChecked();
    choices.staysInTray = m_tray->isChecked();
    choices.keepsAwake = m_awake->isChecked();
    preferences().setDesktop(choices);
}

} // namespace ui
