#include "core/transfer/fetch/setfilesink.h"

#include "core/blte/encodedproof.h"
#include "core/hex.h"
#include "core/storage/filesystem.h"

#include <algorithm>
#include <utility>

namespace transfer {

using core::ErrorKind;
using storage::fs::File;

SetFileSink::SetFileSink(QString path, std::optional<blte::ContentKey> contentKey)
    : m_path(std::move(path))
    , m_contentKey(contentKey)
{
}

SetFileSink::SetFileSink(QString path, const blte::EncodingKey &encodingKey)
    : m_path(std::move(path))
    , m_encodingKey(encodingKey)
{
}

core::Result<void> SetFileSink::begin(const storage::ResumeRecord &record, Snapshot)
{
    m_bytes.clear();
    return record.decodedSize == blte::kUnknownSize ? core::Result<void>() : makeRoom(record.decodedSize);
}

core::Result<void> SetFileSink::makeRoom(quint64 end)
{
    if (end > static_cast<quint64>(kMostBytes))
        return core::failure(ErrorKind::WriteFailed,
                             QStringLiteral("it is too large to be gathered in memory"));
    if (end > m_bytes.size())
        m_bytes.resize(static_cast<std::size_t>(end));
    return {};
}

core::Result<void> SetFileSink::write(quint64 offset, std::span<const std::uint8_t> bytes)
{
    if (offset > static_cast<quint64>(kMostBytes)) // so that the sum below cannot wrap
        return makeRoom(offset);
    return makeRoom(offset + bytes.size()).map([&] {
        std::copy(bytes.begin(), bytes.end(), m_bytes.begin() + static_cast<std::ptrdiff_t>(offset));
    });
}

core::Result<void> SetFileSink::zero(quint64 offset, quint64 size)
{
    if (offset > static_cast<quint64>(kMostBytes) || size > static_cast<quint64>(kMostBytes))
        return makeRoom(std::max(offset, size));
    return makeRoom(offset + size);
}

core::Result<void> SetFileSink::setDecodedSize(quint64 size)
{
    m_bytes.resize(static_cast<std::size_t>(std::min<quint64>(size, m_bytes.size())));
    return {};
}

core::Result<void> SetFileSink::prove() const
{
    if (m_encodingKey && !blte::isObject(*m_encodingKey, m_bytes))
        return core::failure(ErrorKind::EncodingKeyWrong, core::hex(m_encodingKey->digest));
    const blte::Digest is = m_contentKey ? blte::md5(m_bytes) : blte::Digest();
    if (m_contentKey && is != m_contentKey->digest)
        return core::failure(ErrorKind::ContentKeyWrong, core::hex(is));
    return {};
}

core::Result<void> SetFileSink::finish()
{
    if (auto ok = prove(); !ok)
        return ok;
    auto opened = File::open(m_path, File::Mode::ReadWriteNew);
    if (!opened)
        return core::failure(opened.error());
    m_file = std::make_shared<File>(std::move(*opened));
    const auto written = m_file->writeAt(0, m_bytes);
    m_bytes = {};
    if (!written) {
        m_file.reset();
        std::ignore = storage::fs::remove(m_path);
    }
    return written;
}

} // namespace transfer
