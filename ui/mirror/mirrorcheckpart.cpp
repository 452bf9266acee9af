#include "ui/mirror/mirrorcheckpart.h"

#include "core/catalog/buildhistory.h"
#include "ui/background.h"
#include "ui/details/tableview.h"
#include "ui/errortext.h"
#include "ui/mirror/mirrorverification.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>
#include <tuple>
#include <utility>

namespace ui {

namespace {

constexpr int kMirrorSteps = 1000; // of the bar

} // namespace

MirrorCheckPart::MirrorCheckPart(CatalogAccess access, QWidget *parent)
    : QWidget(parent)
    , m_access(std::move(access))
{
    m_text = new QLabel(this);
    m_text->setWordWrap(true);
    m_bar = new QProgressBar(this);
    m_bar->setAccessibleName(tr("Verified"));
    m_bar->hide();
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(buildButtons());
    layout->addWidget(m_bar);
    layout->addWidget(m_text);
    layout->addWidget(buildList(), 1);
    layout->addStretch();
    m_poll.setInterval(100);
    connect(&m_poll, &QTimer::timeout, this, &MirrorCheckPart::showProgress);
    clear();
}

MirrorCheckPart::~MirrorCheckPart() = default;

QWidget *MirrorCheckPart::buildButtons()
{
    auto *row = new QWidget(this);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    const auto button = [row, layout, this](const QString &text, auto slot) {
        auto *made = new QPushButton(text, row);
        made->setAutoDefault(false);
        connect(made, &QPushButton::clicked, this, slot);
        layout->addWidget(made);
        return made;
    };
    m_verify = button(tr("&Verify"), &MirrorCheckPart::startOrStop);
    m_heal = button(tr("&Fetch again what is wrong"), &MirrorCheckPart::heal);
    m_copy = button(tr("C&opy the list"), [this] { QGuiApplication::clipboard()->setText(m_wrong.text()); });
    layout->addStretch();
    return row;
}

QWidget *MirrorCheckPart::buildList()
{
    m_list = new TableView(m_wrong, tr("Missing or damaged objects"), this);
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->header()->resizeSection(0, fontMetrics().averageCharWidth() * 50);
    return m_list;
}

void MirrorCheckPart::setFolder(const QString &folder)
{
    if (m_folder == folder)
        return;
    m_folder = folder;
    clear();
}

/// What was found was found in another folder.
void MirrorCheckPart::clear()
{
    m_poll.stop();
    m_work.reset();
    m_wrong.clear();
    m_list->hide();
    m_copy->hide();
    m_heal->hide();
    m_bar->hide();
    m_verify->setText(tr("&Verify"));
    m_verify->setEnabled(!m_folder.isEmpty());
    m_text->setText(
        m_folder.isEmpty()
            ? tr("Name the folder of the mirror.")
            : tr("Reads every object of the mirror back and proves it. Nobody is asked for it, and "
                 "nothing is changed."));
}

void MirrorCheckPart::startOrStop()
{
    if (!m_poll.isActive())
        return start();
    clear();
    m_text->setText(tr("Stopped."));
}

void MirrorCheckPart::start()
{
    clear();
    m_work = std::make_unique<MirrorVerification>(m_access, m_folder);
    connect(m_work.get(), &MirrorVerification::foundWrong, &m_wrong, &WrongObjects::add);
    connect(m_work.get(), &MirrorVerification::failed, this,
            [this](const core::Error &error) { end(error.detail); });
    connect(m_work.get(), &MirrorVerification::ended, this, [this] { end(checkedText(m_work->totals())); });
    m_verify->setText(tr("&Stop"));
    m_text->setText(tr("Reading what the mirror is to have…"));
    m_bar->setRange(0, 0);
    m_bar->show();
    m_poll.start();
    m_work->start();
}

void MirrorCheckPart::showProgress()
{
    m_wrong.flush();
    m_list->setVisible(m_wrong.rowCount() > 0);
    const MirrorCheckTotals &totals = m_work->totals();
    if (totals.objects == 0)
        return;
    m_bar->setRange(0, kMirrorSteps);
    m_bar->setValue(static_cast<int>(
        totals.bytes > 0 ? kMirrorSteps * std::min(totals.bytesRead, totals.bytes) / totals.bytes
                         : kMirrorSteps * totals.read() / totals.objects));
    m_text->setText(progressText(totals));
}

void MirrorCheckPart::end(const QString &sentence)
{
    m_poll.stop();
    showProgress();
    m_bar->hide();
    m_verify->setText(tr("&Verify"));
    m_text->setText(sentence);
    m_copy->setVisible(m_wrong.rowCount() > 0);
    m_heal->setVisible(!m_work->healing().isEmpty());
    m_heal->setEnabled(true);
}

/// Its builds are remembered before: of an old one no version service tells the CDN config.
void MirrorCheckPart::heal()
{
    m_heal->setEnabled(false);
    const auto remember = [path = m_access.means.historyPath, builds = m_work->builds()] {
        return catalog::BuildHistory(path).remember(builds).has_value();
    };
    inBackground(remember, this, [this, requests = m_work->healing()](bool) {
        m_text->setText(tr("What is wrong is looked up and put into the list."));
        Q_EMIT productsRequested(requests);
    });
}

} // namespace ui
