#include "core/setplan.h"

#include "core/bytes.h"

#include <QDataStream>
#include <QIODevice>
#include <QtEndian>
#include <algorithm>
#include <array>
#include <numeric>
#include <tuple>
#include <utility>

namespace core {

namespace {

constexpr quint32 kMagic = 0x534C5034; // "SLP4"
constexpr quint32 kMagicWithoutBuild = 0x534C5033;
constexpr quint32 kMagicWithoutProofs = 0x534C5032;
constexpr quint32 kMagicWithoutOrigin = 0x534C5031;

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

/// What tells its content, as far as anything does.
std::optional<blte::Digest> SetPlan::contentOf(const File &file) const
{
    if (file.proof != Proof::OnItsWay) // each may be encrypted in a way of its own
        return std::nullopt;
    if (m_isRaw)
        return file.hasEncodingKey ? std::optional(file.encodingKey.digest) : std::nullopt;
    return file.hasContentKey ? std::optional(file.contentKey.digest) : std::nullopt;
}

void SetPlan::add(const QString &name, const Object &object, const QList<Object> &others)
{
    const Text kept = keep(name.toUtf8());
    File file = fileOf(kept, object);
    if (const auto content = contentOf(file)) {
        const size_t hash = qHashBits(content->data(), content->size());
        const auto [first, last] = m_byContent.equal_range(hash);
        const auto same =
            std::find_if(first, last, [&](Index known) { return contentOf(m_files[known]) == content; });
        if (same != last)
            file.copyOf = *same;
        else
            m_byContent.insert(hash, size());
    }
    file.firstOther = static_cast<quint32>(m_others.size());
    file.others = static_cast<quint32>(others.size());
    for (const Object &other : others)
        m_others.push_back(fileOf(kept, other));
    m_files.push_back(file);
}

void SetPlan::addJoined(const QString &name, const QList<Object> &parts,
                        const std::optional<blte::ContentKey> &contentKey)
{
    Object whole{placeOf({}), {}, {}, contentKey, 0, 0}; // what is known of all of it
    for (const Object &part : parts) {
        const qint64 decoded = part.decodedSize;
        const qint64 encoded = part.slice              ? part.slice->size()
                               : part.encodedSize >= 0 ? part.encodedSize
                                                       : decoded;
        whole.decodedSize = decoded < 0 || whole.decodedSize < 0 ? -1 : whole.decodedSize + decoded;
        whole.encodedSize = encoded < 0 || whole.encodedSize < 0 ? -1 : whole.encodedSize + encoded;
    }
    add(name, whole, parts);
    m_files.back().isJoined = true;
}

QList<SetPlan::Object> SetPlan::objectsOf(const QList<Source> &sources)
{
    QList<Object> objects;
    for (const Source &source : sources)
        objects << objectOf(source);
    return objects;
}

void SetPlan::add(const Source &source, const QList<Source> &others)
{
    add(source.name, objectOf(source), objectsOf(others));
}

void SetPlan::addJoined(const QList<Source> &parts, const std::optional<blte::ContentKey> &contentKey)
{
    addJoined(parts.first().name, objectsOf(parts), contentKey);
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

SetPlan::Place SetPlan::placeOf(const Source &addresses)
{
    QStringList prefixes;
    for (const QUrl &mirror : addresses.mirrors)
        prefixes << QString::fromUtf8(mirror.toEncoded());
    const qsizetype length = prefixes.isEmpty() ? 0 : resourceLength(prefixes);
    const QByteArray resource = prefixes.isEmpty() ? QByteArray() : prefixes.first().right(length).toUtf8();
    for (QString &prefix : prefixes)
        prefix.chop(length);
    const size_t hash = qHash(resource);
    const auto [first, last] = std::as_const(m_resources).equal_range(hash);
    const auto known = std::find_if(first, last, [&](Text kept) { return text(kept) == resource; });
    const Text kept = known != last ? *known : *m_resources.insert(hash, keep(resource));
    return {routeOf(addresses, prefixes), kept};
}

SetPlan::Object SetPlan::objectOf(const Source &source)
{
    return {placeOf(source),
            source.slice,
            source.encodingKey,
            source.contentKey,
            source.encodedSize.value_or(-1),
            source.decodedSize.value_or(-1)};
}

SetPlan::File SetPlan::fileOf(Text name, const Object &object)
{
    File file;
    file.name = name;
    file.place = object.place;
    file.hasEncodingKey = object.encodingKey.has_value();
    file.hasContentKey = object.contentKey.has_value();
    file.encodingKey = object.encodingKey.value_or(blte::EncodingKey());
    file.contentKey = object.contentKey.value_or(blte::ContentKey());
    file.isSlice = object.slice.has_value();
    file.first = object.slice ? object.slice->first : 0;
    file.encodedSize = object.slice ? object.slice->size() : object.encodedSize;
    file.decodedSize = object.decodedSize;
    file.proof = object.proof;
    return file;
}

Source SetPlan::sourceOf(const File &file) const
{
    const Route &route = m_routes[file.place.route];
    Source source;
    const QByteArray resource = text(file.place.resource).toByteArray();
    for (const QString &prefix : route.prefixes)
        source.mirrors << QUrl::fromEncoded(QByteArray(prefix.toUtf8() + resource));
    source.primaries = route.primaries;
    if (file.proof == Proof::OnItsWay)
        source.armadillo = route.armadillo;
    describe(source, file);
    return source;
}

/// All but where it is to be had.
void SetPlan::describe(Source &source, const File &file) const
{
    const auto known = [](bool is, const auto &value) { return is ? std::optional(value) : std::nullopt; };
    source.encodingKey = known(file.hasEncodingKey && file.proof == Proof::OnItsWay, file.encodingKey);
    source.contentKey = known(file.hasContentKey, file.contentKey);
    source.slice = known(file.isSlice, ByteRange{file.first, file.first + file.encodedSize - 1});
    source.encodedSize = known(!file.isSlice && file.encodedSize >= 0, file.encodedSize);
    source.decodedSize = known(file.decodedSize >= 0, file.decodedSize);
    source.name = QString::fromUtf8(text(file.name));
}

Source SetPlan::sourceLike(const Source &other, Index file) const
{
    Source source = other;
    describe(source, m_files[file]);
    return source;
}

void SetPlan::setOptional()
{
    m_files.back().isOptional = true;
}

void SetPlan::setPriority(int priority)
{
    const auto set = [this, priority](Index file, bool isFirst) {
        if (file >= m_priorities.size())
            m_priorities.resize(file + 1);
        m_priorities[file] = isFirst ? priority : std::min(m_priorities[file], priority);
    };
    const Index last = size() - 1;
    set(last, true);
    if (m_files[last].copyOf != kNone)
        set(m_files[last].copyOf, false);
}

void SetPlan::arrange()
{
    std::vector<Index> order(m_files.size());
    std::iota(order.begin(), order.end(), 0u);
    m_priorities.resize(m_files.size());
    const auto placeOf = [this](Index i) {
        const File &file = m_files[i];
        // Loose objects, each a resource of its own, keep the order in which they were added.
        return std::tuple(file.copyOf != kNone, m_priorities[i], !file.isSlice, file.place.route,
                          file.isSlice ? file.place.resource.begin : i, file.first);
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
    m_priorities = {};
    m_byContent.clear();
    m_resources.clear();
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

std::optional<blte::EncodingKey> SetPlan::encodingKey(Index file) const
{
    return m_files[file].hasEncodingKey ? std::optional(m_files[file].encodingKey) : std::nullopt;
}

std::optional<ByteRange> SetPlan::slice(Index file) const
{
    const File &f = m_files[file];
    return f.isSlice ? std::optional(ByteRange{f.first, f.first + f.encodedSize - 1}) : std::nullopt;
}

bool SetPlan::isProvable(Index file) const
{
    const File &f = m_files[file];
    return f.proof == Proof::OnItsWay && (f.hasEncodingKey || (f.hasContentKey && !m_isRaw));
}

bool SetPlan::areInOneArchive(Index a, Index b) const
{
    const File &x = m_files[a];
    const File &y = m_files[b];
    return x.isSlice && y.isSlice && x.place.route == y.place.route &&
           x.place.resource.begin == y.place.resource.begin;
}

QStringList SetPlan::prefixes() const
{
    QStringList all;
    for (const Route &route : m_routes)
        all += route.prefixes;
    all.removeDuplicates();
    return all;
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

/// Bytes of a file in toBytes().
constexpr std::size_t kFileSize = 8 * 4 + 6 + 2 * 16 + 3 * 8;
constexpr std::size_t kFileSizeWithoutProof = kFileSize - 2;
/// All numbers of it little-endian. Through a QDataStream one by one, a hundred thousand files take longer to
/// read than to be looked at on the disk.
using FileBytes = std::array<char, kFileSize>;

template <typename Number>
void put(char *&to, Number number)
{
    qToLittleEndian(number, to);
    to += sizeof number;
}

void put(char *&to, SetPlan::Proof proof)
{
    *to++ = static_cast<char>(proof);
}

void put(char *&to, bool is)
{
    *to++ = is ? 1 : 0;
}

void put(char *&to, const blte::Digest &digest)
{
    to = std::copy(digest.begin(), digest.end(), to);
}

template <typename Number>
void take(const char *&from, Number &number)
{
    number = qFromLittleEndian<Number>(from);
    from += sizeof number;
}

void take(const char *&from, SetPlan::Proof &proof)
{
    proof = static_cast<SetPlan::Proof>(*from++);
}

void take(const char *&from, bool &is)
{
    is = *from++ != 0;
}

void take(const char *&from, blte::Digest &digest)
{
    std::copy_n(from, digest.size(), digest.begin());
    from += digest.size();
}

} // namespace

/// Calls it for every part of a file, in the order of the bytes.
template <typename AnyFile, typename Call>
void SetPlan::visitParts(AnyFile &file, Call call)
{
    call(file.name.begin);
    call(file.name.size);
    call(file.place.resource.begin);
    call(file.place.resource.size);
    call(file.place.route);
    call(file.copyOf);
    call(file.firstOther);
    call(file.others);
    call(file.isJoined);
    call(file.hasEncodingKey);
    call(file.hasContentKey);
    call(file.isSlice);
    call(file.first);
    call(file.encodedSize);
    call(file.decodedSize);
    call(file.encodingKey.digest);
    call(file.contentKey.digest);
}

/// Behind those: what a plan without proofs lacks.
template <typename AnyFile, typename Call>
void SetPlan::visitNewParts(AnyFile &file, Call call)
{
    call(file.isOptional);
    call(file.proof);
}

QByteArray SetPlan::toBytes() const
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    setUp(out);
    out << kMagic << m_build << m_origin << m_closing << m_isLinked << m_isRaw
        << static_cast<quint32>(m_routes.size());
    for (const Route &route : m_routes)
        out << route.prefixes << route.primaries << route.armadillo;
    out << m_text;
    for (const auto *files : {&m_files, &m_others}) {
        out << static_cast<quint32>(files->size());
        for (const File &file : *files) {
            FileBytes bytesOfFile;
            char *to = bytesOfFile.data();
            const auto putPart = [&to](const auto &part) { put(to, part); };
            visitParts(file, putPart);
            visitNewParts(file, putPart);
            out.writeRawData(bytesOfFile.data(), static_cast<int>(kFileSize));
        }
    }
    return bytes;
}

bool SetPlan::isSound(const File &file) const
{
    const auto isInside = [size = static_cast<quint64>(m_text.size())](const Text &text) {
        return quint64(text.begin) + text.size <= size;
    };
    return isInside(file.name) && isInside(file.place.resource) && file.place.route < m_routes.size() &&
           (file.copyOf == kNone || (file.copyOf < m_files.size() && m_files[file.copyOf].copyOf == kNone)) &&
           quint64(file.firstOther) + file.others <= m_others.size() && file.first >= 0 &&
           file.encodedSize >= -1 && file.decodedSize >= -1 && (!file.isSlice || file.encodedSize > 0) &&
           file.proof <= Proof::ByItsIndex;
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
    in >> magic;
    const bool hasProofs = magic == kMagic || magic == kMagicWithoutBuild;
    const bool hasOrigin = hasProofs || magic == kMagicWithoutProofs;
    if (magic == kMagic)
        in >> plan.m_build;
    if (hasOrigin)
        in >> plan.m_origin;
    if (hasProofs)
        in >> plan.m_closing;
    if (hasOrigin)
        in >> plan.m_isLinked;
    in >> plan.m_isRaw >> count;
    const auto left = [&] { return in.device()->bytesAvailable(); };
    if ((!hasOrigin && magic != kMagicWithoutOrigin) || count > left())
        return unreadable;
    plan.m_routes.resize(count);
    for (Route &route : plan.m_routes)
        in >> route.prefixes >> route.primaries >> route.armadillo;
    in >> plan.m_text;
    const std::size_t fileSize = hasProofs ? kFileSize : kFileSizeWithoutProof;
    for (auto *files : {&plan.m_files, &plan.m_others}) {
        in >> count;
        if (in.status() != QDataStream::Ok || count > left() / static_cast<qint64>(fileSize))
            return unreadable;
        files->resize(count);
        for (File &file : *files) {
            FileBytes bytesOfFile{};
            in.readRawData(bytesOfFile.data(), static_cast<int>(fileSize));
            const char *from = bytesOfFile.data();
            const auto takePart = [&from](auto &part) { take(from, part); };
            visitParts(file, takePart);
            if (hasProofs)
                visitNewParts(file, takePart);
        }
    }
    const auto isSound = [&plan](const File &file) { return plan.isSound(file); };
    if (in.status() != QDataStream::Ok || !in.atEnd() ||
        !std::all_of(plan.m_files.begin(), plan.m_files.end(), isSound) ||
        !std::all_of(plan.m_others.begin(), plan.m_others.end(), isSound))
        return unreadable;
    return plan;
}

} // namespace core
