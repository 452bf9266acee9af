#include "core/blte/fault.h"

#include "core/blte/keys.h"

namespace blte {

namespace {

std::string byteText(std::uint64_t value)
{
    if (value > 0x20 && value < 0x7F)
        return std::string("'") + static_cast<char>(value) + "'";
    return "byte " + std::to_string(value);
}

std::string comparison(const char *what, const Fault &fault)
{
    return std::string(what) + " is " + std::to_string(fault.found) + ", expected " +
           std::to_string(fault.expected);
}

std::string sentence(const Fault &fault)
{
    switch (fault.kind) {
    case FaultKind::NotBlte:
        return "the data do not begin with BLTE";
    case FaultKind::HeaderCorrupt:
        return comparison("the header contradicts itself: its size", fault);
    case FaultKind::TableUnsupported:
        return "unknown chunk table format: " + byteText(fault.found);
    case FaultKind::TableTooLarge:
        return "the header claims " + std::to_string(fault.found) + " bytes, at most " +
               std::to_string(fault.expected) + " are taken";
    case FaultKind::SizesContradict:
        return comparison("the table's size", fault);
    case FaultKind::EncodingKeyWrong:
        return "does not match its encoding key";
    case FaultKind::Truncated:
        return "the data end after " + std::to_string(fault.found) + " of " +
               (fault.expected ? std::to_string(fault.expected) + " bytes" : "an unknown number of bytes");
    case FaultKind::TrailingBytes:
        return std::to_string(fault.found) + " bytes follow the last chunk";
    case FaultKind::ChunkDigestWrong:
        return "the encoded bytes do not match their MD5";
    case FaultKind::DecodedSizeWrong:
        return fault.found > fault.expected
                   ? "decodes to more than the " + std::to_string(fault.expected) + " bytes of the table"
                   : "decoded size is " + std::to_string(fault.found) + ", the table says " +
                         std::to_string(fault.expected);
    case FaultKind::StreamCorrupt:
        return "the compressed data are damaged";
    case FaultKind::ModeUnsupported:
        return "unknown encoding mode: " + byteText(fault.found);
    case FaultKind::CipherUnsupported:
        return (fault.found == 'A' ? std::string("ARC4 is not supported, cipher ")
                                   : std::string("unknown cipher: ")) +
               byteText(fault.found);
    case FaultKind::EncryptionCorrupt:
        return "malformed encryption header";
    case FaultKind::NestingTooDeep:
        return "too many nested objects";
    case FaultKind::Lz4Ambiguous:
        return "lz4 data whose layout cannot be told for certain";
    case FaultKind::KeyMissing:
        return "encrypted with the missing key " + toHex(KeyName{fault.expected});
    case FaultKind::KeyWrong:
        return "the key " + toHex(KeyName{fault.expected}) +
               " seems wrong: the encoded bytes are right, but what it decrypts is no encoding";
    case FaultKind::SizeImpossible:
        return "the table says that it decodes to " + std::to_string(fault.expected) +
               " bytes, and its encoded bytes hold " + std::to_string(fault.found) + " at most";
    case FaultKind::SinkRefused:
        return "the decoded bytes could not be stored";
    }
    return "unknown fault";
}

} // namespace

bool isLocked(const Fault &fault)
{
    return fault.kind == FaultKind::KeyMissing || fault.kind == FaultKind::KeyWrong;
}

const char *name(FaultKind kind)
{
    switch (kind) {
#define SLUICE_FAULT_NAME(kind)                                                                              \
    case FaultKind::kind:                                                                                    \
        return #kind
        SLUICE_FAULT_NAME(NotBlte);
        SLUICE_FAULT_NAME(HeaderCorrupt);
        SLUICE_FAULT_NAME(TableUnsupported);
        SLUICE_FAULT_NAME(TableTooLarge);
        SLUICE_FAULT_NAME(SizesContradict);
        SLUICE_FAULT_NAME(EncodingKeyWrong);
        SLUICE_FAULT_NAME(Truncated);
        SLUICE_FAULT_NAME(TrailingBytes);
        SLUICE_FAULT_NAME(ChunkDigestWrong);
        SLUICE_FAULT_NAME(DecodedSizeWrong);
        SLUICE_FAULT_NAME(StreamCorrupt);
        SLUICE_FAULT_NAME(ModeUnsupported);
        SLUICE_FAULT_NAME(CipherUnsupported);
        SLUICE_FAULT_NAME(EncryptionCorrupt);
        SLUICE_FAULT_NAME(NestingTooDeep);
        SLUICE_FAULT_NAME(Lz4Ambiguous);
        SLUICE_FAULT_NAME(KeyMissing);
        SLUICE_FAULT_NAME(KeyWrong);
        SLUICE_FAULT_NAME(SizeImpossible);
        SLUICE_FAULT_NAME(SinkRefused);
#undef SLUICE_FAULT_NAME
    }
    return "Unknown";
}

std::string describe(const Fault &fault)
{
    if (fault.chunk < 0)
        return "header: " + sentence(fault);
    return "chunk " + std::to_string(fault.chunk) + ": " + sentence(fault);
}

} // namespace blte
