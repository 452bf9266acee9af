#include "ui/details/logtab.h"

#include "ui/details/eventtext.h"
#include "ui/icons.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace ui {

LogTab::LogTab(const queue::Queue &queue, QWidget *parent)
    : DetailsTab(queue, parent)
    , m_text(new QPlainTextEdit(this))
{
    m_text->setReadOnly(true);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setAccessibleName(tr("Log"));
    m_text->setPlaceholderText(tr("What happens to this download is written here."));
    auto *copy = new QToolButton(this);
    copy->setIcon(themedIcon(QStringLiteral("copy")));
    copy->setAutoRaise(true);
    copy->setToolTip(tr("Copy the log"));
    copy->setAccessibleName(tr("Copy the log"));
    connect(copy, &QToolButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_text->toPlainText()); });
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 4, 0);
    layout->addWidget(m_text, 1);
    layout->addWidget(copy, 0, Qt::AlignTop);
}

void LogTab::present(const queue::Item *item)
{
    const std::optional<queue::ItemId> id = item ? std::optional(item->id) : std::nullopt;
    if (id == m_shown && !m_isStale)
        return;
    if (id != m_shown) {
        m_shown = id;
        askForEarlier();
    }
    const bool wasAtEnd = m_text->verticalScrollBar()->value() == m_text->verticalScrollBar()->maximum();
    m_isStale = false;
    QStringList lines;
    if (id) {
        for (const transfer::Event &event : m_earlier + queue().log(*id))
            lines << logLine(event);
    }
    write(lines.join(QLatin1Char('\n')));
    if (wasAtEnd)
        m_text->verticalScrollBar()->setValue(m_text->verticalScrollBar()->maximum());
}

/// What is only longer than before is added to: whoever copies a part of it keeps it selected.
void LogTab::write(const QString &log)
{
    const QString before = m_text->toPlainText();
    if (!before.isEmpty() && log.startsWith(before + QLatin1Char('\n')))
        m_text->appendPlainText(log.mid(before.size() + 1));
    else if (log != before)
        m_text->setPlainText(log);
}

void LogTab::askForEarlier()
{
    m_earlier.clear();
    if (!m_shown)
        return;
    queue().readEarlierLog(*m_shown, this, [this, id = *m_shown](const QList<transfer::Event> &events) {
        if (m_shown != id || events.isEmpty())
            return;
        m_earlier = events;
        markStale();
        present(queue().find(id));
    });
}

} // namespace ui
