#include "core/http/connectionend.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace http {

void ConnectionEnd::watch(qintptr descriptor)
{
    release();
    if (descriptor >= 0)
        m_descriptor = ::fcntl(static_cast<int>(descriptor), F_DUPFD_CLOEXEC, 0);
}

void ConnectionEnd::release()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    m_descriptor = -1;
}

/// After a close it waits for ours (CLOSE_WAIT); after a reset it is gone.
bool ConnectionEnd::wasReset() const
{
    tcp_info info{};
    socklen_t size = sizeof info;
    return m_descriptor >= 0 && ::getsockopt(m_descriptor, IPPROTO_TCP, TCP_INFO, &info, &size) == 0 &&
           info.tcpi_state == TCP_CLOSE;
}

} // namespace http
