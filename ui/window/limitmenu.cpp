#include "ui/window/limitmenu.h"

#include "ui/format.h"
#include "ui/list/queueview.h"
#include "ui/preferences.h"
#include "ui/settings/scheduledialog.h"

#include <QActionGroup>
#include <QInputDialog>
#include <array>

namespace ui {

namespace {

constexpr std::array<qint64, 7> kPresets{500'000,    1'000'000,  2'000'000, 5'000'000,
                                         10'000'000, 25'000'000, 50'000'000};

} // namespace

LimitMenu::LimitMenu(QWidget *parent)
    : QMenu(parent)
{
    setTitle(tr("Speed limit"));
    connect(this, &QMenu::aboutToShow, this, &LimitMenu::offer);
}

void LimitMenu::offer()
{
    clear();
    delete m_choices;
    m_choices = new QActionGroup(this);
    offerLimit(tr("No limit"), 0);
    addSeparator();
    for (const qint64 preset : kPresets)
        offerLimit(formatSpeed(preset), preset);
    const bool isPreset = std::find(kPresets.begin(), kPresets.end(), limit()) != kPresets.end();
    if (limit() > 0 && !isPreset)
        offerLimit(formatSpeed(limit()), limit());
    addSeparator();
    connect(addAction(tr("Other…")), &QAction::triggered, this, &LimitMenu::askForLimit);
    addMore();
}

void LimitMenu::offerLimit(const QString &text, qint64 bytesPerSecond)
{
    QAction *action = addAction(text);
    action->setCheckable(true);
    m_choices->addAction(action);
    action->setChecked(bytesPerSecond == limit());
    connect(action, &QAction::triggered, this, [this, bytesPerSecond] { setLimit(bytesPerSecond); });
}

void LimitMenu::askForLimit()
{
    auto *dialog = new QInputDialog(windowForDialogs());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Speed limit"));
    dialog->setLabelText(tr("Kilobytes per second (0: no limit):"));
    dialog->setIntRange(0, 10'000'000);
    dialog->setIntStep(100);
    dialog->setIntValue(static_cast<int>(std::max<qint64>(limit(), 0) / 1000));
    dialog->setOkButtonText(tr("&Limit")); // last: now it knows which field its label is for
    dialog->setCancelButtonText(tr("Cancel"));
    connect(dialog, &QInputDialog::intValueSelected, this,
            [this](int kilobytes) { setLimit(kilobytes * 1000LL); });
    dialog->open();
}

/// The one the menu hangs in; a menu of the tray hangs in none.
QWidget *LimitMenu::windowForDialogs() const
{
    QWidget *window = parentWidget() ? parentWidget()->window() : nullptr;
    return qobject_cast<QMenu *>(window) ? nullptr : window;
}

OverallLimitMenu::OverallLimitMenu(Preferences &preferences, QWidget *parent)
    : LimitMenu(parent)
    , m_preferences(preferences)
{
}

QString OverallLimitMenu::caption(const Preferences &preferences)
{
    const queue::Settings settings = preferences.queueSettings();
    const auto scheduled = settings.schedule.limitAt(QDateTime::currentDateTime());
    const qint64 limit = scheduled.value_or(settings.bytesPerSecond);
    if (limit == queue::ScheduleRule::kNothingRuns)
        return tr("Stopped (schedule)");
    const QString text = limit > 0 ? tr("Limit: %1").arg(formatSpeed(limit)) : tr("Limit: off");
    return scheduled ? tr("%1 (schedule)").arg(text) : text;
}

qint64 OverallLimitMenu::limit() const
{
    return m_preferences.queueSettings().bytesPerSecond;
}

void OverallLimitMenu::setLimit(qint64 bytesPerSecond)
{
    queue::Settings settings = m_preferences.queueSettings();
    settings.bytesPerSecond = bytesPerSecond;
    m_preferences.setQueueSettings(settings);
}

void OverallLimitMenu::addMore()
{
    connect(addAction(tr("Schedule…")), &QAction::triggered, this, &OverallLimitMenu::openSchedule);
}

void OverallLimitMenu::openSchedule()
{
    (new ScheduleDialog(m_preferences, windowForDialogs()))->open();
}

ItemLimitMenu::ItemLimitMenu(queue::Queue &queue, const QueueView &view, QWidget *parent)
    : LimitMenu(parent)
    , m_queue(queue)
    , m_view(view)
{
}

qint64 ItemLimitMenu::limit() const
{
    qint64 common = -1;
    for (const int row : m_view.selectedQueueRows()) {
        const qint64 limit = m_queue.at(row).bytesPerSecond;
        if (common >= 0 && limit != common)
            return -1;
        common = limit;
    }
    return common;
}

void ItemLimitMenu::setLimit(qint64 bytesPerSecond)
{
    m_queue.setLimit(m_view.selectedIds(), bytesPerSecond);
}

} // namespace ui
