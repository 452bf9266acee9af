#pragma once

#include <QDBusConnection>
#include <QProcess>
#include <QTemporaryDir>

namespace support {

/// A D-Bus daemon of its own, which this process then takes for both the session's and the system's bus. Make
/// it before anything connects to a bus: what was found first is kept for the life of a process.
class PrivateBus
{
public:
    PrivateBus();
    ~PrivateBus();

    /// False: there is no dbus-daemon on this machine.
    bool isRunning() const { return !m_address.isEmpty(); }
    /// Another connection, as another program would have it.
    QDBusConnection connection(const QString &name) const;

private:
    QTemporaryDir m_folder;
    QProcess m_daemon;
    QString m_address;
};

} // namespace support
