#include "ui/settings/cachepage.h"

#include "ui/background.h"
#include "ui/errortext.h"
#include "ui/openitem.h"
#include "ui/preferences.h"
#include "ui/settings/cachecheckpart.h"
#include "ui/settings/cachetext.h"

#include <QDir>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace ui {

namespace {

constexpr double kGigabyte = 1e9;
constexpr int kUsedSteps = 1000; // of the bar
/// From the last change of the limit on: nobody who turns the wheel means every value on the way.
constexpr int kPauseToShrink = 2000; // ms

} // namespace

CachePage::CachePage(Preferences &preferences, QWidget *parent)
    : SettingsPage(preferences, tr("Cache"), QStringLiteral("cache"), parent)
    , m_rate(new QLabel(this))
    , m_check(new CacheCheckPart(preferences.cacheFolder(), this))
{
    form()->addRow(tr("Folder:"), buildFolder());
    form()->addRow(tr("Used:"), buildUsed());
    form()->addRow(tr("Found here:"), m_rate);
    auto *limit = new QLabel(tr("At &most:"), this);
    form()->addRow(limit, buildLimit());
    limit->setBuddy(m_limit);
    m_problem = addHint({});
    m_problem->hide();
    addHint(tr("Version tables, configs, indices and manifests are kept here, so that the next look-up in a "
               "build costs little. Where there are more, those not used for longest go. Commands in a "
               "terminal share them, and keep to the same limit."));
    form()->addRow(buildClear());
    m_soon.setSingleShot(true);
    m_soon.setInterval(kPauseToShrink);
    connect(&m_soon, &QTimer::timeout, this, &CachePage::shrink);
    connect(m_check, &CacheCheckPart::started, this, [this] { m_clear->setEnabled(false); });
    connect(m_check, &CacheCheckPart::ended, this, &CachePage::look);
}

QWidget *CachePage::buildFolder()
{
    auto *row = new QWidget(this);
    auto *path = new QLineEdit(QDir::toNativeSeparators(preferences().cacheFolder()), row);
    path->setReadOnly(true);
    path->setAccessibleName(tr("Folder of the cache"));
    path->setCursorPosition(0);
    auto *open = new QPushButton(tr("&Open"), row);
    open->setAutoDefault(false);
    open->setAccessibleName(tr("Open the folder of the cache"));
    connect(open, &QPushButton::clicked, this, [this] {
        // It is made with the first thing that is kept; here it is to be seen before.
        inBackground([folder = preferences().cacheFolder()] { return QDir().mkpath(folder); }, this,
                     [this](bool) {
                         openPath(preferences().cacheFolder(), this,
                                  [this](const QString &complaint) { complain(complaint); });
                     });
    });
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(path, 1);
    layout->addWidget(open);
    return row;
}

QWidget *CachePage::buildUsed()
{
    auto *part = new QWidget(this);
    m_bar = new QProgressBar(part);
    m_bar->setAccessibleName(tr("Used of the cache"));
    m_bar->setRange(0, kUsedSteps);
    m_bar->setTextVisible(false);
    m_bar->setMaximumHeight(fontMetrics().lineSpacing() / 2);
    m_used = new QLabel(part);
    auto *layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_used);
    layout->addWidget(m_bar);
    return part;
}

QWidget *CachePage::buildLimit()
{
    auto *row = new QWidget(this);
    m_limit = new QDoubleSpinBox(row);
    m_limit->setRange(0.1, 100'000);
    m_limit->setDecimals(1);
    m_limit->setSingleStep(0.5);
    m_limit->setSuffix(tr(" GB"));
    m_limit->setGroupSeparatorShown(true);
    m_limit->setKeyboardTracking(false);
    m_limit->setAccessibleName(tr("Largest size of the cache"));
    fillLimit();
    connect(m_limit, &QDoubleSpinBox::valueChanged, this, [this](double gigabytes) {
        preferences().setCacheLimit(qRound64(gigabytes * 10) * 100'000'000);
        m_info.limit = preferences().cacheLimit();
        showInfo(m_info);
        m_soon.start();
    });
    connect(&preferences(), &Preferences::changed, this, &CachePage::fillLimit);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_limit);
    layout->addStretch();
    return row;
}

QWidget *CachePage::buildClear()
{
    auto *part = new QWidget(this); // the form itself must not hold what comes and goes
    m_clear = new QPushButton(tr("&Clear…"), part);
    m_clear->setAutoDefault(false);
    m_clear->setEnabled(false);
    connect(m_clear, &QPushButton::clicked, this, &CachePage::askToClear);
    auto *layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_clear, 0, Qt::AlignLeft);
    layout->addWidget(m_check);
    return part;
}

void CachePage::showEvent(QShowEvent *event)
{
    look();
    SettingsPage::showEvent(event);
}

void CachePage::look()
{
    const auto work = [folder = preferences().cacheFolder(), limit = preferences().cacheLimit()] {
        return cache::ObjectCache(folder, limit).info();
    };
    inBackground(work, this, [this](cache::CacheInfo info) {
        info.limit = preferences().cacheLimit(); // it may have changed meanwhile
        showInfo(info);
    });
}

void CachePage::showInfo(const cache::CacheInfo &info)
{
    m_info = info;
    m_used->setText(usedText(info));
    m_rate->setText(hitRateText(info));
    m_bar->setValue(static_cast<int>(
        std::min(1.0, static_cast<double>(info.size) / static_cast<double>(info.limit)) * kUsedSteps));
    m_clear->setEnabled(info.entries > 0 && !m_check->isRunning());
}

void CachePage::fillLimit()
{
    const QSignalBlocker quiet(m_limit);
    m_limit->setValue(static_cast<double>(preferences().cacheLimit()) / kGigabyte);
}

void CachePage::shrink()
{
    const auto work = [folder = preferences().cacheFolder(), limit = preferences().cacheLimit()] {
        cache::ObjectCache objects(folder, limit);
        objects.shrinkToLimit();
        return objects.info();
    };
    inBackground(work, this, [this](const cache::CacheInfo &) { look(); });
}

void CachePage::askToClear()
{
    auto *question = new QMessageBox(QMessageBox::Question, tr("Clear the cache"), clearQuestion(m_info),
                                     QMessageBox::NoButton, this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *yes = question->addButton(tr("&Clear"), QMessageBox::AcceptRole);
    question->setDefaultButton(question->addButton(tr("Cancel"), QMessageBox::RejectRole));
    connect(yes, &QPushButton::clicked, this, &CachePage::clear);
    question->open();
}

void CachePage::clear()
{
    m_clear->setEnabled(false);
    m_problem->hide();
    const auto work = [folder = preferences().cacheFolder(), limit = preferences().cacheLimit()] {
        return cache::ObjectCache(folder, limit).clear();
    };
    inBackground(work, this, [this](const core::Result<void> &cleared) {
        if (!cleared)
            complain(errorParagraph(cleared.error()));
        look();
    });
}

void CachePage::complain(const QString &sentence)
{
    m_problem->setText(sentence);
    m_problem->show();
}

} // namespace ui
