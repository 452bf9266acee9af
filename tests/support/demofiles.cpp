#include "tests/support/demofiles.h"

#include "core/hex.h"
#include "tests/support/bltebuilder.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <cstring>

namespace support {

using namespace Qt::StringLiterals;

namespace {

constexpr std::uint64_t kMiB = 1u << 20;
constexpr blte::KeyName kPublished{0x51C0FFEE0DE30001};
constexpr blte::KeyName kSecret{0x51C0FFEE0DE30002};
const QByteArray kIndexName = "index-1.txt"; // another number when the files change

constexpr blte::Key makeKey(std::uint8_t start)
{
    blte::Key key{};
    for (std::uint8_t &byte : key)
        byte = start++;
    return key;
}

/// Noise where `isNoise(chunk)`, otherwise something that zlib likes.
PayloadSource mixed(std::uint64_t seed, std::uint32_t chunkSize, std::function<bool(std::uint64_t)> isNoise)
{
    return
        [=, hard = noise(seed), soft = repetitive(seed)](std::uint64_t offset, std::span<std::uint8_t> out) {
            while (!out.empty()) {
                const std::uint64_t chunk = offset / chunkSize;
                const std::uint64_t left = (chunk + 1) * chunkSize - offset;
                const std::size_t size = static_cast<std::size_t>(std::min<std::uint64_t>(left, out.size()));
                (isNoise(chunk) ? hard : soft)(offset, out.first(size));
                out = out.subspan(size);
                offset += size;
            }
        };
}

/// How the demo's objects differ: how long, how cut, and how their chunks are written.
struct Recipe
{
    const char *name;
    std::uint64_t size;
    std::uint32_t chunkSize;
    std::vector<ChunkStyle>
        styles; ///< one after the other, again and again; Raw and encrypted ones hold noise
    TableFormat format = TableFormat::Normal;
};

ChunkStyle encrypted(Encoding encoding, blte::KeyName name, std::uint8_t keyStart)
{
    return {encoding, 6, Encryption{name, makeKey(keyStart), {1, 2, 3, 4}}};
}

std::vector<Recipe> recipes()
{
    const ChunkStyle raw{Encoding::Raw, 6, {}};
    const ChunkStyle zlib{Encoding::Zlib, 6, {}};
    const ChunkStyle lz4{Encoding::Lz4LittleEndian64, 6, {}};
    const ChunkStyle nested{Encoding::Nested, 6, {}};
    const ChunkStyle open = encrypted(Encoding::Raw, kPublished, 0x10);
    const ChunkStyle locked = encrypted(Encoding::Zlib, kSecret, 0x60);
    return {
        {"world/terrain.bin", 288 * kMiB, 64 * 1024, {raw, raw, raw, zlib}},
        {"world/textures.bin", 96 * kMiB, 256 * 1024, {zlib, raw}},
        {"sound/music.bin", 40 * kMiB, 40 * kMiB, {raw}}, // one chunk: it streams
        {"sound/voices.bin", 24 * kMiB, 128 * 1024, {open, raw}},
        {"story/secret.db2", 8 * kMiB, 256 * 1024, {raw, raw, raw, locked}},
        {"world/nested.bin", 12 * kMiB, 512 * 1024, {nested}},
        {"world/models.lz4.bin", 16 * kMiB, 256 * 1024, {lz4}},
        {"world/two-digests.bin", 10 * kMiB, 256 * 1024, {raw, zlib}, TableFormat::WithDecodedMd5},
    };
}

bool holdsNoise(const Recipe &recipe, std::uint64_t chunk)
{
    const Encoding encoding = recipe.styles[chunk % recipe.styles.size()].encoding;
    return encoding == Encoding::Raw || encoding == Encoding::Nested;
}

DemoFile describe(const QString &name, const blte::EncodingKey &ekey, const blte::ContentKey &ckey)
{
    const QString key = core::hex(ekey.digest);
    const QString path = "/tpr/demo/data/"_L1 % key.left(2) % u'/' % key.mid(2, 2) % u'/' % key;
    return {key, path.toLatin1(), name, core::hex(ckey.digest).toLatin1()};
}

std::optional<DemoFile> write(const QDir &folder, const Recipe &recipe, std::uint64_t seed)
{
    std::vector<ChunkPlan> chunks = evenChunks(recipe.size, recipe.chunkSize, {});
    for (std::size_t i = 0; i < chunks.size(); ++i)
        chunks[i].style = recipe.styles[i % recipe.styles.size()];
    const auto source =
        mixed(seed, recipe.chunkSize, [recipe](std::uint64_t chunk) { return holdsNoise(recipe, chunk); });
    const QString temporary = folder.filePath(u"making"_s);
    const auto object = writeObject(temporary.toStdString(), chunks, source, recipe.format);
    if (!object)
        return {};
    DemoFile file = describe(QString::fromLatin1(recipe.name), object->encodingKey, object->contentKey);
    QFile::remove(folder.filePath(file.file));
    if (!QFile::rename(temporary, folder.filePath(file.file)))
        return {};
    return file;
}

bool writeBytes(const QString &path, std::span<const std::uint8_t> bytes)
{
    QSaveFile file(path);
    const auto size = static_cast<qint64>(bytes.size());
    return file.open(QIODevice::WriteOnly) &&
           file.write(reinterpret_cast<const char *>(bytes.data()), size) == size && file.commit();
}

std::optional<DemoFile> writeHeaderless(const QDir &folder)
{
    const ByteVector bytes = payload(repetitive(90), 30 * kMiB);
    const BuiltObject object =
        buildObject(bytes, bytes.size(), {Encoding::Zlib, 6, {}}, TableFormat::Headerless);
    DemoFile file = describe(u"story/headerless.bin"_s, object.encodingKey, object.contentKey);
    if (!writeBytes(folder.filePath(file.file), object.bytes))
        return {};
    return file;
}

std::optional<DemoFile> writePlain(const QDir &folder)
{
    ByteVector bytes = payload(noise(91), 20 * kMiB);
    std::memcpy(bytes.data(), "PK\3\4", 4);
    if (!writeBytes(folder.filePath(u"manual.zip"_s), bytes))
        return {};
    return DemoFile{u"manual.zip"_s, "/files/manual.zip", u"manual.zip"_s, {}};
}

QByteArray keyList()
{
    const blte::Key key = makeKey(0x10);
    return QByteArray::fromStdString(blte::toHex(kPublished)) + ' ' +
           QByteArray(reinterpret_cast<const char *>(key.data()), key.size()).toHex().toUpper() + '\n';
}

/// The index: one file a line, fields separated by tabs. Written last, so it vouches for the files.
std::optional<QList<DemoFile>> readIndex(const QDir &folder)
{
    QFile index(folder.filePath(QString::fromLatin1(kIndexName)));
    if (!index.open(QIODevice::ReadOnly))
        return {};
    QList<DemoFile> files;
    while (!index.atEnd()) {
        const QStringList fields = QString::fromUtf8(index.readLine()).chopped(1).split(u'\t');
        if (fields.size() != 4 || !QFile::exists(folder.filePath(fields[0])))
            return {};
        files += DemoFile{fields[0], fields[1].toLatin1(), fields[2], fields[3].toLatin1()};
    }
    return files;
}

bool writeIndex(const QDir &folder, const QList<DemoFile> &files)
{
    QSaveFile index(folder.filePath(QString::fromLatin1(kIndexName)));
    if (!index.open(QIODevice::WriteOnly))
        return false;
    for (const DemoFile &file : files) {
        index.write(file.file.toUtf8() + '\t' + file.urlPath + '\t' + file.name.toUtf8() + '\t' +
                    file.contentKey + '\n');
    }
    return index.commit();
}

} // namespace

std::optional<DemoFiles> makeDemoFiles(const QString &path)
{
    const QDir folder(path);
    if (!folder.mkpath(u"."_s))
        return {};
    if (const auto files = readIndex(folder))
        return DemoFiles{*files, keyList()};
    QList<DemoFile> files;
    const auto add = [&](const std::optional<DemoFile> &file) {
        if (file)
            files += *file;
        return file.has_value();
    };
    std::uint64_t seed = 1;
    for (const Recipe &recipe : recipes()) {
        if (!add(write(folder, recipe, seed++)))
            return {};
    }
    if (!add(writeHeaderless(folder)) || !add(writePlain(folder)) || !writeIndex(folder, files))
        return {};
    return DemoFiles{files, keyList()};
}

} // namespace support
