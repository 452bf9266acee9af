#include "core/queue/mergedsource.h"

namespace queue {

namespace {

core::Error otherObject(QLatin1String what)
{
    return {core::ErrorKind::SourceNotUnderstood,
            QString(QLatin1String("the new address is another file: it has another ") + what)};
}

} // namespace

core::Result<core::Source> mergedSource(const core::Source &old, core::Source source)
{
    if (source.mirrors.isEmpty())
        return core::failure(core::ErrorKind::SourceNotUnderstood, QStringLiteral("no address"));
    if (source.encodingKey && old.encodingKey && source.encodingKey != old.encodingKey)
        return core::failure(otherObject(QLatin1String("encoding key")));
    if (source.contentKey && old.contentKey && source.contentKey != old.contentKey)
        return core::failure(otherObject(QLatin1String("content key")));
    if (!source.encodingKey && !source.slice)
        source.slice = old.slice;
    if (!source.encodingKey)
        source.encodingKey = old.encodingKey;
    if (!source.contentKey)
        source.contentKey = old.contentKey;
    if (source.checksum && old.checksum && source.checksum->kind == old.checksum->kind &&
        source.checksum != old.checksum)
        return core::failure(otherObject(QLatin1String("checksum")));
    if (!source.checksum)
        source.checksum = old.checksum;
    if (!source.decodedSize)
        source.decodedSize = old.decodedSize;
    if (source.armadillo.isEmpty())
        source.armadillo = old.armadillo;
    if (!source.encodedSize && !source.slice)
        source.encodedSize = old.encodedSize;
    source.name = old.name;
    return source;
}

} // namespace queue
