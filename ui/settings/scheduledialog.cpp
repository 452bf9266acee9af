#include "ui/settings/scheduledialog.h"

#include "ui/format.h"
#include "ui/icons.h"
#include "ui/preferences.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>
#include <QTimeEdit>
#include <QToolButton>

namespace ui {

namespace {

// Of the choice of what holds.
constexpr int kLimit = 0;
constexpr int kNoLimit = 1;
constexpr int kStop = 2;

} // namespace

ScheduleRow::ScheduleRow(const queue::ScheduleRule &rule, QWidget *parent)
    : QWidget(parent)
{
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    addDays(rule.days);
    line->addSpacing(8);
    m_from = addTime(rule.from, tr("From"));
    line->addWidget(new QLabel(tr("to"), this));
    m_to = addTime(rule.to, tr("To"));
    line->addSpacing(8);
    addLimit(rule.bytesPerSecond);
    auto *remove = new QToolButton(this);
    remove->setIcon(themedIcon(QStringLiteral("close")));
    remove->setAutoRaise(true);
    remove->setFocusPolicy(Qt::StrongFocus);
    remove->setToolTip(tr("Remove these times"));
    remove->setAccessibleName(tr("Remove these times"));
    connect(remove, &QToolButton::clicked, this, &ScheduleRow::removed);
    line->addWidget(remove);
}

void ScheduleRow::addDays(quint8 days)
{
    const QLocale locale;
    for (int day = 1; day <= 7; ++day) {
        auto *button = new QToolButton(this);
        button->setText(locale.standaloneDayName(day, QLocale::ShortFormat));
        button->setAccessibleName(locale.standaloneDayName(day, QLocale::LongFormat));
        button->setToolTip(button->accessibleName());
        button->setCheckable(true);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setChecked((days >> (day - 1) & 1) != 0);
        connect(button, &QToolButton::toggled, this, &ScheduleRow::changed);
        layout()->addWidget(button);
        m_days[static_cast<std::size_t>(day - 1)] = button;
    }
}

QTimeEdit *ScheduleRow::addTime(const QTime &time, const QString &what)
{
    auto *edit = new QTimeEdit(time, this);
    edit->setDisplayFormat(QLocale().timeFormat(QLocale::ShortFormat));
    edit->setAccessibleName(what);
    connect(edit, &QTimeEdit::timeChanged, this, &ScheduleRow::changed);
    layout()->addWidget(edit);
    return edit;
}

void ScheduleRow::addLimit(qint64 bytesPerSecond)
{
    m_what = new QComboBox(this);
    m_what->setAccessibleName(tr("What holds then"));
    m_what->addItem(tr("Limit to"));
    m_what->addItem(tr("No limit"));
    m_what->addItem(tr("Nothing runs"));
    m_what->setCurrentIndex(bytesPerSecond == queue::ScheduleRule::kNothingRuns ? kStop
                            : bytesPerSecond == 0                               ? kNoLimit
                                                                                : kLimit);
    layout()->addWidget(m_what);
    m_kilobytes = new QSpinBox(this);
    m_kilobytes->setRange(1, 10'000'000);
    m_kilobytes->setSingleStep(100);
    m_kilobytes->setGroupSeparatorShown(true);
    m_kilobytes->setSuffix(tr(" kB/s"));
    m_kilobytes->setAccessibleName(tr("Speed limit"));
    m_kilobytes->setValue(bytesPerSecond > 0 ? static_cast<int>(bytesPerSecond / 1000) : 1000);
    m_kilobytes->setEnabled(m_what->currentIndex() == kLimit);
    connect(m_kilobytes, &QSpinBox::valueChanged, this, &ScheduleRow::changed);
    connect(m_what, &QComboBox::currentIndexChanged, this, [this](int what) {
        m_kilobytes->setEnabled(what == kLimit);
        Q_EMIT changed();
    });
    layout()->addWidget(m_kilobytes);
}

qint64 ScheduleRow::rate() const
{
    switch (m_what->currentIndex()) {
    case kStop:
        return queue::ScheduleRule::kNothingRuns;
    case kNoLimit:
        return 0;
    default:
        return m_kilobytes->value() * 1000LL;
    }
}

queue::ScheduleRule ScheduleRow::rule() const
{
    queue::ScheduleRule rule{0, m_from->time(), m_to->time(), rate()};
    for (std::size_t day = 0; day < m_days.size(); ++day)
        rule.days = static_cast<quint8>(rule.days | (m_days[day]->isChecked() ? 1 : 0) << day);
    return rule;
}

ScheduleDialog::ScheduleDialog(Preferences &preferences, QWidget *parent)
    : QDialog(parent)
    , m_preferences(preferences)
{
    setWindowTitle(tr("Schedule"));
    setAttribute(Qt::WA_DeleteOnClose);
    build();
    for (const queue::ScheduleRule &rule : preferences.queueSettings().schedule.rules)
        addRow(rule);
    sayWhatHolds();
}

void ScheduleDialog::build()
{
    auto *intro = new QLabel(
        tr("At these times these limits hold instead of the usual one, or nothing is downloaded at all. "
           "Where two of them overlap, the upper one counts; one that ends before it begins ends the "
           "next day."),
        this);
    intro->setWordWrap(true);
    auto *page = new QWidget(this);
    m_lines = new QVBoxLayout(page);
    m_lines->setContentsMargins(0, 0, 0, 0);
    m_lines->addStretch(1);
    m_scroll = new QScrollArea(this);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidgetResizable(true);
    m_scroll->setWidget(page);
    m_scroll->setAccessibleName(tr("Times"));
    m_scroll->setMinimumSize(fontMetrics().averageCharWidth() * 70, fontMetrics().lineSpacing() * 10);
    m_now = new QLabel(this);
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("&Close"), QDialogButtonBox::RejectRole);
    QPushButton *add = buttons->addButton(tr("&Add times"), QDialogButtonBox::ActionRole);
    add->setAutoDefault(false);
    connect(add, &QPushButton::clicked, this, [this] {
        addRow({0x1f, QTime(8, 0), QTime(18, 0), 1'000'000});
        keep();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *outer = new QVBoxLayout(this);
    outer->addWidget(intro);
    outer->addWidget(m_scroll, 1);
    outer->addWidget(m_now);
    outer->addWidget(buttons);
}

void ScheduleDialog::addRow(const queue::ScheduleRule &rule)
{
    auto *row = new ScheduleRow(rule, this);
    m_lines->insertWidget(m_lines->count() - 1, row);
    // How wide a row is depends on the font and on the names of the days.
    const int width = row->sizeHint().width() + m_scroll->verticalScrollBar()->sizeHint().width();
    m_scroll->setMinimumWidth(std::max(m_scroll->minimumWidth(), width));
    connect(row, &ScheduleRow::changed, this, &ScheduleDialog::keep);
    connect(row, &ScheduleRow::removed, this, [this, row] {
        m_lines->removeWidget(row);
        row->hide();
        row->deleteLater();
        keep();
    });
}

QList<ScheduleRow *> ScheduleDialog::rows() const
{
    QList<ScheduleRow *> rows;
    for (int i = 0; i < m_lines->count(); ++i) {
        if (auto *row = qobject_cast<ScheduleRow *>(m_lines->itemAt(i)->widget()))
            rows << row;
    }
    return rows;
}

void ScheduleDialog::keep()
{
    queue::Settings settings = m_preferences.queueSettings();
    settings.schedule.rules.clear();
    for (const ScheduleRow *row : rows()) {
        if (row->rule().days != 0)
            settings.schedule.rules << row->rule();
    }
    m_preferences.setQueueSettings(settings);
    sayWhatHolds();
}

void ScheduleDialog::sayWhatHolds()
{
    const queue::Settings settings = m_preferences.queueSettings();
    const QDateTime now = QDateTime::currentDateTime();
    const qint64 limit = settings.schedule.limitAt(now).value_or(settings.bytesPerSecond);
    const QString text = limit == queue::ScheduleRule::kNothingRuns ? tr("Nothing runs")
                         : limit > 0                                ? formatSpeed(limit)
                                                                    : tr("No limit");
    const QDateTime until = settings.schedule.nextChange(now);
    m_now->setText(until.isValid() ? tr("Now: %1, until %2").arg(text, formatMoment(until))
                                   : tr("Now: %1").arg(text));
}

} // namespace ui
