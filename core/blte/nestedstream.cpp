#include "core/blte/nestedstream.h"

namespace blte {

namespace {

/// Faults of the inner object that a caller would take for the outer one's: they must not lead to fetching a
/// chunk again whose own digest is right, or to doubting the outer header.
bool isAboutTheContainer(FaultKind kind)
{
    switch (kind) {
    case FaultKind::NotBlte:
    case FaultKind::HeaderCorrupt:
    case FaultKind::TableTooLarge:
    case FaultKind::SizesContradict:
    case FaultKind::EncodingKeyWrong:
    case FaultKind::Truncated:
    case FaultKind::TrailingBytes:
    case FaultKind::ChunkDigestWrong:
        return true;
    default:
        return false;
    }
}

} // namespace

NestedStream::NestedStream(ChunkContext &context, Output &output)
    : m_context(context)
    , m_output(output)
{
}

Outcome NestedStream::open(std::uint64_t dataSize)
{
    m_decoder.reset();
    m_outputFault.reset();
    if (m_context.limits.nesting <= 0)
        return failure(FaultKind::NestingTooDeep);
    StreamDecoder::Options options;
    options.limits = m_context.limits;
    --options.limits.nesting;
    options.expectation.encodedSize = dataSize;
    // Its table is kept in memory, so it gets the bound of a chunk that is.
    options.expectation.largestHeader = m_context.limits.wholeEncoded;
    ByteSink &own = *this; // a private base is out of make_unique's reach
    m_decoder = std::make_unique<StreamDecoder>(m_context.workspace.nested(), m_context.keys, own, options);
    return {};
}

Outcome NestedStream::push(Bytes bytes)
{
    return checked(m_decoder->push(bytes));
}

Outcome NestedStream::finish()
{
    const auto result = finishObject();
    const auto &used = m_decoder->usedKeys();
    m_context.used.insert(m_context.used.end(), used.begin(), used.end());
    return result;
}

Outcome NestedStream::finishObject()
{
    if (auto ok = checked(m_decoder->finish()); !ok)
        return ok;
    if (m_decoder->trailingBytes() != 0)
        return failure(FaultKind::StreamCorrupt, 0, m_decoder->trailingBytes());
    return {};
}

bool NestedStream::write(Bytes bytes)
{
    auto ok = m_output.write(bytes, m_context.limits.streamBuffer);
    if (!ok)
        m_outputFault = ok.error();
    return ok.has_value();
}

/// The fault as one of the outer chunk: its index is ours to give, and a refusal has our own reason.
Outcome NestedStream::checked(const Outcome &nested) const
{
    if (nested)
        return {};
    Fault fault = m_outputFault.value_or(nested.error());
    fault.chunk = -1;
    if (isAboutTheContainer(fault.kind))
        fault.kind = FaultKind::StreamCorrupt;
    return tl::unexpected(fault);
}

} // namespace blte
