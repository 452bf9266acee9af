#pragma once

#include "core/http/responsehead.h"
#include "core/transfer/fetch/objectreceiver.h"
#include "core/transfer/fetch/smallobject.h"

#include <array>

namespace transfer {

class Lane;

/// Takes one small object out of one answer, from its first byte to its last. On a lane's thread; may block
/// on the sink.
///
///     prepare() ─► commit() … until isComplete() or nothing more comes ─► finish() ─► end()
class SmallReceiver
{
public:
    using Result = ObjectReceiver::Result;

    /// `size` is that of the encoded object, or kUnknownSize.
    SmallReceiver(Lane &lane, const SmallObject &object, const http::ResponseHead &head, quint64 size);
    Q_DISABLE_COPY_MOVE(SmallReceiver)

    /// Room for the next bytes, at most `most`; never empty unless complete.
    std::span<std::uint8_t> prepare(std::size_t most);
    Result commit(std::size_t size);
    bool isComplete() const { return !m_receiver.head() && m_receiver.writer().isComplete(); }
    /// All of the object that there is has come.
    Result finish();
    /// After finish() went well.
    SmallEnd end();

private:
    Result begin();

    const SmallObject m_object;
    const FileVersion m_version;
    const QByteArray m_versionText;
    ObjectReceiver m_receiver;
    std::array<std::uint8_t, 16384> m_headBytes;
    qint64 m_trailingBytes = 0;
};

} // namespace transfer
