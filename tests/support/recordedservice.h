#pragma once

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVirtualObject>
#include <functional>
#include <optional>

namespace support {

/// Somebody on a bus who takes every call to his path and all below it, writes it down and answers as he is
/// told. Lives on the test's own thread: whoever waited for his answer there would wait in vain.
class RecordedService : public QDBusVirtualObject
{
public:
    /// Empty: the answer is an error, as of one who does not know the method.
    using Answer = std::function<std::optional<QVariantList>(const QDBusMessage &call)>;

    RecordedService(QDBusConnection bus, const QString &service, const QString &path, Answer answer)
        : m_bus(std::move(bus))
        , m_service(service)
        , m_path(path)
        , m_answer(std::move(answer))
    {
        m_bus.registerVirtualObject(path, this, QDBusConnection::SubPath);
        m_bus.registerService(service);
    }
    ~RecordedService() override
    {
        m_bus.unregisterObject(m_path, QDBusConnection::UnregisterTree);
        m_bus.unregisterService(m_service);
    }

    QList<QDBusMessage> calls;

    QList<QDBusMessage> callsTo(const QString &method) const
    {
        QList<QDBusMessage> found;
        std::copy_if(calls.begin(), calls.end(), std::back_inserter(found),
                     [&](const QDBusMessage &call) { return call.member() == method; });
        return found;
    }

    void emitSignal(const QString &interface, const QString &name, const QVariantList &arguments)
    {
        QDBusMessage signal = QDBusMessage::createSignal(m_path, interface, name);
        signal.setArguments(arguments);
        m_bus.send(signal);
    }

    QString introspect(const QString &) const override { return {}; }
    bool handleMessage(const QDBusMessage &call, const QDBusConnection &bus) override
    {
        calls.append(call);
        const auto answer = m_answer(call);
        bus.send(answer ? call.createReply(*answer)
                        : call.createErrorReply(QDBusError::UnknownMethod, QStringLiteral("not here")));
        return true;
    }

private:
    QDBusConnection m_bus;
    QString m_service;
    QString m_path;
    Answer m_answer;
};

} // namespace support
