#include "core/blte/workspace.h"

#include <new>

namespace blte {

Workspace::Private::Private()
    : inflater(libdeflate_alloc_decompressor())
{
    if (!inflater)
        throw std::bad_alloc();
}

Workspace::Private::~Private()
{
    libdeflate_free_decompressor(inflater);
}

Workspace &Workspace::Private::nested()
{
    if (!m_nested)
        m_nested = std::make_unique<Workspace>();
    return *m_nested;
}

void Workspace::Private::release()
{
    decoded = {};
    plain = {};
    if (m_nested) // a decoder in the middle of an F chunk knows it
        m_nested->release();
}

Workspace::Workspace()
    : m_d(std::make_unique<Private>())
{
}

Workspace::~Workspace() = default;

void Workspace::release()
{
    m_d->release();
}

} // namespace blte
