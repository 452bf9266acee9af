#include "ui/window/statusstrip.h"

#include "ui/background.h"
#include "ui/format.h"
#include "ui/icons.h"
#include "ui/intake/freespace.h"
#include "ui/preferences.h"
#include "ui/window/limitmenu.h"
#include "ui/window/menubutton.h"
#include "ui/window/sparkline.h"

#include <QDir>
#include <QLabel>
#include <QToolButton>

namespace ui {

namespace {

constexpr int kFreeSpaceEvery = 15;         ///< seconds of activity
constexpr qint64 kLongestSleep = 3'600'000; ///< ms; the clock on the wall may be set meanwhile

} // namespace

StatusStrip::StatusStrip(const queue::Queue &queue, Preferences &preferences, QWidget *parent)
    : QStatusBar(parent)
    , m_queue(queue)
    , m_preferences(preferences)
{
    build();
    connect(&preferences, &Preferences::changed, this, &StatusStrip::refreshLimit);
    connect(&preferences, &Preferences::changed, this, &StatusStrip::askFreeSpace);
    connect(&queue, &queue::Queue::activeCountChanged, this, &StatusStrip::refresh);
    connect(&queue, &queue::Queue::activeCountChanged, this, [this](int count) {
        if (count == 0)
            askFreeSpace();
    });
    m_schedule.setSingleShot(true);
    connect(&m_schedule, &QTimer::timeout, this, &StatusStrip::refreshLimit);
    refreshLimit();
    refresh();
    askFreeSpace();
}

void StatusStrip::build()
{
    setSizeGripEnabled(false);
    m_active = new QLabel(this);
    m_speed = new QLabel(this);
    m_sparkline = new Sparkline(this);
    m_average = new QLabel(this);
    m_free = new QLabel(this);
    m_limit = new MenuButton(this);
    m_limit->setAutoRaise(true);
    m_limit->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_limit->setIcon(themedIcon(QStringLiteral("limit")));
    m_limit->setMenu(new OverallLimitMenu(m_preferences, m_limit));
    m_limit->setToolTip(tr("Speed limit of all downloads together"));
    m_speed->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("888.8 MB/s")));
    m_active->setContentsMargins(8, 0, 8, 0);
    m_active->setMinimumWidth(fontMetrics().horizontalAdvance(tr("Nothing active")) + 18); // nothing jumps
    m_average->setContentsMargins(8, 0, 8, 0);
    m_average->setForegroundRole(QPalette::PlaceholderText);
    m_free->setContentsMargins(8, 0, 8, 0);
    addWidget(m_active);
    addWidget(m_speed);
    addWidget(m_sparkline);
    addWidget(m_average);
    addPermanentWidget(m_free);
    addPermanentWidget(m_limit);
}

bool StatusStrip::tick()
{
    m_sparkline->sample(m_queue.activeCount() > 0 ? m_queue.bytesPerSecond() : 0);
    refresh();
    if (m_queue.activeCount() > 0 && ++m_ticks >= kFreeSpaceEvery)
        askFreeSpace();
    return m_queue.activeCount() > 0 || !m_sparkline->isFlat();
}

void StatusStrip::refresh()
{
    const int active = m_queue.activeCount();
    const int places = m_queue.placesTaken();
    m_active->setText(active == 0 ? tr("Nothing active") : tr("%Ln active", nullptr, active));
    // More than there are places for files at once looks wrong to whoever chose their number.
    m_active->setToolTip(
        active > places && places > 0
            ? tr("Small files of a server share a connection and count as one: %1 of %2 places "
                 "for files at once are taken.")
                  .arg(formatCount(places), formatCount(m_queue.settings().jobs))
            : QString());
    m_speed->setText(active > 0 ? formatSpeed(m_queue.bytesPerSecond()) : QString());
    const qint64 average = m_sparkline->average();
    m_average->setText(average > 0 ? tr("1 h average: %1").arg(formatSpeed(average)) : QString());
}

void StatusStrip::refreshLimit()
{
    m_limit->setText(OverallLimitMenu::caption(m_preferences));
    m_limit->setAccessibleName(m_limit->text());
    awaitSchedule();
}

/// The caption says what holds now.
void StatusStrip::awaitSchedule()
{
    const QDateTime now = QDateTime::currentDateTime();
    const QDateTime next = m_preferences.queueSettings().schedule.nextChange(now);
    if (!next.isValid())
        return m_schedule.stop();
    m_schedule.start(static_cast<int>(std::clamp<qint64>(now.msecsTo(next), 1, kLongestSleep)));
}

void StatusStrip::askFreeSpace()
{
    m_ticks = 0;
    if (window()->isMinimized())
        return;
    inBackground([folder = m_preferences.downloadFolder()] { return freeBytes(folder); }, this,
                 [this, folder = m_preferences.downloadFolder()](qint64 bytes) {
                     m_free->setText(bytes < 0 ? QString() : tr("Free: %1").arg(formatSize(bytes)));
                     m_free->setToolTip(QDir::toNativeSeparators(folder));
                 });
}

} // namespace ui
