#include "core/blte/objectcipher.h"

#include "core/blte/salsa20.h"

#include <algorithm>

namespace blte {

ObjectKey objectKeyFor(const Key &key, const Digest &name)
{
    ObjectKey object{key, {}};
    std::copy(name.end() - static_cast<std::ptrdiff_t>(object.nonce.size()), name.end(),
              object.nonce.begin());
    return object;
}

ObjectCipher::ObjectCipher()
    : m_stream(std::make_unique<Salsa20>())
{
}

ObjectCipher::~ObjectCipher() = default;

void ObjectCipher::begin(const ObjectKey &key, std::uint64_t offset)
{
    m_stream->begin(key.key, key.nonce);
    m_stream->seek(offset);
}

void ObjectCipher::apply(std::span<std::uint8_t> bytes)
{
    m_stream->apply(bytes, bytes);
}

} // namespace blte
