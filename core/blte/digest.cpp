#include "core/blte/digest.h"

#include "core/blte/hex.h"

#include <nettle/md5.h>

namespace blte {

struct Md5::Context
{
    md5_ctx state;
};

Md5::Md5()
    : m_context(std::make_unique<Context>())
{
    md5_init(&m_context->state);
}

Md5::Md5(const Md5 &other)
    : m_context(std::make_unique<Context>(*other.m_context))
{
}

Md5 &Md5::operator=(const Md5 &other)
{
    *m_context = *other.m_context;
    return *this;
}

Md5::~Md5() = default;

void Md5::update(Bytes bytes)
{
    if (!bytes.empty())
        md5_update(&m_context->state, bytes.size(), bytes.data());
}

Digest Md5::finish()
{
    Digest digest;
    md5_digest(&m_context->state, digest.size(), digest.data()); // resets the state, too
    return digest;
}

Digest md5(Bytes bytes)
{
    // On the stack: this runs once per chunk, where nothing may be allocated.
    md5_ctx state;
    md5_init(&state);
    if (!bytes.empty())
        md5_update(&state, bytes.size(), bytes.data());
    Digest digest;
    md5_digest(&state, digest.size(), digest.data());
    return digest;
}

std::string toHex(const Digest &digest)
{
    return hexEncoded(digest, HexCase::Lower);
}

std::optional<Digest> digestFromHex(std::string_view hex)
{
    Digest digest;
    if (!hexDecode(hex, digest))
        return std::nullopt;
    return digest;
}

} // namespace blte
