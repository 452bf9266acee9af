#include "tests/blte/decoding.h"

#include <algorithm>

namespace decoding {

bool VectorSink::write(blte::Bytes more)
{
    bytes.insert(bytes.end(), more.begin(), more.end());
    ++writes;
    return true;
}

bool RefusingSink::write(blte::Bytes bytes)
{
    ++writes;
    if (--m_left == 0)
        return false;
    size += bytes.size();
    return true;
}

blte::Limits limitsFor(Path path)
{
    blte::Limits limits;
    if (path == Path::Streaming) {
        limits.wholeDecoded = 0;
        limits.streamBuffer = 97;
    }
    return limits;
}

Outcome decode(const ByteVector &object, Path path, blte::StreamDecoder::Options options,
               std::shared_ptr<const blte::KeyStore> keys, std::size_t piece)
{
    blte::Workspace workspace;
    VectorSink sink;
    options.limits = limitsFor(path);
    blte::StreamDecoder decoder(workspace, std::move(keys), sink, options);
    tl::expected<void, blte::Fault> ok;
    blte::Bytes rest = object;
    while (ok && !rest.empty()) {
        const auto part = rest.first(std::min(piece, rest.size()));
        ok = decoder.push(part);
        rest = rest.subspan(part.size());
    }
    if (ok)
        ok = decoder.finish();
    return {kindName(ok), std::move(sink.bytes), ok ? blte::Fault{} : ok.error(), decoder.trailingBytes()};
}

Outcome decodeChunk(const support::BuiltObject &object, std::size_t index, Path path,
                    std::shared_ptr<const blte::KeyStore> keys, std::size_t piece)
{
    blte::Workspace workspace;
    VectorSink sink;
    blte::ChunkDecoder decoder(workspace, std::move(keys), limitsFor(path));
    decoder.begin(object.table, index, sink);
    tl::expected<void, blte::Fault> ok;
    blte::Bytes rest = blte::Bytes(object.bytes).subspan(object.table[index].encodedOffset);
    while (ok && !decoder.isComplete() && !rest.empty()) {
        const auto taken = decoder.push(rest.first(std::min(piece, rest.size())));
        if (taken)
            rest = rest.subspan(*taken);
        else
            ok = tl::unexpected(taken.error());
    }
    if (ok)
        ok = decoder.finish();
    return {kindName(ok), std::move(sink.bytes), ok ? blte::Fault{} : ok.error(), 0};
}

support::Encryption encryption(std::size_t ivSize)
{
    support::Encryption encryption;
    encryption.keyName = blte::KeyName{0xFA505078126ACB3E};
    encryption.key = {0xBD, 0xC5, 0x18, 0x62, 0xAB, 0xED, 0x79, 0xB2,
                      0xDE, 0x48, 0xC8, 0xE7, 0xE6, 0x6C, 0x62, 0x00};
    encryption.iv.resize(ivSize);
    for (std::size_t i = 0; i < ivSize; ++i)
        encryption.iv[i] = static_cast<std::uint8_t>(0xA0 + i);
    return encryption;
}

std::shared_ptr<const blte::KeyStore> keysFor(const support::Encryption &encryption)
{
    auto keys = std::make_shared<blte::KeyStore>();
    keys->insert(encryption.keyName, encryption.key);
    return keys;
}

QString kindName(const tl::expected<void, blte::Fault> &outcome)
{
    return QString::fromLatin1(outcome ? "ok" : blte::name(outcome.error().kind));
}

ByteVector toVector(const QByteArray &bytes)
{
    return {bytes.begin(), bytes.end()};
}

} // namespace decoding
