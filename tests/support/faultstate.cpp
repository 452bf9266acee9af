#include "tests/support/faultstate.h"

#include <QMutexLocker>
#include <algorithm>

namespace support {

QByteArray Request::header(QByteArrayView name) const
{
    for (const Header &h : headers) {
        if (QByteArrayView(h.first).compare(name, Qt::CaseInsensitive) == 0)
            return h.second;
    }
    return {};
}

void FaultState::serve(const QByteArray &path, Resource resource)
{
    const QMutexLocker lock(&m_mutex);
    m_resources.insert(path, std::move(resource));
}

void FaultState::script(const QByteArray &path, QList<Fault> faults)
{
    const QMutexLocker lock(&m_mutex);
    m_scripts.insert(path, std::move(faults));
}

void FaultState::always(const QByteArray &path, Fault fault)
{
    const QMutexLocker lock(&m_mutex);
    m_always.insert(path, std::move(fault));
}

void FaultState::setRule(Rule rule)
{
    const QMutexLocker lock(&m_mutex);
    m_rule = std::move(rule);
}

std::optional<Resource> FaultState::resource(const QByteArray &path) const
{
    const QMutexLocker lock(&m_mutex);
    const auto found = m_resources.constFind(path);
    return found == m_resources.cend() ? std::nullopt : std::optional(*found);
}

Fault FaultState::nextFault(const Request &request)
{
    QMutexLocker lock(&m_mutex);
    if (const Rule rule = m_rule) {
        lock.unlock(); // a rule may ask this state
        if (auto fault = rule(request))
            return *fault;
        lock.relock();
    }
    if (QList<Fault> &faults = m_scripts[request.path]; !faults.isEmpty())
        return faults.takeFirst();
    return m_always.value(request.path);
}

qsizetype FaultState::addRequest(const Request &request)
{
    const QMutexLocker lock(&m_mutex);
    m_log.append(request);
    return m_cleared + m_log.size() - 1;
}

void FaultState::addSent(qsizetype request, qint64 bytes)
{
    const QMutexLocker lock(&m_mutex);
    if (request < m_cleared)
        return;
    m_bytesServed += bytes;
    m_log[request - m_cleared].bodySent += bytes;
}

int FaultState::addConnection()
{
    const QMutexLocker lock(&m_mutex);
    m_most = std::max(m_most, ++m_open);
    return ++m_connections;
}

void FaultState::removeConnection()
{
    const QMutexLocker lock(&m_mutex);
    --m_open;
}

void FaultState::clearLog()
{
    const QMutexLocker lock(&m_mutex);
    m_cleared += m_log.size();
    m_log.clear();
    m_bytesServed = 0;
    m_connections = 0;
    m_most = m_open;
}

QList<Request> FaultState::requests() const
{
    const QMutexLocker lock(&m_mutex);
    return m_log;
}

qint64 FaultState::bytesServed() const
{
    const QMutexLocker lock(&m_mutex);
    return m_bytesServed;
}

int FaultState::connections() const
{
    const QMutexLocker lock(&m_mutex);
    return m_connections;
}

int FaultState::openConnections() const
{
    const QMutexLocker lock(&m_mutex);
    return m_open;
}

int FaultState::mostConnections() const
{
    const QMutexLocker lock(&m_mutex);
    return m_most;
}

} // namespace support
