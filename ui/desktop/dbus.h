#pragma once

#include <QDBusConnection>
#include <QDBusMessage>
#include <QObject>
#include <QVariantList>
#include <functional>
#include <optional>
#include <vector>

/// D-Bus without ever waiting for it: what is absent, slow or broken on the other side costs the window
/// nothing.
namespace ui::dbus {

enum class Bus { Session, System };

/// A method of somebody on a bus.
struct Method
{
    QString service;
    QString path;
    QString interface;
    QString name;
};

/// One bus, as one client of ours uses it. Connects on a pool thread; what is called before goes out in order
/// afterwards. Lives on the GUI thread.
class Link : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(const QDBusMessage &reply)>;

    explicit Link(Bus bus, QObject *parent = nullptr);

    /// `done` comes exactly once, with the reply or an error, but not after the link is gone. May be empty.
    void call(const Method &method, const QVariantList &arguments, const Done &done);
    /// To everybody who listens.
    void broadcast(const QDBusMessage &signal);
    /// Calls the slot (SLOT()) for each such signal of anybody at `path`. Whoever sends it is not looked up,
    /// which would wait: the slot must not trust what it hears more than that.
    void listen(const QString &path, const QString &interface, const QString &signal, QObject *receiver,
                const char *slot);
    /// Calls the slot whenever `service` comes or goes.
    void watch(const QString &service, QObject *receiver, const char *slot);

private:
    using Job = std::function<void(QDBusConnection &)>;

    void run(Job job);
    void onConnected(const QDBusConnection &connection);

    std::optional<QDBusConnection> m_connection; ///< empty until the attempt is over
    std::vector<Job> m_early;
};

} // namespace ui::dbus
