#include "ui/window/statisticsdialog.h"

#include "ui/details/speedrecorder.h"
#include "ui/details/speedview.h"
#include "ui/format.h"
#include "ui/window/statistics.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>

namespace ui {

namespace {

QStringList textsOf(const Statistics::Figures &figures)
{
    return {formatSize(figures.networkBytes), formatSize(figures.refetchedBytes),
            formatCount(static_cast<qint64>(figures.files))};
}

} // namespace

StatisticsDialog::StatisticsDialog(const SpeedRecorder &recorder, Statistics &statistics, QWidget *parent)
    : QDialog(parent)
    , m_recorder(recorder)
    , m_statistics(statistics)
    , m_view(new SpeedView(nullptr, this))
{
    setWindowTitle(tr("Speed and statistics"));
    setAttribute(Qt::WA_DeleteOnClose);
    connect(m_view, &SpeedView::rangeChosen, this, &StatisticsDialog::refresh);
    QWidget *figures = buildFigures();
    auto *forget = new QPushButton(tr("Count &anew…"), this);
    forget->setAutoDefault(false);
    connect(forget, &QPushButton::clicked, this, &StatisticsDialog::askToForget);
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("&Close"), QDialogButtonBox::RejectRole)->setDefault(true);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *below = new QHBoxLayout;
    below->addWidget(forget);
    below->addStretch();
    below->addWidget(buttons);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_view, 1);
    layout->addWidget(figures);
    layout->addLayout(below);
    refresh();
}

QWidget *StatisticsDialog::buildFigures()
{
    auto *part = new QWidget(this);
    auto *grid = new QGridLayout(part);
    grid->setHorizontalSpacing(fontMetrics().averageCharWidth() * 4);
    grid->setColumnStretch(3, 1);
    grid->addWidget(new QLabel(tr("In this run"), part), 0, 1, Qt::AlignRight);
    m_since = new QLabel(part);
    grid->addWidget(m_since, 0, 2, Qt::AlignRight);
    int line = 1;
    for (const QString &what : {tr("Received"), tr("Of it, fetched again"), tr("Files finished")}) {
        grid->addWidget(new QLabel(what, part), line, 0);
        for (auto *column : {&m_run, &m_all}) {
            auto *figure = new QLabel(part);
            figure->setTextInteractionFlags(Qt::TextSelectableByMouse);
            figure->setAccessibleName(what);
            column->append(figure);
            grid->addWidget(figure, line, column == &m_run ? 1 : 2, Qt::AlignRight);
        }
        ++line;
    }
    return part;
}

void StatisticsDialog::refresh()
{
    m_view->present(&m_recorder.ofAll());
    m_since->setText(tr("Since %1").arg(formatMoment(m_statistics.since())));
    const QStringList run = textsOf(m_statistics.ofRun());
    const QStringList all = textsOf(m_statistics.ofAllTime());
    for (qsizetype i = 0; i < run.size(); ++i) {
        m_run[i]->setText(run[i]);
        m_all[i]->setText(all[i]);
    }
}

void StatisticsDialog::askToForget()
{
    auto *question =
        new QMessageBox(QMessageBox::Question, tr("Count anew"),
                        tr("Forget what was counted, and count from now on?"), QMessageBox::NoButton, this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *yes = question->addButton(tr("&Count anew"), QMessageBox::AcceptRole);
    question->setDefaultButton(question->addButton(tr("Cancel"), QMessageBox::RejectRole));
    connect(yes, &QPushButton::clicked, this, [this] {
        m_statistics.forget();
        refresh();
    });
    question->open();
}

} // namespace ui
