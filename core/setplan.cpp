#include "core/setplan.h"

#include "core/bytes.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

namespace core {

namespace {

constexpr quint32 kMagic = 0x534C5031; // "SLP1"

/// Mirrors keep the same resource below different addresses, so what these have in common at their ends is
/// it: from the last "/" on before which they differ. Of a single mirror, the path of an object on a CDN
/// ("data/ab/cd/HASH").
qsizetype resourceLength(const QStringList &addresses)
{
    constexpr int kCdnSegments = 4;
    const QString &first = addresses.first();
    qsizetype length = 0;
    int segments = 0;
    for (qsizetype slash = first.lastIndexOf(u'/'); slash > 0; slash = first.lastIndexOf(u'/', slash - 1)) {
        const QStringView end = QStringView(first).mid(slash + 1);
        if (segments++ == kCdnSegments ||
            !std::all_of(addresses.begin(), addresses.end(), [end](const QString &address) {
                return address.size() > end.size() && address.endsWith(end) &&
                       address[address.size() - end.size() - 1] == u'/';
            }))
            break;
        length = end.size();
    }
    return length;
}

} // namespace

void SetPlan::add(const Source &source, const QList<Source> &others)
{
    File file = fileOf(source);
    if (m_isRaw ? file.hasEncodingKey : file.hasContentKey) {
        const QByteArray content = toByteArray(m_isRaw ? file.encodingKey.digest : file.contentKey.digest);
        const auto known = m_byContent.constFind(content);
        if (known != m_byContent.cend())
            file.copyOf = *known;
        else
            m_byContent.insert(content, size());
    }
    file.firstOther = static_cast<quint32>(m_others.size());
    file.others = static_cast<quint32>(others.size());
    for (const Source &other : others)
        m_others.push_back(fileOf(other));
    m_files.push_back(file);
}

void SetPlan::addJoined(const QList<Source> &parts, const std::optional<blte::ContentKey> &contentKey)
{
    Source whole; // what is known of all of it
    whole.name = parts.first().name;
    whole.contentKey = contentKey;
    whole.decodedSize = whole.encodedSize = 0;
    for (const Source &part : parts) {
        const qint64 decoded = part.decodedSize.value_or(-1);
        const qint64 encoded = part.slice ? part.slice->size() : part.encodedSize.value_or(decoded);
        whole.decodedSize = decoded < 0 || *whole.decodedSize < 0 ? -1 : *whole.decodedSize + decoded;
        whole.encodedSize = encoded < 0 || *whole.encodedSize < 0 ? -1 : *whole.encodedSize + encoded;
    }
    add(whole, parts);
    m_files.back().isJoined = true;
}

SetPlan::Text SetPlan::keep(const QByteArray &text)
{
    const Text kept{static_cast<quint32>(m_text.size()), static_cast<quint32>(text.size())};
    m_text += text;
    return kept;
}

quint32 SetPlan::routeOf(const Source &source, const QStringList &prefixes)
{
    const Route route{prefixes, source.primaries, source.armadillo};
    const auto found =
        std::find(m_routes.rbegin(), m_routes.rend(), route); // most often that of the one before
    if (found != m_routes.rend())
        return static_cast<quint32>(m_routes.rend() - found) - 1;
    m_routes.push_back(route);
    return static_cast<quint32>(m_routes.size()) - 1;
}

void SetPlan::findPlace(File &file, const Source &source)
{
    // Files of one archive come one behind the other, and share its addresses.
    const bool isAsBefore = !m_last.mirrors.isEmpty() && source.mirrors == m_last.mirrors &&
                            source.primaries == m_last.primaries && source.armadillo == m_last.armadillo;
    if (isAsBefore) {
        file.resource = m_lastFile.resource;
        file.route = m_lastFile.route;
        return;
    }
    QStringList addresses;
    for (const QUrl &mirror : source.mirrors)
        addresses << QString::fromUtf8(mirror.toEncoded());
    const qsizetype length = addresses.isEmpty() ? 0 : resourceLength(addresses);
    const QByteArray resource = addresses.isEmpty() ? QByteArray() : addresses.first().right(length).toUtf8();
    const auto known = m_resources.constFind(resource);
    file.resource = known != m_resources.cend() ? *known : *m_resources.insert(resource, keep(resource));
    for (QString &address : addresses)
        address.chop(length);
    file.route = routeOf(source, addresses);
    m_last = source;
    m_lastFile = file;
}

SetPlan::File SetPlan::fileOf(const Source &source)
{
    File file;
    findPlace(file, source);
    file.name = keep(source.name.toUtf8());
    file.hasEncodingKey = source.encodingKey.has_value();
    file.hasContentKey = source.contentKey.has_value();
    file.encodingKey = source.encodingKey.value_or(blte::EncodingKey());
    file.contentKey = source.contentKey.value_or(blte::ContentKey());
    file.isSlice = source.slice.has_value();
    file.first = source.slice ? source.slice->first : 0;
    file.encodedSize = source.slice ? source.slice->size() : source.encodedSize.value_or(-1);
    file.decodedSize = source.decodedSize.value_or(-1);
    return file;
}

Source SetPlan::sourceOf(const File &file) const
{
    const Route &route = m_routes[file.route];
    Source source;
    const QByteArray resource = text(file.resource);
    for (const QString &prefix : route.prefixes)
        source.mirrors << QUrl::fromEncoded(prefix.toUtf8() + resource);
    source.primaries = route.primaries;
    source.armadillo = route.armadillo;
    if (file.hasEncodingKey)
        source.encodingKey = file.encodingKey;
    if (file.hasContentKey)
        source.contentKey = file.contentKey;
    if (file.isSlice)
        source.slice = ByteRange{file.first, file.first + file.encodedSize - 1};
    else if (file.encodedSize >= 0)
        source.encodedSize = file.encodedSize;
    if (file.decodedSize >= 0)
        source.decodedSize = file.decodedSize;
    source.name = QString::fromUtf8(text(file.name));
    return source;
}

void SetPlan::arrange()
{
    std::vector<Index> order(m_files.size());
    std::iota(order.begin(), order.end(), 0u);
    const auto placeOf = [this](Index i) {
        const File &file = m_files[i];
        // Loose objects, each a resource of its own, keep the order in which they were added.
        return std::tuple(file.copyOf != kNone, !file.isSlice, file.route,
                          file.isSlice ? file.resource.begin : i, file.first);
    };
    std::sort(order.begin(), order.end(), [&](Index a, Index b) { return placeOf(a) < placeOf(b); });
    std::vector<Index> places(order.size());
    std::vector<File> arranged;
    arranged.reserve(order.size());
    for (const Index old : order) {
        places[old] = static_cast<Index>(arranged.size());
        arranged.push_back(m_files[old]);
    }
    for (File &file : arranged) {
        if (file.copyOf != kNone)
            file.copyOf = places[file.copyOf];
    }
    m_files = std::move(arranged);
    m_byContent.clear();
    m_resources.clear();
    m_last = {};
}

QString SetPlan::name(Index file) const
{
    return QString::fromUtf8(text(m_files[file].name));
}

Source SetPlan::source(Index file) const
{
    return sourceOf(m_files[file]);
}

QList<Source> SetPlan::others(Index file) const
{
    return isJoined(file) ? QList<Source>() : kept(file);
}

QList<Source> SetPlan::parts(Index file) const
{
    return isJoined(file) ? kept(file) : QList<Source>();
}

QList<Source> SetPlan::kept(Index file) const
{
    QList<Source> others;
    for (quint32 i = 0; i < m_files[file].others; ++i)
        others << sourceOf(m_others[m_files[file].firstOther + i]);
    return others;
}

std::optional<SetPlan::Index> SetPlan::original(Index file) const
{
    const quint32 original = m_files[file].copyOf;
    return original == kNone ? std::nullopt : std::optional(original);
}

std::optional<blte::ContentKey> SetPlan::contentKey(Index file) const
{
    return m_files[file].hasContentKey ? std::optional(m_files[file].contentKey) : std::nullopt;
}

std::optional<ByteRange> SetPlan::slice(Index file) const
{
    const File &f = m_files[file];
    return f.isSlice ? std::optional(ByteRange{f.first, f.first + f.encodedSize - 1}) : std::nullopt;
}

bool SetPlan::isProvable(Index file) const
{
    return m_files[file].hasEncodingKey || m_files[file].hasContentKey;
}

bool SetPlan::areInOneArchive(Index a, Index b) const
{
    const File &x = m_files[a];
    const File &y = m_files[b];
    return x.isSlice && y.isSlice && x.route == y.route && x.resource.begin == y.resource.begin;
}

template <typename SizeOf>
qint64 SetPlan::sum(const std::vector<File> &files, SizeOf sizeOf)
{
    qint64 sum = 0;
    for (const File &file : files) {
        const qint64 size = sizeOf(file);
        if (size < 0)
            return -1;
        sum += size;
    }
    return sum;
}

qint64 SetPlan::expectedSize() const
{
    return sum(m_files, [](const File &file) { return file.copyOf == kNone ? expectedSize(file) : 0; });
}

qint64 SetPlan::decodedSize() const
{
    return sum(m_files, [](const File &file) { return file.decodedSize; });
}

namespace {

void setUp(QDataStream &stream)
{
    stream.setVersion(QDataStream::Qt_6_4);
    stream.setByteOrder(QDataStream::LittleEndian);
}

void put(QDataStream &out, const blte::Digest &digest)
{
    out.writeRawData(reinterpret_cast<const char *>(digest.data()), static_cast<int>(digest.size()));
}

void take(QDataStream &in, blte::Digest &digest)
{
    in.readRawData(reinterpret_cast<char *>(digest.data()), static_cast<int>(digest.size()));
}

/// Bytes of a file in toBytes().
constexpr qsizetype kFileSize = 8 * 4 + 4 + 2 * 16 + 3 * 8;

} // namespace

QDataStream &operator<<(QDataStream &out, const SetPlan::File &file)
{
    out << file.name.begin << file.name.size << file.resource.begin << file.resource.size << file.route
        << file.copyOf << file.firstOther << file.others << file.isJoined << file.hasEncodingKey
        << file.hasContentKey << file.isSlice << file.first << file.encodedSize << file.decodedSize;
    put(out, file.encodingKey.digest);
    put(out, file.contentKey.digest);
    return out;
}

QDataStream &operator>>(QDataStream &in, SetPlan::File &file)
{
    in >> file.name.begin >> file.name.size >> file.resource.begin >> file.resource.size >> file.route >>
        file.copyOf >> file.firstOther >> file.others >> file.isJoined >> file.hasEncodingKey >>
        file.hasContentKey >> file.isSlice >> file.first >> file.encodedSize >> file.decodedSize;
    take(in, file.encodingKey.digest);
    take(in, file.contentKey.digest);
    return in;
}

QByteArray SetPlan::toBytes() const
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    setUp(out);
    out << kMagic << m_isRaw << static_cast<quint32>(m_routes.size());
    for (const Route &route : m_routes)
        out << route.prefixes << route.primaries << route.armadillo;
    out << m_text;
    for (const auto *files : {&m_files, &m_others}) {
        out << static_cast<quint32>(files->size());
        for (const File &file : *files)
            out << file;
    }
    return bytes;
}

