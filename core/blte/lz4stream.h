#pragma once

#include "core/blte/buffer.h"
#include "core/blte/lz4.h"
#include "core/blte/modestream.h"

namespace blte {

/// Mode 4 for chunks too large to be gathered. Only layout A is made of pieces small enough; a single block
/// beyond the limits is refused with ChunkTooLarge.
class Lz4Stream final : public ModeStream
{
public:
    Lz4Stream(ChunkContext &context, Output &output);

    Outcome open(std::uint64_t dataSize) override;
    Outcome push(Bytes bytes) override;
    Outcome finish() override;

private:
    Outcome readPart();
    Outcome readHead();
    Outcome readBlockSize();
    Outcome decodeBlock();
    void expect(std::size_t size);

    enum class Part : std::uint8_t { Head, BlockSize, Block };

    ChunkContext &m_context;
    Output &m_output;
    std::uint64_t m_dataSize = 0;
    Lz4Layout m_layout;
    Part m_part = Part::Head;
    Buffer m_buffer;          ///< the part being gathered; at most LZ4_compressBound(64 KiB) bytes
    std::size_t m_wanted = 0; ///< size of that part
    std::size_t m_have = 0;   ///< bytes of it so far
};

} // namespace blte
