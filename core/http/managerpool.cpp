#include "core/http/managerpool.h"

#include "core/http/proxy.h"

#include <QNetworkAccessManager>
#include <algorithm>
#include <atomic>

namespace http {

namespace {

std::atomic<int> mostIdle{4};

std::unique_ptr<QNetworkAccessManager> makeManager()
{
    auto manager = std::make_unique<QNetworkAccessManager>();
    manager->setAutoDeleteReplies(false);
    readInLargePieces(*manager);
    return manager;
}

} // namespace

ManagerPool::ManagerPool()
    : m_idle(std::make_shared<IdleList>())
{
}

std::unique_ptr<QNetworkAccessManager> ManagerPool::pick(IdleList &list, const QString &host)
{
    const auto found =
        std::find_if(list.rbegin(), list.rend(), [&](const Idle &idle) { return idle.host == host; });
    if (found == list.rend())
        return makeManager();
    auto manager = std::move(found->manager);
    list.erase(std::next(found).base());
    return manager;
}

std::shared_ptr<QNetworkAccessManager> ManagerPool::take(const QString &host)
{
    const auto giveBack = [idle = std::weak_ptr(m_idle), host](QNetworkAccessManager *manager) {
        std::unique_ptr<QNetworkAccessManager> owned(manager);
        const auto list = idle.lock();
        if (!list)
            return;
        list->push_back({std::move(owned), host});
        if (list->size() > static_cast<std::size_t>(mostIdle.load()))
            list->pop_front();
    };
    return {pick(*m_idle, host).release(), giveBack};
}

void ManagerPool::setMostIdle(int managers)
{
    mostIdle = managers;
}

void ManagerPool::clear()
{
    m_idle->clear();
}

} // namespace http
