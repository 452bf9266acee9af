#include "core/catalog/selectionlisting.h"

#include "core/catalog/objectloader.h"
#include "core/catalog/wantedmanifests.h"
#include "core/catalog/whilealive.h"

#include <algorithm>
#include <utility>

namespace catalog {

namespace {

using Where = FoundFile::Where;

/// Files that are looked up at once.
constexpr qsizetype kFilesTogether = 10'000;

} // namespace

MirrorObject selectedObject(const FoundFile::Object &found)
{
    MirrorObject object{looseObject(*found.object.encodingKey, {}, found.object.what), found.encodedSize};
    if (found.object.slice)
        object.slice = MirrorObject::Slice{found.object.path.hash, *found.object.slice};
    object.object.encodedSize = found.encodedSize;
    return object;
}

QList<MirrorObject> selectedObjects(const FoundFile &file)
{
    const bool isAnyListed = file.objects.first().where != Where::Unlisted; // they come first
    QList<MirrorObject> objects;
    for (const FoundFile::Object &found : file.objects) {
        const bool isUnlisted = found.where == Where::Unlisted;
        if (isUnlisted && isAnyListed)
            break;
        MirrorObject object = selectedObject(found);
        if (isUnlisted && !objects.isEmpty())
            object.promise = MirrorObject::Promise::Unlisted;
        objects << object;
    }
    return objects;
}

SelectionListing::SelectionListing(std::shared_ptr<OpenBuild> build, const Selection &selection,
                                   QObject *parent)
    : QObject(parent)
    , m_build(std::move(build))
    , m_files(selection.files)
{
    for (const core::Error &error : selection.absent)
        m_listed.lost << LostFile{{}, error};
}

SelectionListing::~SelectionListing() = default;

void SelectionListing::start(Done done)
{
    m_done = std::move(done);
    m_listed.objects = namedConfigs(*m_build->build);
    QMetaObject::invokeMethod(this, &SelectionListing::listManifests, Qt::QueuedConnection);
}

void SelectionListing::listManifests()
{
    const QList<WantedFile> wanted = wantedManifests(m_build->build->config) + m_build->readForNames;
    const auto onFound = [this](const ObjectFinder::Files &files) {
        for (const core::Result<FoundFile> &file : files) {
            if (file)
                add(*file);
            else
                Q_EMIT m_build->loader->warned(warningOf(m_build->build->product, file.error().detail));
        }
        listFiles();
    };
    m_build->finder->find(wanted, whileAlive(this, onFound));
}

void SelectionListing::listFiles()
{
    if (m_next == m_files.size())
        return listSizes();
    QList<WantedFile> wanted;
    QStringList names;
    for (const qsizetype end = std::min(m_next + kFilesTogether, m_files.size()); m_next < end; ++m_next) {
        const SelectedFile &file = m_files[m_next];
        if (isEmpty(file)) // there need be no object of it
            continue;
        if (file.objects.isEmpty())
            wanted << wantedFile(file, QStringLiteral("file"));
        for (const SelectedObject &object : file.objects)
            wanted << WantedFile{object.contentKey, object.encodingKey, object.size, object.encodedSize,
                                 QStringLiteral("part of a file")};
        while (names.size() < wanted.size())
            names << pathOrUnknown(file);
    }
    const auto onFound = [this, names](const ObjectFinder::Files &files) {
        for (qsizetype i = 0; i < files.size(); ++i) {
            if (files[i])
                add(*files[i]);
            else
                m_listed.lost << LostFile{names[i], files[i].error()};
        }
        listFiles();
    };
    m_build->finder->find(wanted, whileAlive(this, onFound));
}

/// Of what no index lists the encoding manifest tells them, if anything does.
void SelectionListing::listSizes()
{
    QList<blte::EncodingKey> keys;
    QList<qsizetype> places;
    for (qsizetype i = 0; i < m_listed.objects.size(); ++i) {
        const MirrorObject &object = m_listed.objects[i];
        if (object.size || object.object.kind != CdnObject::Kind::File)
            continue;
        keys << blte::EncodingKey{object.object.path.hash};
        places << i;
    }
    if (keys.isEmpty())
        return end();
    const auto onFound = [this, places](const auto &found) {
        for (qsizetype i = 0; found && i < places.size(); ++i) {
            if (const auto &encoded = (*found)[i])
                m_listed.objects[places[i]].size = encoded->encodedSize;
        }
        end();
    };
    m_build->finder->findEncoded(keys, whileAlive(this, onFound));
}

void SelectionListing::end()
{
    const Done done = std::exchange(m_done, {});
    done(std::exchange(m_listed, {}));
}

void SelectionListing::add(const FoundFile &file)
{
    for (const MirrorObject &object : selectedObjects(file)) {
        if (m_seen.insert(object.object.path.hash).second)
            m_listed.objects << object;
    }
}

} // namespace catalog
