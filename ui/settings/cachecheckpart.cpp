#include "ui/settings/cachecheckpart.h"

#include "ui/background.h"
#include "ui/settings/cachetext.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

namespace {

constexpr int kCheckSteps = 1000; // of the bar

} // namespace

CacheCheckPart::CacheCheckPart(QString folder, QWidget *parent)
    : QWidget(parent)
    , m_folder(std::move(folder))
    , m_button(new QPushButton(tr("&Verify"), this))
    , m_bar(new QProgressBar(this))
    , m_result(new QLabel(this))
    , m_damaged(new QListWidget(this))
{
    m_button->setAutoDefault(false);
    m_bar->setAccessibleName(tr("Verified"));
    m_bar->setRange(0, kCheckSteps);
    m_bar->hide();
    m_result->setWordWrap(true);
    m_result->hide();
    m_damaged->setAccessibleName(tr("Damaged objects"));
    m_damaged->setUniformItemSizes(true);
    m_damaged->setTextElideMode(Qt::ElideMiddle);
    m_damaged->setMaximumHeight(fontMetrics().lineSpacing() * 6);
    m_damaged->hide();
    auto *row = new QHBoxLayout;
    row->addWidget(m_button);
    row->addWidget(m_bar, 1);
    row->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(row);
    layout->addWidget(m_result);
    layout->addWidget(m_damaged);
    m_poll.setInterval(100);
    connect(&m_poll, &QTimer::timeout, this, &CacheCheckPart::showProgress);
    connect(m_button, &QPushButton::clicked, this, &CacheCheckPart::startOrStop);
}

/// Its thread is not waited for: it notices within a piece.
CacheCheckPart::~CacheCheckPart()
{
    if (m_progress)
        m_progress->isCancelled = true;
}

void CacheCheckPart::startOrStop()
{
    if (m_progress) {
        m_progress->isCancelled = true;
        return;
    }
    m_progress = std::make_shared<cache::CheckProgress>();
    m_button->setText(tr("&Stop"));
    m_result->hide();
    m_damaged->hide();
    m_bar->setValue(0);
    m_bar->show();
    m_poll.start();
    Q_EMIT started();
    const auto work = [folder = m_folder, progress = m_progress] {
        return cache::ObjectCache(folder, cache::kUsualLimit).removeDamaged(*progress);
    };
    inBackground(work, this, [this](const cache::CheckResult &result) { end(result); });
}

void CacheCheckPart::showProgress()
{
    const qint64 size = m_progress->size;
    if (size > 0)
        m_bar->setValue(static_cast<int>(kCheckSteps * std::min(m_progress->done.load(), size) / size));
}

void CacheCheckPart::end(const cache::CheckResult &result)
{
    m_poll.stop();
    m_progress.reset();
    m_button->setText(tr("&Verify"));
    m_bar->hide();
    m_result->setText(checkedText(result));
    m_result->show();
    m_damaged->clear();
    m_damaged->addItems(result.damaged);
    m_damaged->setVisible(!result.damaged.isEmpty());
    Q_EMIT ended();
}

} // namespace ui
