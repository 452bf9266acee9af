#pragma once

#include "core/queue/queue.h"
#include "tests/support/bltebuilder.h"
#include "tests/support/faultserver.h"

#include <QTemporaryDir>
#include <memory>

namespace support {

/// A queue, a server and an empty folder: what a test of a whole download needs.
class Harness
{
public:
    explicit Harness(queue::Settings settings = {});

    FaultServer server;

    queue::Queue &queue() { return *m_queue; }
    QString folder() const { return m_folder.path(); }
    /// Ends the queue in an orderly way and makes a new one, as closing and starting the program would.
    void restart();
    void setSettings(const queue::Settings &settings) { m_settings = settings; }

    /// Serves `object` under its CDN path and returns that.
    QByteArray publish(const BuiltObject &object);
    /// The source for a path on this server, with the encoding key its CDN path names.
    core::Source source(const QByteArray &path,
                        const QStringList &hosts = {QStringLiteral("127.0.0.1")}) const;

    queue::ItemId add(const core::Source &source, const QString &name = QStringLiteral("file"),
                      queue::Options options = {});
    /// Waits until the item is in `state`; false after a generous time, with what it is in instead on the
    /// log.
    bool waitFor(queue::ItemId id, transfer::State state);
    /// Adds and waits for the end.
    bool fetch(const core::Source &source, const QString &name = QStringLiteral("file"),
               queue::Options options = {});
    const queue::Item &item(queue::ItemId id) { return *m_queue->find(id); }
    const queue::Item &last() { return m_queue->at(m_queue->count() - 1); }

    QByteArray content(const QString &name = QStringLiteral("file")) const;
    /// Everything in the folder that is not `names`.
    QStringList litter(const QStringList &names = {QStringLiteral("file")}) const;
    int happened(transfer::Event::Kind kind);

private:
    QTemporaryDir m_folder;
    queue::Settings m_settings;
    std::unique_ptr<queue::Queue> m_queue;
};

QByteArray toByteArray(std::span<const std::uint8_t> bytes);
/// One of stored noise, large enough for several segments.
BuiltObject largeObject(std::size_t size = 12u << 20, std::size_t chunk = 128u << 10);
/// What the server sent in answer to these, heads not counted.
quint64 bodyBytes(const QList<Request> &requests);

} // namespace support
