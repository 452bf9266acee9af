#pragma once

#include "core/blte/streamdecoder.h"
#include "tests/support/bltebuilder.h"

#include <QByteArray>
#include <QMetaType>
#include <QString>

/// What the BLTE tests share: sinks, ways to decode, and printable outcomes.
namespace decoding {

using support::ByteVector;

/// Keeps what it gets.
class VectorSink final : public blte::ByteSink
{
public:
    bool write(blte::Bytes bytes) override;

    ByteVector bytes;
    int writes = 0;
};

/// Refuses the n-th write, counted from 1.
class RefusingSink final : public blte::ByteSink
{
public:
    explicit RefusingSink(int refused)
        : m_left(refused)
    {
    }
    bool write(blte::Bytes bytes) override;

    int writes = 0;
    std::size_t size = 0;

private:
    int m_left;
};

/// Which way the chunks take.
enum class Path { Fast, Streaming };

/// Limits that force `path`. Streaming uses awkwardly small buffers.
blte::Limits limitsFor(Path path);

struct Outcome
{
    /// "ok", or the fault's kind.
    QString result;
    ByteVector decoded;
    blte::Fault fault;
    std::uint64_t trailing = 0;
};

/// Decodes a whole object, pushed in pieces of `piece` bytes.
Outcome decode(const ByteVector &object, Path path, blte::StreamDecoder::Options options = {},
               std::shared_ptr<const blte::KeyStore> keys = {}, std::size_t piece = SIZE_MAX);

/// Decodes one chunk of `object` with a ChunkDecoder, in pieces of `piece` bytes.
Outcome decodeChunk(const support::BuiltObject &object, std::size_t index, Path path,
                    std::shared_ptr<const blte::KeyStore> keys = {}, std::size_t piece = SIZE_MAX);

/// A key for mode E, and the store that has it.
support::Encryption encryption(std::size_t ivSize);
std::shared_ptr<const blte::KeyStore> keysFor(const support::Encryption &encryption);

QString kindName(const tl::expected<void, blte::Fault> &outcome);
ByteVector toVector(const QByteArray &bytes);

} // namespace decoding
