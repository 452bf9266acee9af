#include "ui/desktop/notificationbatch.h"

#include "ui/errortext.h"
#include "ui/format.h"
#include "ui/list/itemstatus.h"

#include <QCoreApplication>

namespace ui {

namespace {

constexpr int kMostLines = 3;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(ui::NotificationBatch)
};

bool isDone(const queue::Item &item)
{
    return item.state == transfer::State::Done;
}

/// "Chunks verified · 63 MB", or why it failed and what to do.
QString outcome(const queue::Item &item)
{
    if (isDone(item))
        return statusOf(item, {}).text + QStringLiteral(" · ") + formatSize(item.progress.decodedSize);
    const ErrorText text = errorText(item.error);
    return text.nextStep.isEmpty() ? text.sentence : text.sentence + QLatin1Char('\n') + text.nextStep;
}

} // namespace

void NotificationBatch::add(const queue::Item &item)
{
    const bool isFirst = isEmpty();
    ++(isDone(item) ? m_done : m_failed);
    if (isFirst) {
        m_folder = item.folder;
        m_name = item.displayName();
        m_outcome = outcome(item);
    }
    m_isOneFolder = m_isOneFolder && item.folder == m_folder;
    const QString line = isDone(item) ? item.displayName()
                                      : Texts::tr("%1: %2").arg(item.displayName(), errorPhrase(item.error));
    if (isDone(item))
        m_lines.append(line);
    else
        m_lines.prepend(line);
    m_lines = m_lines.mid(0, kMostLines);
    if (m_ids.size() < kMostLines)
        m_ids.append(item.id);
}

std::optional<queue::ItemId> NotificationBatch::only() const
{
    return m_done + m_failed == 1 ? std::optional(m_ids.first()) : std::nullopt;
}

Notice NotificationBatch::notice() const
{
    Notice notice{title(), body(), m_failed > 0, {}};
    if (only() && m_done == 1)
        notice.buttons.append({NoticeAction::OpenFile, Texts::tr("Open")});
    if (m_done > 0 && m_isOneFolder)
        notice.buttons.append({NoticeAction::OpenFolder, Texts::tr("Open folder")});
    return notice;
}

QString NotificationBatch::title() const
{
    if (only())
        return (m_done > 0 ? Texts::tr("%1 is finished") : Texts::tr("%1 failed")).arg(m_name);
    if (m_failed == 0)
        return Texts::tr("%Ln download(s) finished", nullptr, m_done);
    const QString failed = Texts::tr("%Ln download(s) failed", nullptr, m_failed);
    return m_done == 0
               ? failed
               : Texts::tr("%Ln download(s) finished", nullptr, m_done) + QStringLiteral(", ") + failed;
}

QString NotificationBatch::body() const
{
    if (only())
        return m_outcome;
    QStringList lines = m_lines;
    if (const int more = m_done + m_failed - static_cast<int>(lines.size()); more > 0)
        lines << Texts::tr("and %Ln more", nullptr, more);
    return lines.join(QLatin1Char('\n'));
}

} // namespace ui
