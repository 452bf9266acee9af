#pragma once

#include "core/blte/streamdecoder.h"
#include "core/blte/workspace.h"
#include "core/tact/buildconfig.h"
#include "tests/support/ngdp/network.h"

/// Reads a made network as a client does.
namespace made {

using ngdp::ByteVector;
using ngdp::SampleNetwork;

inline std::string_view textOf(const ByteVector &bytes)
{
    return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}

class VectorSink : public blte::ByteSink
{
public:
    bool write(blte::Bytes bytes) override
    {
        content.insert(content.end(), bytes.begin(), bytes.end());
        return true;
    }
    ByteVector content;
};

/// What an object decodes to, proven by its encoding key; empty after a fault.
inline ByteVector decoded(blte::Bytes object, const blte::Digest &key)
{
    blte::Workspace workspace;
    VectorSink sink;
    blte::StreamDecoder::Options options;
    options.expectation.encodingKey = blte::EncodingKey{key};
    blte::StreamDecoder decoder(workspace, {}, sink, options);
    const bool isGood = decoder.push(object) && decoder.finish();
    return isGood ? sink.content : ByteVector();
}

/// As a client fetches it: out of its archive, or by itself.
inline blte::Bytes objectOf(const SampleNetwork &network, const blte::Digest &key)
{
    const auto placed = network.cdn.find(key);
    if (!placed || !network.store.has(network.pathOf(key)))
        return {};
    const blte::Bytes bytes(network.store.bytes(network.pathOf(key)));
    return placed->place == ngdp::Place::Archive ? bytes.subspan(placed->offset, placed->encodedSize) : bytes;
}

inline ByteVector manifestOf(const SampleNetwork &network, const std::string &name)
{
    const blte::Digest key = network.build.manifests.at(name).encodingKey;
    return decoded(objectOf(network, key), key);
}

inline tact::BuildConfig buildConfigOf(const SampleNetwork &network)
{
    const std::string path = network.cdn.pathOf("config", network.build.config);
    return tact::parseBuildConfig(textOf(network.store.bytes(path))).value();
}

inline ngdp::BuildShape shapeOf(std::size_t files)
{
    ngdp::BuildShape shape;
    shape.files = ngdp::sampleFiles(files);
    return shape;
}

inline ngdp::CdnShape smallArchives()
{
    ngdp::CdnShape shape;
    shape.archiveSize = 20'000;
    return shape;
}

} // namespace made
