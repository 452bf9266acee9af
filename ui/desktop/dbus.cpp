#include "ui/desktop/dbus.h"

#include "ui/background.h"

#include <QDBusError>
#include <QDBusPendingCallWatcher>

namespace ui::dbus {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 10'000;

void finish(const Link::Done &done, const QDBusMessage &reply)
{
    if (done)
        done(reply);
}

} // namespace

Link::Link(Bus bus, QObject *parent)
    : QObject(parent)
{
    inBackground(
        [bus] { return bus == Bus::Session ? QDBusConnection::sessionBus() : QDBusConnection::systemBus(); },
        this, [this](const QDBusConnection &connection) { onConnected(connection); });
}

void Link::onConnected(const QDBusConnection &connection)
{
    m_connection = connection;
    for (const Job &job : std::exchange(m_early, {}))
        job(*m_connection);
}

void Link::run(Job job)
{
    if (m_connection)
        job(*m_connection);
    else
        m_early.push_back(std::move(job));
}

void Link::call(const Method &method, const QVariantList &arguments, const Done &done)
{
    QDBusMessage message =
        QDBusMessage::createMethodCall(method.service, method.path, method.interface, method.name);
    message.setArguments(arguments);
    run([this, message, done](QDBusConnection &connection) {
        if (!connection.isConnected())
            return finish(done, message.createErrorReply(QDBusError::Disconnected, u"there is no bus"_s));
        auto *watcher = new QDBusPendingCallWatcher(connection.asyncCall(message, kPatienceMs), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this, [watcher, done] {
            watcher->deleteLater();
            finish(done, watcher->reply());
        });
    });
}

void Link::broadcast(const QDBusMessage &signal)
{
    run([signal](QDBusConnection &connection) { connection.send(signal); });
}

void Link::listen(const QString &path, const QString &interface, const QString &signal, QObject *receiver,
                  const char *slot)
{
    run([=](QDBusConnection &connection) {
        connection.connect({}, path, interface, signal, receiver, slot);
    });
}

void Link::watch(const QString &service, QObject *receiver, const char *slot)
{
    run([=](QDBusConnection &connection) {
        connection.connect(u"org.freedesktop.DBus"_s, u"/org/freedesktop/DBus"_s, u"org.freedesktop.DBus"_s,
                           u"NameOwnerChanged"_s, {service}, u"sss"_s, receiver, slot);
    });
}

} // namespace ui::dbus
