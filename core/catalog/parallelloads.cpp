#include "core/catalog/parallelloads.h"

#include "core/catalog/whilealive.h"

namespace catalog {

namespace {

/// Each may be as large as memory allows.
constexpr int kMostAtOnce = 8;

} // namespace

ParallelLoads::ParallelLoads(LoadFile load, QObject *parent)
    : QObject(parent)
    , m_load(std::move(load))
{
}

void ParallelLoads::add(const SelectedFile &file, const QString &what, FileLoaded done)
{
    m_waiting.push_back({file, what, std::move(done)});
    startMore();
}

void ParallelLoads::startMore()
{
    while (m_underWay < kMostAtOnce && !m_waiting.empty()) {
        const Wanted next = std::move(m_waiting.front());
        m_waiting.pop_front();
        ++m_underWay;
        m_load(next.file, next.what,
               whileAlive(this, [this, done = next.done](const core::Result<QByteArray> &bytes) {
                   --m_underWay;
                   startMore();
                   done(bytes); // may delete this
               }));
    }
}

} // namespace catalog
