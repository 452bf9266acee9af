#include "core/transfer/routing/faults.h"

namespace transfer {

using core::ErrorKind;

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

core::Error errorFrom(const blte::Fault &fault)
{
    return {kindOf(fault.kind), QString::fromStdString(blte::describe(fault))};
}

bool healsWithTime(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::HostNotFound:
    case ErrorKind::ConnectionRefused:
    case ErrorKind::ConnectionLost:
    case ErrorKind::Stalled:
    case ErrorKind::ProxyFailed:
    case ErrorKind::NetworkUnreachable:
    case ErrorKind::ServerBusy:
    case ErrorKind::ServerFailed:
    case ErrorKind::WrongContent:
    case ErrorKind::DiskFull:
    case ErrorKind::WriteFailed:
    case ErrorKind::ReadFailed:
    case ErrorKind::SyncFailed:
    case ErrorKind::PartFileLocked:
    case ErrorKind::PartFileChanged:
        return true;
    default:
        return false;
    }
}

bool healsNever(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::TableTooLarge:
    case ErrorKind::StreamCorrupt:
    case ErrorKind::CipherUnsupported:
    case ErrorKind::ModeUnsupported:
    case ErrorKind::TableUnsupported:
    case ErrorKind::ContentKeyWrong: // whole and wrong: no beginning of a right file
        return true;
    default:
        return false;
    }
}

bool isWrongBytes(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::LengthContradicts:
    case ErrorKind::NotBlte:
    case ErrorKind::HeaderCorrupt:
    case ErrorKind::EncodingKeyWrong:
    case ErrorKind::ChunkDigestWrong:
        return true;
    default:
        return false;
    }
}

bool refusesSeveralRanges(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Forbidden:
    case ErrorKind::ServerFailed:
    case ErrorKind::UnexpectedStatus:
    case ErrorKind::RangeIgnored:
    case ErrorKind::WrongRange:
    case ErrorKind::LengthContradicts:
    case ErrorKind::EncodedBody:
        return true;
    default:
        return false;
    }
}

bool isFinal(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::NotFound:
    case ErrorKind::Forbidden:
    case ErrorKind::SignInNeeded:
    case ErrorKind::CredentialsNeeded:
    case ErrorKind::TlsFailed:
    case ErrorKind::RedirectRefused:
        return true;
    default:
        return false;
    }
}

bool mayRefuseExtra(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::NotFound:
    case ErrorKind::Forbidden:
    case ErrorKind::SignInNeeded:
    case ErrorKind::CredentialsNeeded:
    case ErrorKind::ServerBusy:
    case ErrorKind::ServerFailed:
    case ErrorKind::UnexpectedStatus:
    case ErrorKind::ConnectionLost:
    case ErrorKind::ConnectionRefused:
    case ErrorKind::Stalled:
    case ErrorKind::WrongContent:
        return true;
    default:
        return false;
    }
}

bool mayMeanRanges(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::NotFound:
    case ErrorKind::Forbidden:
    case ErrorKind::ServerBusy:
    case ErrorKind::ServerFailed:
    case ErrorKind::UnexpectedStatus:
    case ErrorKind::WrongRange:
    case ErrorKind::RangeIgnored:
    case ErrorKind::LengthContradicts:
    case ErrorKind::ConnectionLost:
        return true;
    default:
        return false;
    }
}

bool isStorage(ErrorKind kind)
{
    const int number = static_cast<int>(kind);
    return number >= 10 && number < 30;
}

} // namespace transfer
