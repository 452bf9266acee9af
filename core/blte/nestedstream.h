#pragma once

#include "core/blte/modestream.h"
#include "core/blte/streamdecoder.h"

namespace blte {

/// Mode F: the data are a whole BLTE object. Has a decoder of its own, one nesting level poorer, with the
/// nested workspace; allocates for every F chunk (no other mode does).
class NestedStream final : public ModeStream, private ByteSink
{
public:
    NestedStream(ChunkContext &context, Output &output);

    Outcome open(std::uint64_t dataSize) override;
    Outcome push(Bytes bytes) override;
    Outcome finish() override;

private:
    bool write(Bytes bytes) override;
    Outcome finishObject();
    Outcome checked(const Outcome &nested) const;

    ChunkContext &m_context;
    Output &m_output;
    std::unique_ptr<StreamDecoder> m_decoder;
    std::optional<Fault> m_outputFault; ///< why write() refused
};

} // namespace blte
