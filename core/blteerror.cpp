#include "core/blteerror.h"

namespace core {

namespace {

ErrorKind kindOf(blte::FaultKind kind)
{
    using F = blte::FaultKind;
    switch (kind) {
    case F::NotBlte:
        return ErrorKind::NotBlte;
    case F::HeaderCorrupt:
    case F::SizesContradict:
    case F::SizeImpossible:
        return ErrorKind::HeaderCorrupt;
    case F::TableUnsupported:
        return ErrorKind::TableUnsupported;
    case F::TableTooLarge:
        return ErrorKind::TableTooLarge;
    case F::EncodingKeyWrong:
        return ErrorKind::EncodingKeyWrong;
    case F::Truncated:
    case F::TrailingBytes:
        return ErrorKind::Truncated;
    case F::ChunkDigestWrong:
        return ErrorKind::ChunkDigestWrong;
    case F::DecodedSizeWrong:
    case F::StreamCorrupt:
    case F::EncryptionCorrupt:
        return ErrorKind::StreamCorrupt;
    case F::ModeUnsupported:
    case F::NestingTooDeep:
    case F::Lz4Ambiguous:
        return ErrorKind::ModeUnsupported;
    case F::CipherUnsupported:
        return ErrorKind::CipherUnsupported;
    case F::KeyMissing:
        return ErrorKind::KeyMissing;
    case F::KeyWrong:
        return ErrorKind::KeyWrong;
    case F::SinkRefused:
        return ErrorKind::WriteFailed;
    }
    return ErrorKind::Internal;
}

} // namespace

Error errorFrom(const blte::Fault &fault)
{
    return {kindOf(fault.kind), QString::fromStdString(blte::describe(fault))};
}

} // namespace core
