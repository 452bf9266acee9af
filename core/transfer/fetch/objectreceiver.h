#pragma once

#include "core/http/responsehead.h"
#include "core/transfer/fetch/headreader.h"
#include "core/transfer/fetch/smallobject.h"
#include "core/transfer/routing/fileversion.h"

#include <array>
#include <optional>

namespace transfer {

class Lane;

/// Takes one small object out of an answer, from its first byte to its last: finds out what it is, then
/// proves, decodes and writes its chunks as they go by. On a lane's thread; may block on the disk.
///
///     prepare() ─► commit() … until isComplete() or nothing more comes ─► finish() ─► end()
class ObjectReceiver
{
public:
    using Result = tl::expected<void, Trouble>;

    /// `size` is that of the encoded object, or kUnknownSize.
    ObjectReceiver(Lane &lane, const SmallObject &object, const http::ResponseHead &head, quint64 size);
    Q_DISABLE_COPY_MOVE(ObjectReceiver)

    /// Room for the next bytes, at most `most`; never empty unless complete.
    std::span<std::uint8_t> prepare(std::size_t most);
    Result commit(std::size_t size);
    bool isComplete() const { return m_intake && m_intake->isComplete(); }
    /// All of the object that there is has come.
    Result finish();
    /// After finish() went well.
    SmallEnd end();

private:
    Result begin();

    Lane &m_lane;
    const SmallObject m_object;
    const FileVersion m_version;
    const QByteArray m_versionText;
    std::array<std::uint8_t, 16384> m_headBytes;
    std::optional<HeadReader> m_headReader; ///< until the table is known
    qint64 m_trailingBytes = 0;
    std::optional<ChunkWriter> m_intake; ///< and from then on
};

} // namespace transfer
