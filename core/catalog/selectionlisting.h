#pragma once

#include "core/catalog/filebatches.h"
#include "core/catalog/mirrorobject.h"
#include "core/catalog/objectfinder.h"
#include "core/catalog/openbuild.h"

#include <set>

namespace catalog {

/// Lists what a mirror of some files of a build has: the configs, the manifests of the build, what was read
/// to name its files, and the objects of the files, each by itself whether it lies in an archive or not.
/// Whoever has these opens the build and reads the files by any of its manifests.
///
/// Lives on the thread of the build. Never blocks. Deleting it ends everything without a word. Memory: some
/// 400 bytes an object.
class SelectionListing : public QObject
{
    Q_OBJECT
public:
    SelectionListing(std::shared_ptr<OpenBuild> build, const Selection &selection, QObject *parent = nullptr);
    ~SelectionListing() override;

    struct Listed
    {
        QList<MirrorObject> objects; ///< each once
        QList<LostFile> lost; ///< files of the selection, and parts of it, that the build does not have
    };
    /// Once. `done` is called later, once. A manifest that cannot be had costs a warning of the build's
    /// loader.
    using Done = std::function<void(const Listed &listed)>;
    void start(Done done);

private:
    void listManifests();
    void listFiles();
    void listSizes();
    void end();
    void add(const FoundFile &file);

    const std::shared_ptr<OpenBuild> m_build;
    const QList<SelectedFile> m_files;
    qsizetype m_next = 0;
    Listed m_listed;
    std::set<blte::Digest> m_seen; ///< encoding keys
    Done m_done;
};

/// The object of a file that is had from one of these as it lies in a mirror of selections. Pure.
MirrorObject selectedObject(const FoundFile::Object &found);
/// Which of the objects of a file such a mirror has: all that indices list; where they list none, the first,
/// and the others if they are anywhere. Pure.
QList<MirrorObject> selectedObjects(const FoundFile &file);

} // namespace catalog
