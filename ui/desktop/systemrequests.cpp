#include "ui/desktop/systemrequests.h"

#include "ui/desktop/meteredwatch.h"
#include "ui/preferences.h"

namespace ui {

namespace {

constexpr std::chrono::seconds kPatience{3};

} // namespace

SystemRequests::SystemRequests(queue::Queue &queue, const Preferences &preferences,
                               std::chrono::milliseconds linger, QObject *parent)
    : QObject(parent)
    , m_queue(queue)
    , m_preferences(preferences)
{
    m_linger.setSingleShot(true);
    m_linger.setInterval(linger);
    connect(&m_linger, &QTimer::timeout, this, &SystemRequests::letSleep);
    m_patience.setSingleShot(true);
    m_patience.setInterval(kPatience);
    connect(&m_patience, &QTimer::timeout, &queue, &queue::Queue::allowStarts);
    connect(&m_patience, &QTimer::timeout, this, &SystemRequests::mayFetchChanged);
    connect(&queue, &queue::Queue::activeCountChanged, this, &SystemRequests::stayAwake);
    connect(&preferences, &Preferences::changed, this, &SystemRequests::applyPreferences);
    applyPreferences();
}

SystemRequests::~SystemRequests() = default;

void SystemRequests::applyPreferences()
{
    if (!m_preferences.desktop().sparesMetered) {
        m_metered.reset();
    } else if (!m_metered) {
        m_queue.holdStarts();
        m_patience.start();
        Q_EMIT mayFetchChanged();
        m_metered = std::make_unique<MeteredWatch>();
        connect(m_metered.get(), &MeteredWatch::changed, this, &SystemRequests::applyMetered);
    }
    applyMetered();
    stayAwake();
}

void SystemRequests::applyMetered()
{
    if (m_metered && !m_metered->isKnown())
        return;
    const bool isMetered = m_metered && m_metered->isMetered();
    if (std::exchange(m_isHeld, isMetered) != isMetered) {
        m_queue.setPauseReason(isMetered ? std::optional(core::Error{core::ErrorKind::NetworkMetered, {}})
                                         : std::nullopt);
        Q_EMIT meteredChanged(isMetered);
    }
    m_patience.stop();
    m_queue.allowStarts();
    Q_EMIT mayFetchChanged();
}

void SystemRequests::stayAwake()
{
    const bool isActive = m_queue.activeCount() > 0;
    if (!m_preferences.desktop().keepsAwake) {
        m_linger.stop();
        letSleep();
    } else if (isActive) {
        m_linger.stop();
        m_isAwake = true;
        m_awake.hold(tr("Downloads are running"));
    } else if (m_isAwake && !m_linger.isActive()) {
        m_linger.start();
    }
}

void SystemRequests::letSleep()
{
    m_isAwake = false;
    m_awake.release();
}

} // namespace ui
