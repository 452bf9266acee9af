#include "ui/settings/limitspage.h"

#include "ui/preferences.h"
#include "ui/settings/scheduledialog.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QPushButton>
#include <QSpinBox>

namespace ui {

LimitsPage::LimitsPage(Preferences &preferences, QWidget *parent)
    : SettingsPage(preferences, tr("Limits"), QStringLiteral("limit"), parent)
    , m_limit(new QCheckBox(tr("&Limit the speed of all downloads together to"), this))
    , m_kilobytes(new QSpinBox(this))
    , m_giveUp(new QCheckBox(tr("&Give up when nothing could move for"), this))
    , m_minutes(new QSpinBox(this))
{
    m_kilobytes->setRange(1, 10'000'000);
    m_kilobytes->setSingleStep(100);
    m_kilobytes->setGroupSeparatorShown(true);
    m_kilobytes->setSuffix(tr(" kB/s"));
    m_kilobytes->setAccessibleName(tr("Speed limit"));
    m_kilobytes->setValue(2000);
    m_minutes->setRange(1, 7 * 24 * 60);
    m_minutes->setSuffix(tr(" min"));
    m_minutes->setAccessibleName(tr("Longest wait"));
    m_minutes->setValue(60);
    auto *schedule = new QPushButton(tr("&Schedule…"), this);
    schedule->setAutoDefault(false);
    connect(schedule, &QPushButton::clicked, this,
            [this] { (new ScheduleDialog(this->preferences(), window()))->open(); });
    form()->addRow(m_limit, m_kilobytes);
    form()->addRow(tr("By the clock:"), schedule);
    form()->addRow(m_giveUp, m_minutes);
    addHint(tr("Without this, a download waits until the network or the server is back."));
    fill();
    connect(&preferences, &Preferences::changed, this, &LimitsPage::fill); // there are menus for it, too
    for (QCheckBox *box : {m_limit, m_giveUp})
        connect(box, &QCheckBox::toggled, this, &LimitsPage::keep);
    for (QSpinBox *box : {m_kilobytes, m_minutes})
        connect(box, &QSpinBox::valueChanged, this, &LimitsPage::keep);
}

void LimitsPage::fill()
{
    const queue::Settings settings = preferences().queueSettings();
    const std::initializer_list<QObject *> boxes{m_limit, m_kilobytes, m_giveUp, m_minutes};
    for (QObject *box : boxes)
        box->blockSignals(true);
    m_limit->setChecked(settings.bytesPerSecond > 0);
    m_giveUp->setChecked(settings.maxWait.count() > 0);
    if (settings.bytesPerSecond > 0)
        m_kilobytes->setValue(static_cast<int>(settings.bytesPerSecond / 1000));
    if (settings.maxWait.count() > 0)
        m_minutes->setValue(static_cast<int>(settings.maxWait.count() / 60));
    for (QObject *box : boxes)
        box->blockSignals(false);
    refresh();
}

void LimitsPage::refresh()
{
    m_kilobytes->setEnabled(m_limit->isChecked());
    m_minutes->setEnabled(m_giveUp->isChecked());
}

void LimitsPage::keep()
{
    refresh();
    queue::Settings settings = preferences().queueSettings();
    settings.bytesPerSecond = m_limit->isChecked() ? m_kilobytes->value() * 1000LL : 0;
    settings.maxWait = std::chrono::minutes(m_giveUp->isChecked() ? m_minutes->value() : 0);
    preferences().setQueueSettings(settings);
}

} // namespace ui
