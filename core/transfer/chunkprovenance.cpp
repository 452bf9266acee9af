#include "core/transfer/chunkprovenance.h"

#include "core/transfer/routing/mirrors.h"

#include <QDataStream>
#include <QIODevice>
#include <QStringList>
#include <algorithm>

namespace transfer {

namespace {

constexpr std::size_t kMostChunks = 1 << 20;
constexpr quint8 kNoHost = 0xff;

bool isFinished(const ChunkMap &map, std::size_t index)
{
    return map.state(index) == ChunkState::Done || map.state(index) == ChunkState::Locked;
}

/// By what the bytes are known to be those of this table.
QByteArray markOf(const ChunkMap &map)
{
    const blte::Digest digest = map.table().headerMd5(); // zero where there is none
    return QByteArray(reinterpret_cast<const char *>(digest.data()), static_cast<qsizetype>(digest.size())) +
           QByteArray::number(static_cast<quint64>(map.size()));
}

QStringList hostNames(const core::Source &source)
{
    QStringList hosts;
    for (const QUrl &url : source.mirrors)
        hosts << url.host();
    return hosts;
}

void setUp(QDataStream &stream)
{
    stream.setVersion(QDataStream::Qt_6_4);
}

} // namespace

QStringList hostsOf(const ChunkMap &map, const core::Source &source)
{
    std::vector<bool> hasSent(static_cast<std::size_t>(source.mirrors.size()));
    for (std::size_t i = 0; i < map.size(); ++i) {
        const int mirror = map.origin(i).mirror;
        if (isFinished(map, i) && mirror >= 0 && mirror < source.mirrors.size())
            hasSent[static_cast<std::size_t>(mirror)] = true;
    }
    QStringList hosts;
    for (qsizetype i = 0; i < source.mirrors.size(); ++i) {
        if (hasSent[static_cast<std::size_t>(i)])
            hosts << hostOf(source.mirrors[i]);
    }
    hosts.removeDuplicates();
    return hosts;
}

QByteArray provenanceOf(const ChunkMap &map, const core::Source &source)
{
    if (map.size() > kMostChunks)
        return {};
    const auto count = static_cast<qsizetype>(map.size());
    QByteArray modes(count, '\0');
    QByteArray mirrors(count, static_cast<char>(kNoHost));
    bool isAnyKnown = false;
    for (std::size_t i = 0; i < map.size(); ++i) {
        const ChunkMap::Origin &origin = map.origin(i);
        if (!isFinished(map, i))
            continue;
        modes[static_cast<qsizetype>(i)] = static_cast<char>(origin.mode);
        if (origin.mirror >= 0 && origin.mirror < kNoHost)
            mirrors[static_cast<qsizetype>(i)] = static_cast<char>(origin.mirror);
        // Of a small plain file the host alone is not worth a file.
        isAnyKnown = isAnyKnown || origin.mode != 0 || (origin.mirror >= 0 && map.size() > 1);
    }
    if (!isAnyKnown)
        return {};
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    setUp(out);
    out << markOf(map) << hostNames(source).join(u'\n').toUtf8() << modes << mirrors;
    return bytes;
}

void adoptProvenance(ChunkMap &map, const QByteArray &bytes, const core::Source &source)
{
    QByteArray mark;
    QByteArray hosts; // one string, because of a list Qt believes any length
    QByteArray modes;
    QByteArray mirrors;
    QDataStream in(bytes);
    setUp(in);
    in >> mark >> hosts >> modes >> mirrors;
    const auto count = static_cast<qsizetype>(map.size());
    if (in.status() != QDataStream::Ok || mark != markOf(map) || modes.size() != count ||
        mirrors.size() != count)
        return;
    const QStringList then = QString::fromUtf8(hosts).split(u'\n');
    const QStringList now = hostNames(source);
    for (std::size_t i = 0; i < map.size(); ++i) {
        const ChunkMap::Origin known = map.origin(i);
        if (!isFinished(map, i) || known.mode != 0 || known.mirror >= 0)
            continue;
        const auto at = static_cast<qsizetype>(i);
        const QString host = then.value(static_cast<quint8>(mirrors.at(at)));
        map.setOrigin(i, {static_cast<quint8>(modes.at(at)), static_cast<qint16>(now.indexOf(host))});
    }
}

} // namespace transfer
