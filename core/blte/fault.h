#pragma once

#include <cstdint>
#include <string>

namespace blte {

enum class FaultKind : std::uint8_t {
    NotBlte,          ///< the first four bytes are not "BLTE"
    HeaderCorrupt,    ///< headerSize, flags or counts contradict each other (12 + 24·n, 12 + 40·n, n = 0)
    TableUnsupported, ///< a table format other than 0x0F and 0x10
    TableTooLarge,    ///< more chunks than the policy or the known length allows
    SizesContradict,  ///< header + Σ encodedSize exceeds the known encoded size; or encoded 0, decoded not
    EncodingKeyWrong, ///< MD5 of the header (or of a headerless object) is not the encoding key; of a header,
                      ///< `found` is the size of its object and `expected` the known one
    Truncated,        ///< the bytes end inside the header or a chunk
    TrailingBytes,    ///< bytes follow the last chunk; decoders report it as a warning
    ChunkDigestWrong, ///< the encoded bytes do not match the table's MD5: refetch
    DecodedSizeWrong, ///< output shorter or longer than the table says
    StreamCorrupt,    ///< zlib or lz4 data damaged, Adler-32 wrong, stream unfinished or over-long
    ModeUnsupported,  ///< unknown encoding mode; `found` is the byte
    CipherUnsupported, ///< ARC4 or an unknown cipher; `found` is the byte
    EncryptionCorrupt, ///< malformed E header, or nothing behind it
    NestingTooDeep,    ///< F inside F beyond the limit
    Lz4Ambiguous,      ///< no reading of a mode 4 chunk agrees with the table, or none may be guessed
    KeyMissing,        ///< `expected` is the KeyName
    KeyWrong,          ///< `expected` is the KeyName: the digest is right, what the key decrypts is nonsense
    SizeImpossible,    ///< the table claims `expected` decoded bytes; the encoded ones hold `found` at most
    SinkRefused,       ///< the sink returned false; the reason is the sink's to tell
};

struct Fault;

/// The encoded bytes are intact, and the right key would open them.
bool isLocked(const Fault &fault);

/// What is wrong with some BLTE bytes. Small, and without text: the layers above make the sentence.
struct [[nodiscard]] Fault
{
    FaultKind kind{};
    std::int64_t chunk = -1; ///< index of the chunk, or -1 for the header
    std::uint64_t expected = 0;
    std::uint64_t found = 0;
};

/// The enumerator's name, for logs and tests.
const char *name(FaultKind kind);
/// One line in English: "chunk 3: decoded size is 16383, the table says 16384".
std::string describe(const Fault &fault);

} // namespace blte
