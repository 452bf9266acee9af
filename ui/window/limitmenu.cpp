#include "ui/window/limitmenu.h"

#include "ui/format.h"
#include "ui/preferences.h"

#include <QInputDialog>

namespace ui {

namespace {

constexpr std::array<qint64, 7> kPresets{500'000,    1'000'000,  2'000'000, 5'000'000,
                                         10'000'000, 25'000'000, 50'000'000};

} // namespace

LimitMenu::LimitMenu(Preferences &preferences, QWidget *parent)
    : QMenu(parent)
    , m_preferences(preferences)
{
    setTitle(tr("Speed limit"));
    connect(this, &QMenu::aboutToShow, this, &LimitMenu::offer);
}

QString LimitMenu::caption(const Preferences &preferences)
{
    const qint64 limit = preferences.queueSettings().bytesPerSecond;
    return limit > 0 ? tr("Limit: %1").arg(formatSpeed(limit)) : tr("Limit: off");
}

void LimitMenu::offer()
{
    clear();
    const qint64 current = m_preferences.queueSettings().bytesPerSecond;
    const auto add = [this, current](const QString &text, qint64 limit) {
        QAction *action = addAction(text);
        action->setCheckable(true);
        action->setChecked(limit == current);
        connect(action, &QAction::triggered, this, [this, limit] { setLimit(limit); });
    };
    add(tr("No limit"), 0);
    addSeparator();
    for (const qint64 preset : kPresets)
        add(formatSpeed(preset), preset);
    const bool isCustom =
        current > 0 && std::find(kPresets.begin(), kPresets.end(), current) == kPresets.end();
    if (isCustom)
        add(formatSpeed(current), current);
    addSeparator();
    connect(addAction(tr("Other…")), &QAction::triggered, this, &LimitMenu::askForLimit);
}

void LimitMenu::setLimit(qint64 bytesPerSecond)
{
    queue::Settings settings = m_preferences.queueSettings();
    settings.bytesPerSecond = bytesPerSecond;
    m_preferences.setQueueSettings(settings);
}

void LimitMenu::askForLimit()
{
    const auto kilobytes = static_cast<int>(m_preferences.queueSettings().bytesPerSecond / 1000);
    bool ok = false;
    const int chosen =
        QInputDialog::getInt(parentWidget(), tr("Speed limit"), tr("Kilobytes per second (0: no limit):"),
                             kilobytes, 0, 10'000'000, 100, &ok);
    if (ok)
        setLimit(chosen * 1000LL);
}

} // namespace ui
