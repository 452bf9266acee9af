#include "ui/window/statistics.h"

#include "ui/preferences.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace ui {

namespace {

constexpr int kTicksPerSave = 300;
const QString kState = QStringLiteral("statistics");

/// JSON's numbers are exact up to 2^53: 9 petabytes.
qint64 numberIn(const QJsonObject &object, QLatin1String key)
{
    return std::max<qint64>(object.value(key).toInteger(), 0);
}

} // namespace

Statistics::Statistics(const queue::Queue &queue, Preferences &preferences, QObject *parent)
    : QObject(parent)
    , m_queue(queue)
    , m_preferences(preferences)
    , m_since(QDateTime::currentDateTimeUtc())
{
    load();
    connect(&queue, &queue::Queue::happened, this, [this](queue::ItemId id, const transfer::Event &event) {
        const queue::Item *item = m_queue.find(id);
        if (event.kind == transfer::Event::Kind::Done && item && item->source.set.isEmpty())
            ++m_files;
    });
    connect(&queue, &queue::Queue::filesEnded, this,
            [this](queue::ItemId, const QList<transfer::SetFileEnd> &files) {
                for (const transfer::SetFileEnd &file : files)
                    m_files += file.verdict != transfer::Verdict::None && !file.wasThere ? 1 : 0;
            });
}

Statistics::~Statistics() = default;

void Statistics::load()
{
    const QJsonObject stored = QJsonDocument::fromJson(m_preferences.state(kState)).object();
    m_before = {numberIn(stored, QLatin1String("networkBytes")),
                numberIn(stored, QLatin1String("refetchedBytes")), numberIn(stored, QLatin1String("files"))};
    const auto since = QDateTime::fromString(stored.value(QLatin1String("since")).toString(), Qt::ISODate);
    if (since.isValid())
        m_since = since;
}

Statistics::Figures Statistics::ofRun() const
{
    const queue::RunTotals totals = m_queue.totals();
    return {totals.networkBytes, totals.refetchedBytes, m_files};
}

Statistics::Figures Statistics::ofAllTime() const
{
    const Figures run = ofRun();
    return {m_before.networkBytes + run.networkBytes - m_forgotten.networkBytes,
            m_before.refetchedBytes + run.refetchedBytes - m_forgotten.refetchedBytes,
            m_before.files + run.files - m_forgotten.files};
}

void Statistics::forget()
{
    m_before = {};
    m_forgotten = ofRun();
    m_since = QDateTime::currentDateTimeUtc();
    save();
}

void Statistics::save()
{
    const Figures all = ofAllTime();
    const QJsonObject stored{{QLatin1String("since"), m_since.toString(Qt::ISODate)},
                             {QLatin1String("networkBytes"), all.networkBytes},
                             {QLatin1String("refetchedBytes"), all.refetchedBytes},
                             {QLatin1String("files"), all.files}};
    m_preferences.setState(kState, QJsonDocument(stored).toJson(QJsonDocument::Compact));
    m_ticks = 0;
}

void Statistics::tick()
{
    if (++m_ticks >= kTicksPerSave)
        save();
}

} // namespace ui
