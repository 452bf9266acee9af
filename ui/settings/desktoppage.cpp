#include "ui/settings/desktoppage.h"

#include "ui/background.h"
#include "ui/desktop/autostart.h"
#include "ui/preferences.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLabel>
#include <QSignalBlocker>

namespace ui {

DesktopPage::DesktopPage(Preferences &preferences, QWidget *parent)
    : SettingsPage(preferences, tr("Desktop"), QStringLiteral("desktop"), parent)
    , m_done(new QCheckBox(tr("Tell when downloads are &finished"), this))
    , m_failed(new QCheckBox(tr("Tell when downloads fai&l"), this))
    , m_sound(new QCheckBox(tr("Play a &sound when downloads are finished"), this))
    , m_clipboard(new QCheckBox(tr("Offer &links to files when they are copied"), this))
    , m_tray(new QCheckBox(tr("&Closing the window leaves Sluice in the tray"), this))
    , m_awake(new QCheckBox(tr("Keep the computer a&wake while something downloads"), this))
    , m_autostart(new QCheckBox(tr("&Start Sluice with the session"), this))
{
    const DesktopChoices choices = preferences.desktop();
    m_done->setChecked(choices.notifiesDone);
    m_failed->setChecked(choices.notifiesFailed);
    m_tray->setChecked(choices.staysInTray);
    m_awake->setChecked(choices.keepsAwake);
    m_sound->setChecked(choices.playsSound);
    m_clipboard->setChecked(choices.watchesClipboard);
    for (QCheckBox *box : {m_done, m_failed})
        form()->addRow(box);
    addHint(tr("Not while the window is in front. Many at once come in one notice."));
    form()->addRow(m_sound);
    form()->addRow(m_clipboard);
    addHint(
        tr("Sluice then looks at what other programs put on the clipboard. Nothing is downloaded before you "
           "add it."));
    form()->addRow(m_tray);
    addHint(tr("Where the desktop has no tray, closing the window always ends Sluice."));
    form()->addRow(m_awake);
    addHint(tr("The screen may go dark all the same."));
    for (QCheckBox *box : {m_done, m_failed, m_sound, m_clipboard, m_tray, m_awake})
        connect(box, &QCheckBox::toggled, this, &DesktopPage::keep);
    addAutostart();
}

/// Kept by the session itself, not in the settings: what the desktop's own tool says of it counts.
void DesktopPage::addAutostart()
{
    m_autostart->setVisible(Autostart::isKnown());
    if (!Autostart::isKnown())
        return;
    form()->addRow(m_autostart);
    m_trouble = addHint(tr("In the tray, without its window."));
    m_autostart->setEnabled(false); // until it is known
    inBackground([entry = Autostart::ofSession()] { return entry.state(); }, this,
                 [this](Autostart::State state) {
                     const QSignalBlocker quiet(m_autostart);
                     m_autostart->setChecked(state == Autostart::State::On);
                     m_autostart->setEnabled(true);
                 });
    connect(m_autostart, &QCheckBox::toggled, this, [this](bool isWanted) {
        const auto state = isWanted ? Autostart::State::On : Autostart::State::Off;
        inBackground([entry = Autostart::ofSession(), state] { return entry.change(state); }, this,
                     [this](const QString &trouble) {
                         if (!trouble.isEmpty())
                             m_trouble->setText(trouble);
                     });
    });
}

void DesktopPage::keep()
{
    DesktopChoices choices = preferences().desktop();
    choices.notifiesDone = m_done->isChecked();
    choices.notifiesFailed = m_failed->isChecked();
    choices.playsSound = m_sound->isChecked();
    choices.watchesClipboard = m_clipboard->isChecked();
    choices.staysInTray = m_tray->isChecked();
    choices.keepsAwake = m_awake->isChecked();
    preferences().setDesktop(choices);
}

} // namespace ui
