#include "core/blte/modestreams.h"

namespace blte {

ModeStreams::RawStream::RawStream(ChunkContext &context, Output &output)
    : m_context(context)
    , m_output(output)
{
}

Outcome ModeStreams::RawStream::open(std::uint64_t)
{
    return {};
}

Outcome ModeStreams::RawStream::push(Bytes bytes)
{
    return m_output.write(bytes, m_context.limits.streamBuffer);
}

Outcome ModeStreams::RawStream::finish()
{
    return {};
}

ModeStreams::ModeStreams(ChunkContext &context, Output &output)
    : m_context(context)
    , m_output(output)
    , m_raw(context, output)
{
}

void ModeStreams::begin(std::uint64_t encodedSize)
{
    m_encodedSize = encodedSize;
    m_mode = 0;
    m_current = nullptr;
}

void ModeStreams::beginPlain()
{
    m_mode = 0;
    m_current = &m_raw;
}

Outcome ModeStreams::push(Bytes bytes)
{
    if (bytes.empty())
        return {};
    if (!m_current) {
        m_mode = bytes.front();
        const auto stream = open(m_mode, m_encodedSize == kUnknownSize ? kUnknownSize : m_encodedSize - 1);
        if (!stream)
            return tl::unexpected(stream.error());
        m_current = *stream;
        bytes = bytes.subspan(1);
    }
    return m_current->push(bytes);
}

Outcome ModeStreams::finish()
{
    if (!m_current)
        return failure(FaultKind::Truncated, 1, 0);
    return m_current->finish();
}

tl::expected<ModeStream *, Fault> ModeStreams::open(std::uint8_t mode, std::uint64_t dataSize)
{
    ModeStream *stream = streamFor(mode);
    if (!stream)
        return failure(FaultKind::ModeUnsupported, 0, mode);
    if (auto ok = stream->open(dataSize); !ok)
        return tl::unexpected(ok.error());
    return stream;
}

ModeStream *ModeStreams::streamFor(std::uint8_t mode)
{
    const auto made = [this](auto &slot, auto &second) -> ModeStream * {
        if (!slot)
            slot.emplace(m_context, second);
        return &*slot;
    };
    switch (Mode{mode}) {
    case Mode::Raw:
        return &m_raw;
    case Mode::Zlib:
        return made(m_zlib, m_output);
    case Mode::Lz4:
        return made(m_lz4, m_output);
    case Mode::Nested:
        return made(m_nested, m_output);
    case Mode::Encrypted:
        return made(m_encrypted, *this);
    }
    return nullptr;
}

} // namespace blte
