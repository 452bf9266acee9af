#include "core/transfer/environment.h"

namespace transfer {

Environment::Environment()
    : keys(std::make_shared<const blte::KeyStore>())
{
    tuning.fetcher.limiter = &limiter;
    m_diskThread.setObjectName(QStringLiteral("disk"));
    m_disk.moveToThread(&m_diskThread);
    m_diskThread.start();
}

Environment::~Environment()
{
    m_diskThread.quit();
    m_diskThread.wait();
}

} // namespace transfer
