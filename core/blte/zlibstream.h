#pragma once

#include "core/blte/modestream.h"

#include <zlib.h>

namespace blte {

/// Mode Z: RFC 1950. Allocates its window once.
class ZlibStream final : public ModeStream
{
public:
    ZlibStream(ChunkContext &context, Output &output);
    ~ZlibStream() override;
    ZlibStream(const ZlibStream &) = delete;
    ZlibStream &operator=(const ZlibStream &) = delete;

    Outcome open(std::uint64_t dataSize) override;
    Outcome push(Bytes bytes) override;
    Outcome finish() override;

private:
    Outcome inflateInput();

    ChunkContext &m_context;
    Output &m_output;
    z_stream m_stream{};
    bool m_ended = false; ///< the zlib stream's end was seen, its Adler-32 was right
};

} // namespace blte
