#include "core/http/connectionend.h"

namespace http {

void ConnectionEnd::watch(qintptr) {}

void ConnectionEnd::release() {}

bool ConnectionEnd::wasReset() const
{
    return m_descriptor >= 0; // which it never is here
}

} // namespace http
