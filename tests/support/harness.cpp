#include "tests/support/harness.h"

#include "core/links/cdnsource.h"
#include "tests/support/ownqueue.h"

#include <QDir>
#include <QDirIterator>
#include <QTest>

namespace support {

namespace {

constexpr int kPatience = 30'000;

} // namespace

QByteArray toByteArray(std::span<const std::uint8_t> bytes)
{
    return {reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

BuiltObject largeObject(std::size_t size, std::size_t chunk)
{
    return buildObject(payload(noise(7), size), chunk, {Encoding::Raw});
}

quint64 bodyBytes(const QList<Request> &requests)
{
    quint64 bytes = 0;
    for (const Request &request : requests)
        bytes += static_cast<quint64>(request.bodySent);
    return bytes;
}

Harness::Harness(queue::Settings settings)
    : m_settings(settings)
    , m_queue(std::make_unique<support::OwnQueue>(settings))
{
}

void Harness::restart()
{
    m_queue.reset();
    m_queue = std::make_unique<support::OwnQueue>(m_settings);
}

QByteArray Harness::publish(const BuiltObject &object)
{
    tact::CdnPath path;
    path.hash = object.encodingKey.digest;
    const QByteArray url = "/tpr/test/" + QByteArray::fromStdString(tact::toPath(path));
    server.serve(url, toByteArray(object.bytes));
    return url;
}

core::Source Harness::source(const QByteArray &path, const QStringList &hosts) const
{
    QStringList urls;
    for (const QString &host : hosts)
        urls << server.url(path, host).toString();
    return links::sourceFromText(urls.join(u'\t')).value();
}

queue::ItemId Harness::add(const core::Source &source, const QString &name, queue::Options options)
{
    return m_queue->add({queue::Request{source, folder(), name, options, transfer::Intent::Run}}).first();
}

bool Harness::waitFor(queue::ItemId id, transfer::State state)
{
    const auto over = [&] {
        const transfer::State now = item(id).state;
        return now == state || (transfer::isFinished(now) && state != transfer::State::Queued);
    };
    if (QTest::qWaitFor(over, kPatience) && item(id).state == state)
        return true;
    qWarning() << "it is" << item(id).state << core::name(item(id).error.kind) << item(id).error.detail;
    return false;
}

bool Harness::fetch(const core::Source &source, const QString &name, queue::Options options)
{
    return waitFor(add(source, name, options), transfer::State::Done);
}

QByteArray Harness::content(const QString &name) const
{
    QFile file(folder() + u'/' + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList Harness::litter(const QStringList &names) const
{
    QStringList found;
    QDirIterator it(folder(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString name = QDir(folder()).relativeFilePath(it.next());
        if (!names.contains(name))
            found << name;
    }
    return found;
}

int Harness::happened(transfer::Event::Kind kind)
{
    int count = 0;
    for (int row = 0; row < m_queue->count(); ++row) {
        for (const transfer::Event &event : m_queue->log(m_queue->at(row).id))
            count += event.kind == kind ? 1 : 0;
    }
    return count;
}

} // namespace support
