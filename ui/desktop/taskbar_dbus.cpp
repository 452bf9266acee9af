#include "ui/desktop/dbus.h"
#include "ui/desktop/taskbar.h"

#include <QGuiApplication>

namespace ui {

using namespace Qt::StringLiterals;

/// com.canonical.Unity.LauncherEntry: a signal that docks of GNOME, KDE, Cinnamon and others listen to. It
/// names the program by its .desktop file.
class Taskbar::Backend
{
public:
    void show(int count, double fraction)
    {
        const int percent = fraction >= 0.0 && fraction <= 1.0 ? static_cast<int>(fraction * 100.0) : -1;
        if (std::exchange(m_count, count) == count && m_percent == percent)
            return;
        m_percent = percent;
        QDBusMessage update = QDBusMessage::createSignal(u"/org/sluice/Sluice"_s,
                                                         u"com.canonical.Unity.LauncherEntry"_s, u"Update"_s);
        update << u"application://%1.desktop"_s.arg(QGuiApplication::desktopFileName())
               << QVariantMap{
                      {u"count"_s, static_cast<qint64>(count)},
                      {u"count-visible"_s, count > 0},
                      {u"progress"_s, std::max(percent, 0) / 100.0},
                      {u"progress-visible"_s, percent >= 0},
                  };
        m_bus.broadcast(update);
    }

private:
    dbus::Link m_bus{dbus::Bus::Session};
    int m_count = 0;
    int m_percent = -1;
};

Taskbar::Taskbar(QObject *parent)
    : QObject(parent)
    , m_backend(std::make_unique<Backend>())
{
}

Taskbar::~Taskbar()
{
    show(0, -1.0);
}

void Taskbar::show(int count, double fraction)
{
    m_backend->show(count, fraction);
}

} // namespace ui
