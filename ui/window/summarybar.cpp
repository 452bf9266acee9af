#include "ui/window/summarybar.h"

#include <QToolButton>

namespace ui {

namespace {

/// How long a notice stays that asks for nothing.
constexpr std::chrono::seconds kTimeForCounts{8};
constexpr std::chrono::seconds kTimeToRead{20};

} // namespace

SummaryBar::SummaryBar(const Tally &tally, QWidget *parent)
    : Bar(QStringLiteral("warning"), Tone::Warning, parent)
    , m_tally(tally)
    , m_showFailed(addButton(tr("Show")))
    , m_retry(addButton(tr("Retry all")))
    , m_addKeys(addButton(tr("Add keys…")))
{
    connect(m_showFailed, &QToolButton::clicked, this, [this] {
        Q_EMIT filterWanted(m_tally.count(Filter::Failed) > 0 ? Filter::Failed : Filter::Locked);
    });
    connect(m_retry, &QToolButton::clicked, this, &SummaryBar::retryWanted);
    connect(m_addKeys, &QToolButton::clicked, this, &SummaryBar::keysWanted);
    connect(addCloseButton(tr("Close this message")), &QToolButton::clicked, this, &QWidget::hide);
    connect(&tally, &Tally::changed, this, &SummaryBar::refresh);
    refresh();
}

void SummaryBar::refresh()
{
    const int failed = m_tally.count(Filter::Failed);
    const int locked = m_tally.count(Filter::Locked);
    const bool isWorse = failed > m_seenFailed || locked > m_seenLocked;
    m_seenFailed = failed;
    m_seenLocked = locked;
    if (failed == 0 && locked == 0)
        return hide();
    setText(sentence());
    m_retry->setVisible(failed > 0);
    m_addKeys->setVisible(locked > 0);
    if (isWorse)
        show();
}

QString SummaryBar::sentence() const
{
    QStringList parts;
    if (const int failed = m_tally.count(Filter::Failed); failed > 0)
        parts << tr("%Ln download(s) failed", nullptr, failed);
    if (const int locked = m_tally.count(Filter::Locked); locked > 0) {
        QString text = tr("%Ln download(s) locked", nullptr, locked);
        const int wrong = m_tally.wrongKeys();
        QStringList keys;
        if (const int missing = static_cast<int>(m_tally.missingKeys().size()) - wrong; missing > 0)
            keys << tr("%Ln key(s) missing", nullptr, missing);
        if (wrong > 0)
            keys << tr("%Ln key(s) seem wrong", nullptr, wrong);
        if (!keys.isEmpty())
            text += QStringLiteral(": ") + keys.join(QStringLiteral(", "));
        parts << text;
    }
    return parts.join(QStringLiteral(" · "));
}

NoticeBar::NoticeBar(QWidget *parent)
    : Bar(QStringLiteral("info"), Tone::Accent, parent)
    , m_show(addButton(tr("Show…")))
{
    connect(m_show, &QToolButton::clicked, this, [this] { Q_EMIT problemsWanted(m_report); });
    connect(addCloseButton(tr("Close this message")), &QToolButton::clicked, this, &QWidget::hide);
    m_goodbye.setSingleShot(true);
    connect(&m_goodbye, &QTimer::timeout, this, &QWidget::hide);
}

bool NoticeBar::hasUnread() const
{
    return !isHidden() &&
           !(m_report.problems.isEmpty() && m_report.lost.isEmpty() && m_report.remarks.isEmpty());
}

/// What went wrong stays to be seen until the bar is closed, whatever comes behind it.
IntakeReport NoticeBar::withUnread(IntakeReport report) const
{
    if (!hasUnread())
        return report;
    report.added += m_report.added;
    report.known += m_report.known;
    report.kept += m_report.kept;
    report.keys += m_report.keys;
    report.problems = m_report.problems + report.problems;
    report.lost = m_report.lost + report.lost;
    report.remarks = m_report.remarks + report.remarks;
    report.ids = m_report.ids + report.ids;
    return report;
}

void NoticeBar::report(const IntakeReport &latest)
{
    const IntakeReport report = withUnread(latest);
    QStringList parts;
    if (report.added > 0)
        parts << tr("%Ln download(s) added", nullptr, report.added);
    if (report.kept > 0)
        parts << tr("%Ln removed one(s) back again", nullptr, report.kept);
    if (report.known > 0)
        parts << tr("%Ln in the queue already", nullptr, report.known);
    if (report.keys > 0)
        parts << tr("%Ln key(s) read", nullptr, report.keys);
    if (!report.problems.isEmpty())
        parts << tr("%Ln line(s) not understood", nullptr, static_cast<int>(report.problems.size()));
    const QStringList sentences = report.lost + report.remarks;
    if (parts.isEmpty() && sentences.size() == 1) {
        present(sentences.first());
        m_report = report;
        return;
    }
    if (!report.lost.isEmpty())
        parts << tr("%Ln file(s) not found", nullptr, static_cast<int>(report.lost.size()));
    if (!report.remarks.isEmpty())
        parts << tr("%Ln remark(s)", nullptr, static_cast<int>(report.remarks.size()));
    if (parts.isEmpty())
        return;
    present(parts.join(QStringLiteral(" · ")));
    m_report = report;
    const bool hasMore = !report.problems.isEmpty() || !sentences.isEmpty();
    m_show->setVisible(hasMore);
    if (!hasMore)
        m_goodbye.start(kTimeForCounts);
}

void NoticeBar::say(const QString &text)
{
    if (hasUnread())
        return warn(text);
    present(text);
    m_goodbye.start(kTimeToRead);
}

/// Beside what is still to be read there.
void NoticeBar::warn(const QString &text)
{
    IntakeReport report;
    report.remarks = {text};
    const bool isFirst = !hasUnread();
    const IntakeReport all = withUnread(report);
    if (isFirst) {
        present(text);
    } else {
        present(text + QStringLiteral(" · ") +
                tr("%Ln more to read", nullptr,
                   static_cast<int>(all.problems.size() + all.lost.size() + all.remarks.size() - 1)));
        m_show->show();
    }
    m_report = all;
}

void NoticeBar::present(const QString &text)
{
    m_goodbye.stop();
    m_report = {};
    m_show->hide();
    setText(text);
    show();
}

} // namespace ui
