#pragma once

#include "core/blte/lz4block.h"
#include "core/blte/lz4layout.h"
#include "core/blte/modestream.h"

namespace blte {

/// Mode 4, in whichever layout its size field speaks of.
class Lz4Stream final : public ModeStream
{
public:
    Lz4Stream(ChunkContext &context, Output &output);

    Outcome open(std::uint64_t dataSize) override;
    Outcome push(Bytes bytes) override;
    Outcome finish() override;

private:
    Outcome takeField(Bytes &bytes);
    Outcome readHead();
    Outcome beginSubBlock();
    Outcome pushBlock(Bytes &bytes);
    void expectField(std::size_t size);

    enum class Part : std::uint8_t { Head, BlockSize, Block };

    ChunkContext &m_context;
    Output &m_output;
    std::uint64_t m_dataSize = 0;
    Lz4Layout m_layout;
    Part m_part = Part::Head;
    std::array<std::uint8_t, Lz4Layout::kHead> m_field{}; ///< head or block size, as far as it has come
    std::size_t m_fieldWanted = 0;
    std::size_t m_fieldSize = 0;
    Lz4Block m_block;
    std::uint64_t m_blockLeft = 0; ///< encoded bytes of this block still to come
};

} // namespace blte
