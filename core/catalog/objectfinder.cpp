#include "core/catalog/objectfinder.h"

#include "core/catalog/whilealive.h"
#include "core/hex.h"

#include <algorithm>
#include <utility>

namespace catalog {

namespace {

using core::ErrorKind;
using Where = FoundFile::Where;

KeyBeginning beginningOf(const blte::EncodingKey &key)
{
    return {reinterpret_cast<const char *>(key.digest.data()), static_cast<qsizetype>(key.digest.size())};
}

bool isWhole(const KeyBeginning &key)
{
    return key.size() == static_cast<qsizetype>(sizeof(blte::Digest));
}

blte::EncodingKey keyOf(const KeyBeginning &whole)
{
    blte::EncodingKey key;
    std::copy_n(whole.begin(), key.digest.size(), key.digest.begin());
    return key;
}

FoundFile::Object objectAt(const ObjectPlace &place, const WantedFile &file)
{
    FoundFile::Object found;
    found.where = place.archive ? Where::Archive : Where::Loose;
    found.encodedSize = place.encodedSize();
    found.object = place.archive
                       ? archivedObject(*place.archive, place.slice, place.key, file.contentKey, file.what)
                       : looseObject(place.key, file.contentKey, file.what);
    found.object.decodedSize = file.decodedSize;
    if (!place.archive)
        found.object.encodedSize = place.encodedSize();
    return found;
}

FoundFile::Object unlistedObject(const blte::EncodingKey &key, const WantedFile &file)
{
    FoundFile::Object found{looseObject(key, file.contentKey, file.what), Where::Unlisted, file.encodedSize};
    found.object.decodedSize = file.decodedSize;
    found.object.encodedSize = file.encodedSize;
    return found;
}

/// Of objects whose keys begin alike, those of the size that the manifest tells.
void keepThoseOfSize(QList<ObjectPlace> &places, std::optional<qint64> encodedSize)
{
    const auto isOther = [&](const ObjectPlace &place) { return place.encodedSize() != *encodedSize; };
    if (encodedSize && !std::all_of(places.begin(), places.end(), isOther))
        places.removeIf(isOther);
}

} // namespace

WantedFile wantedFile(const SelectedFile &file, const QString &what)
{
    return {file.contentKey, file.encodingKey, file.size, file.encodedSize, what};
}

/// Files that are looked up together.
struct ObjectFinder::Question
{
    struct File
    {
        WantedFile wanted;
        QList<KeyBeginning> keys; ///< the best first
        std::optional<core::Error> error;
        FoundFile found;
    };
    QList<File> files;
    Done done;
};

ObjectFinder::ObjectFinder(ObjectLoader &loader, std::shared_ptr<cache::ObjectCache> cache,
                           std::shared_ptr<const Build> build, QObject *parent)
    : QObject(parent)
    , m_loader(loader)
    , m_build(std::move(build))
    , m_indices(loader, std::move(cache), m_build->cdn.data)
{
}

ObjectFinder::~ObjectFinder() = default;

void ObjectFinder::find(const QList<WantedFile> &files, Done done)
{
    auto question = std::make_shared<Question>();
    question->done = std::move(done);
    for (const WantedFile &file : files) {
        Question::File asked;
        asked.wanted = file;
        if (!file.encodingKey.isEmpty())
            asked.keys << file.encodingKey;
        question->files << asked;
    }
    findKeys(question);
}

core::Result<EncodingLookup *> ObjectFinder::encoding()
{
    const tact::ManifestRef &manifest = m_build->config.encoding;
    if (!manifest.encodingKey) {
        return core::failure(
            ErrorKind::NotInBuild,
            QStringLiteral("build config %1 names no encoding manifest").arg(core::hex(m_build->name)));
    }
    if (!m_encoding) {
        m_encoding = new EncodingLookup(
            m_loader, looseObject(*manifest.encodingKey, {}, QStringLiteral("encoding manifest")), this);
    }
    return m_encoding;
}

void ObjectFinder::findEncoded(const QList<blte::EncodingKey> &keys, EncodingLookup::EncodedDone done)
{
    if (const auto lookup = encoding())
        (*lookup)->find(keys, std::move(done));
    else
        done(core::failure(lookup.error()));
}

void ObjectFinder::visitEncoded(const EncodingLookup::VisitObject &visit, const EncodingLookup::Visited &done)
{
    const auto lookup = encoding();
    if (!lookup)
        return done(core::failure(lookup.error()));
    const auto onVisited = [this, visit, done](const core::Result<void> &visited) {
        if (visited || visited.error().kind != ErrorKind::NotFound)
            return done(visited);
        findManifest([this, visit, done] { visitEncoded(visit, done); }, [done, visited] { done(visited); });
    };
    (*lookup)->visitObjects(visit, whileAlive(this, onVisited));
}

void ObjectFinder::findKeys(const Asked &question)
{
    QList<blte::ContentKey> contentKeys;
    for (const Question::File &file : std::as_const(question->files)) {
        if (file.keys.isEmpty() && file.wanted.contentKey)
            contentKeys << *file.wanted.contentKey;
    }
    if (contentKeys.isEmpty())
        return findPlaces(question);
    const auto lookup = encoding();
    if (!lookup)
        return onEncodings(question, core::failure(lookup.error()));
    const auto onFound = [this, question](const auto &found) {
        if (found || found.error().kind != ErrorKind::NotFound)
            return onEncodings(question, found);
        findManifest([this, question] { findKeys(question); },
                     [this, question, found] { onEncodings(question, found); });
    };
    (*lookup)->find(contentKeys, whileAlive(this, onFound));
}

/// It lies by itself everywhere but in some old builds, where an archive has it.
void ObjectFinder::findManifest(const std::function<void()> &again, const std::function<void()> &giveUp)
{
    if (std::exchange(m_manifestPlace, ManifestPlace::LookedUp) == ManifestPlace::LookedUp)
        return giveUp();
    const blte::EncodingKey key = *m_build->config.encoding.encodingKey;
    const auto onFound = [this, again, giveUp, key](const core::Result<ArchiveIndices::Places> &places) {
        const auto place = places ? places->first().value(0) : ObjectPlace();
        if (!place.archive)
            return giveUp();
        m_encoding = new EncodingLookup( // those who wait for the other one are told by it
            m_loader,
            archivedObject(*place.archive, place.slice, key, {}, QStringLiteral("encoding manifest")), this);
        again();
    };
    m_indices.find({beginningOf(key)}, whileAlive(this, onFound));
}

void ObjectFinder::onEncodings(const Asked &question,
                               const core::Result<QList<std::optional<EncodingLookup::Encodings>>> &found)
{
    qsizetype next = 0;
    for (Question::File &file : question->files) {
        if (!file.keys.isEmpty() || !file.wanted.contentKey)
            continue;
        const auto encodings = found ? (*found)[next++] : std::nullopt;
        if (encodings) {
            file.wanted.decodedSize = encodings->decodedSize;
            for (const blte::EncodingKey &key : encodings->keys)
                file.keys << beginningOf(key);
        } else if (const auto lost = found ? m_encoding->errorFor(*file.wanted.contentKey) : std::nullopt) {
            file.error = lost;
        } else if (found) {
            file.error = {ErrorKind::NotInBuild,
                          QStringLiteral("%1: the encoding manifest %2 does not know the content key %3")
                              .arg(file.wanted.what, core::hex(m_build->config.encoding.encodingKey->digest),
                                   core::hex(file.wanted.contentKey->digest))};
        } else {
            file.error = found.error();
        }
    }
    findPlaces(question);
}

void ObjectFinder::findPlaces(const Asked &question)
{
    QList<KeyBeginning> keys;
    for (const Question::File &file : std::as_const(question->files))
        keys << file.keys;
    if (keys.isEmpty())
        return onPlaces(question, ArchiveIndices::Places());
    m_indices.find(keys,
                   whileAlive(this, [this, question](const auto &places) { onPlaces(question, places); }));
}

void ObjectFinder::onPlaces(const Asked &question, const core::Result<ArchiveIndices::Places> &places)
{
    if (!places) // without any index an object may still lie by itself
        Q_EMIT m_loader.warned({QStringLiteral("indices"), {}, places.error().detail});
    Files found;
    qsizetype next = 0;
    for (Question::File &file : question->files) {
        QList<FoundFile::Object> unlisted;
        for (const KeyBeginning &key : std::as_const(file.keys)) {
            QList<ObjectPlace> there = places ? (*places)[next++] : QList<ObjectPlace>();
            keepThoseOfSize(there, isWhole(key) ? std::nullopt : file.wanted.encodedSize);
            for (const ObjectPlace &place : std::as_const(there))
                file.found.objects << objectAt(place, file.wanted);
            if (there.isEmpty() && isWhole(key))
                unlisted << unlistedObject(keyOf(key), file.wanted);
        }
        file.found.objects << unlisted;
        if (file.error)
            found << core::failure(*file.error);
        else if (!file.found.objects.isEmpty())
            found << file.found;
        else if (!places)
            found << core::failure(places.error());
        else
            found << core::failure(
                ErrorKind::NotInBuild,
                QStringLiteral("%1: no index of CDN config %2 has an object whose key begins with %3")
                    .arg(file.wanted.what, core::hex(m_build->cdnName),
                         QString::fromLatin1(file.keys.value(0).toHex())));
    }
    question->done(found);
}

void ObjectFinder::load(const WantedFile &file, Loaded done)
{
    find({file}, [this, done = std::move(done)](const Files &files) {
        const core::Result<FoundFile> &found = files.first();
        found ? loadNext(*found, 0, done) : done(core::failure(found.error()));
    });
}

void ObjectFinder::loadNext(const FoundFile &file, qsizetype number, const Loaded &done)
{
    const auto onLoaded = [this, file, number, done](const core::Result<QByteArray> &bytes) {
        const bool isLast = number + 1 >= file.objects.size();
        bytes || isLast ? done(bytes) : loadNext(file, number + 1, done);
    };
    m_loader.load(file.objects[number].object, whileAlive(this, onLoaded));
}

} // namespace catalog
