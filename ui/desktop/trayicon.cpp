#include "ui/desktop/trayicon.h"

#include "ui/errortext.h"
#include "ui/format.h"
#include "ui/icons.h"
#include "ui/window/actions.h"
#include "ui/window/limitmenu.h"

#include <QPainter>

namespace ui {

namespace {

/// The icon is drawn anew so many times per hundred percent, not at each byte.
constexpr int kSteps = 25;

int stepOf(double fraction)
{
    return fraction < 0.0 ? -1 : static_cast<int>(fraction * kSteps);
}

QPixmap withBar(const QPixmap &plain, double fraction)
{
    QPixmap pixmap = plain;
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const double side = pixmap.width();
    const QRectF track(0, side * 0.78, side, side * 0.22);
    const double round = track.height() / 2;
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(20, 24, 32)); // readable on panels of any colour, as the icon itself is
    painter.drawRoundedRect(track, round, round);
    const double inset = side * 0.04;
    QRectF bar = track.adjusted(inset, inset, -inset, -inset);
    bar.setWidth(std::max(bar.height(), bar.width() * fraction));
    painter.setBrush(QColor(92, 214, 120));
    painter.drawRoundedRect(bar, bar.height() / 2, bar.height() / 2);
    return pixmap;
}

} // namespace

QIcon trayImage(double fraction)
{
    const QIcon plain = applicationIcon();
    if (fraction < 0.0)
        return plain;
    QIcon icon;
    for (const int side : {16, 22, 24, 32, 48, 64})
        icon.addPixmap(withBar(plain.pixmap(QSize(side, side), 1.0), fraction));
    return icon;
}

QString trayText(const Overall &overall)
{
    QStringList parts;
    if (overall.pausedBy.kind != core::ErrorKind::None && overall.active == 0)
        parts << errorPhrase(overall.pausedBy);
    else if (overall.active > 0)
        parts << TrayIcon::tr("%Ln active", nullptr, overall.active);
    else if (overall.unfinished > 0)
        parts << TrayIcon::tr("%Ln waiting", nullptr, overall.unfinished);
    if (overall.fraction >= 0.0)
        parts << formatPercent(overall.fraction);
    parts << formatSpeed(overall.bytesPerSecond);
    if (const QString left = formatDuration(overall.secondsLeft); !left.isEmpty())
        parts << TrayIcon::tr("%1 left").arg(left);
    parts.removeAll(QString());
    const QString name = QStringLiteral("Sluice");
    return parts.isEmpty() ? name : name + QLatin1Char('\n') + parts.join(QStringLiteral(" · "));
}

TrayIcon::TrayIcon(const Actions &actions, Preferences &preferences, QObject *parent)
    : QObject(parent)
{
    fillMenu(actions, preferences);
    m_icon.setContextMenu(&m_menu);
    show(Overall{});
    connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger)
            Q_EMIT toggleWanted();
    });
    connect(&m_icon, &QSystemTrayIcon::messageClicked, this, &TrayIcon::balloonClicked);
    m_icon.show();
}

void TrayIcon::fillMenu(const Actions &actions, Preferences &preferences)
{
    QAction *show = m_menu.addAction(applicationIcon(), tr("&Show Sluice"));
    connect(show, &QAction::triggered, this, &TrayIcon::showWanted);
    m_menu.setDefaultAction(show);
    m_menu.addSeparator();
    m_menu.addActions({actions.pauseAll, actions.resumeAll});
    auto *limit = new OverallLimitMenu(preferences, &m_menu);
    limit->setIcon(themedIcon(QStringLiteral("limit")));
    m_menu.addMenu(limit);
    m_menu.addSeparator();
    m_menu.addAction(actions.quit);
}

bool TrayIcon::isThere() const
{
    return QSystemTrayIcon::isSystemTrayAvailable() && m_icon.isVisible();
}

void TrayIcon::show(const Overall &overall)
{
    m_icon.setToolTip(trayText(overall));
    const int step = stepOf(overall.fraction);
    if (m_icon.icon().isNull() || std::exchange(m_drawn, step) != step)
        m_icon.setIcon(trayImage(overall.fraction));
}

void TrayIcon::showBalloon(const Notice &notice)
{
    if (isThere())
        m_icon.showMessage(notice.title, notice.body,
                           notice.isTrouble ? QSystemTrayIcon::Warning : QSystemTrayIcon::Information);
}

} // namespace ui