bool SetPlan::isSound(const File &file) const
{
    const auto isInside = [size = static_cast<quint64>(m_text.size())](const Text &text) {
        return quint64(text.begin) + text.size <= size;
    };
    return isInside(file.name) && isInside(file.resource) && file.route < m_routes.size() &&
           (file.copyOf == kNone || (file.copyOf < m_files.size() && m_files[file.copyOf].copyOf == kNone)) &&
           quint64(file.firstOther) + file.others <= m_others.size() && file.first >= 0 &&
           file.encodedSize >= -1 && file.decodedSize >= -1 && (!file.isSlice || file.encodedSize > 0);
}

Result<SetPlan> SetPlan::fromBytes(const QByteArray &bytes)
{
    const auto unreadable =
        failure(ErrorKind::RecordUnreadable, QStringLiteral("the plan of a set of files"));
    QDataStream in(bytes);
    setUp(in);
    quint32 magic = 0;
    quint32 count = 0;
    SetPlan plan;
    in >> magic >> plan.m_isRaw >> count;
    const auto left = [&] { return in.device()->bytesAvailable(); };
    if (magic != kMagic || count > left())
        return unreadable;
    plan.m_routes.resize(count);
    for (Route &route : plan.m_routes)
        in >> route.prefixes >> route.primaries >> route.armadillo;
    in >> plan.m_text;
    for (auto *files : {&plan.m_files, &plan.m_others}) {
        in >> count;
        if (in.status() != QDataStream::Ok || count > left() / kFileSize)
            return unreadable;
        files->resize(count);
        for (File &file : *files)
            in >> file;
    }
    const auto isSound = [&plan](const File &file) { return plan.isSound(file); };
    if (in.status() != QDataStream::Ok || !in.atEnd() ||
        !std::all_of(plan.m_files.begin(), plan.m_files.end(), isSound) ||
        !std::all_of(plan.m_others.begin(), plan.m_others.end(), isSound))
        return unreadable;
    return plan;
}

} // namespace core
