#include "ui/browse/buildstatus.h"

#include "core/catalog/objectloader.h"
#include "core/catalog/openbuild.h"
#include "core/hex.h"
#include "ui/errortext.h"
#include "ui/format.h"
#include "ui/icons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

namespace ui {

namespace {

/// Warnings that a tool tip shows.
constexpr qsizetype kMostWarnings = 15;
/// Hosts that are named.
constexpr qsizetype kMostHosts = 3;

QString hostsText(const catalog::CdnHosts &hosts)
{
    QStringList names = hosts.diskFolders;
    for (const catalog::CdnHost &host : hosts.hosts)
        names << host.name();
    names.removeDuplicates();
    const qsizetype more = names.size() - kMostHosts;
    QString text = names.mid(0, kMostHosts).join(QStringLiteral(", "));
    if (more > 0)
        text += QLatin1Char(' ') + BuildStatus::tr("and %Ln more", nullptr, static_cast<int>(more));
    return text;
}

} // namespace

BuildStatus::BuildStatus(BuildSession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_cancel(new QToolButton(this))
    , m_retry(new QToolButton(this))
    , m_removed(new QToolButton(this))
{
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_progress->setRange(0, 0); // how much it will be nobody knows
    m_progress->setTextVisible(false);
    m_progress->setMaximumWidth(fontMetrics().averageCharWidth() * 20);
    m_progress->setAccessibleName(tr("Opening the build"));
    m_cancel->setText(tr("Cancel"));
    m_retry->setText(tr("Try again"));
    m_retry->setIcon(themedIcon(QStringLiteral("retry")));
    m_retry->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_removed->setText(tr("Files that are gone…"));
    for (QToolButton *button : {m_cancel, m_retry, m_removed})
        button->setFocusPolicy(Qt::TabFocus);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_progress);
    layout->addWidget(m_cancel);
    layout->addWidget(m_retry);
    layout->addWidget(m_removed);
    m_poll.setInterval(250);
    connect(&m_poll, &QTimer::timeout, this, &BuildStatus::presentBytes);
    connect(m_cancel, &QToolButton::clicked, &m_session, &BuildSession::cancel);
    connect(m_removed, &QToolButton::clicked, this, &BuildStatus::removedWanted);
    connect(m_retry, &QToolButton::clicked, this, &BuildStatus::retryWanted);
    connect(&m_session, &BuildSession::changed, this, &BuildStatus::present);
    present();
}

void BuildStatus::say(const QString &text)
{
    m_text->setText(text);
}

void BuildStatus::sayChanges(const FileChanges &changes)
{
    m_removed->setVisible(changes.removedCount > 0);
    m_text->setText(tr("Against the other build: %1 new, %2 changed, %3 gone")
                        .arg(formatCount(changes.addedCount), formatCount(changes.changedCount),
                             formatCount(changes.removedCount)));
}

void BuildStatus::presentBytes()
{
    const QString product = m_session.wish().product;
    const qint64 bytes = m_session.networkBytes();
    if (m_session.state() == BuildSession::State::Listing)
        m_text->setText(tr("Putting the files of %1 in order…").arg(product));
    else if (bytes > 0)
        m_text->setText(tr("Opening %1… %2 so far").arg(product, formatSize(bytes)));
    else
        m_text->setText(tr("Opening %1…").arg(product));
}

void BuildStatus::present()
{
    using State = BuildSession::State;
    const State state = m_session.state();
    const bool isBusy = state == State::Opening || state == State::Listing;
    m_progress->setVisible(isBusy);
    m_cancel->setVisible(isBusy);
    m_removed->hide();
    m_retry->setVisible(state == State::Failed || state == State::Cancelled);
    isBusy ? m_poll.start() : m_poll.stop();
    m_text->setToolTip(warningsText());
    const bool isWarning =
        state == State::Failed || (state == State::Ready && !m_session.warnings().isEmpty());
    m_icon->setVisible(isWarning);
    if (isWarning) {
        const int size = fontMetrics().height();
        m_icon->setPixmap(
            themedIcon(state == State::Failed ? QStringLiteral("failed") : QStringLiteral("warning"))
                .pixmap(QSize(size, size), devicePixelRatio()));
    }
    switch (state) {
    case State::Idle:
        return m_text->clear();
    case State::Opening:
    case State::Listing:
        return presentBytes();
    case State::Ready:
        return m_text->setText(readyText());
    case State::Failed:
        return m_text->setText(errorParagraph(m_session.error()));
    case State::Cancelled:
        return m_text->setText(tr("Cancelled."));
    }
}

QString BuildStatus::readyText() const
{
    const catalog::OpenBuild &open = *m_session.build().build;
    const catalog::Build &build = *open.build;
    QStringList parts{build.version.isEmpty() ? core::hex(build.name) : build.version};
    parts << tr("%Ln file(s)", nullptr, static_cast<int>(m_session.index()->files()));
    if (!open.service.isEmpty())
        parts << tr("named by %1").arg(open.service);
    parts << tr("served by %1").arg(hostsText(open.loader->hosts()));
    parts << tr("%1 read").arg(formatSize(m_session.networkBytes()));
    const QString text = parts.join(QStringLiteral(" · "));
    if (m_session.warnings().isEmpty())
        return text;
    return text + QLatin1Char('\n') + warningLine(m_session.warnings().first()) +
           (m_session.warnings().size() > 1
                ? QLatin1Char(' ') +
                      tr("(and %Ln more)", nullptr, static_cast<int>(m_session.warnings().size() - 1))
                : QString());
}

QString BuildStatus::warningsText() const
{
    QStringList lines;
    for (const catalog::LoadWarning &warning : m_session.warnings().mid(0, kMostWarnings))
        lines << warningLine(warning);
    return lines.join(QLatin1Char('\n'));
}

} // namespace ui
