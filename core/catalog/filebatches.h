#pragma once

#include "core/catalog/cdnhosts.h"
#include "core/catalog/objectfinder.h"
#include "core/catalog/openbuild.h"
#include "core/catalog/selection.h"
#include "core/source.h"

#include <QObject>
#include <functional>

namespace catalog {

/// A file of a build as the queue fetches it. A value.
struct ResolvedFile
{
    core::Source source;        ///< its name is where it goes, below the target folder
    QList<core::Source> others; ///< further objects that decode to the same file, should this one be nowhere
    /// Of a file that is several objects, one behind the other; then only they count.
    QList<core::Source> parts;
    std::optional<blte::ContentKey> contentKey = {}; ///< of all of them, where it is known
};

/// A file that was named and cannot be fetched. A value.
struct LostFile
{
    QString name; ///< path, file data id or key
    core::Error error;
};

struct ResolvedFiles
{
    QList<ResolvedFile> files;
    QList<LostFile> lost;
    qint64 more = 0; ///< files of the selection that come in later batches
    /// So many files were named, which is too many: nothing was looked up, and `lost` says so, too.
    qint64 refused = 0;
};

/// A file of a build, and the objects that it can be had from. A value.
struct LocatedFile
{
    QString name;
    /// One, unless the file is several objects, one behind the other: then of each of them. None: the file
    /// has no bytes.
    QList<FoundFile> objects;
    bool isJoined = false;
    std::optional<blte::ContentKey> contentKey; ///< of all that is joined
};

struct LocatedFiles
{
    QList<LocatedFile> files;
    QList<LostFile> lost;
    qint64 more = 0; ///< files of the selection that come in later batches
};

/// The files that a selection means, looked up as many at a time as somebody can take: what is looked up
/// takes some KiB a file, and there may be millions.
///
/// A file that is several objects is lost, unless setJoins() was called.
///
/// Lives on the thread of the build. Never blocks. Deleting it ends everything without a word. Memory: some
/// 300 bytes for each file that is meant.
class FileBatches : public QObject
{
    Q_OBJECT
public:
    /// `obstacles`: to knowing what the build has, besides those of the selection.
    FileBatches(std::shared_ptr<OpenBuild> build, const Selection &selection,
                const QList<LoadWarning> &obstacles = {});
    ~FileBatches() override;

    /// Whoever takes the files can put parts together.
    void setJoins() { m_joins = true; }
    /// They come in the order of their content keys: then the encoding manifest, which has them in this
    /// order, is read once, however small the batches are.
    void setByKeys();
    /// One file, of one object.
    bool isOneObject() const { return m_files.size() == 1 && m_files.first().objects.isEmpty(); }
    /// Nothing was in the way of knowing what the selection means.
    bool isCertain() const { return m_isCertain; }
    const OpenBuild &build() const { return *m_build; }
    qint64 left() const { return m_files.size() - m_next; } ///< not asked for yet
    /// The next ones, `most` at most. `done` is called once, later; one batch at a time.
    using Done = std::function<void(const ResolvedFiles &files)>;
    void next(qsizetype most, Done done);
    /// Likewise, and nothing is said yet of the addresses.
    using Located = std::function<void(const LocatedFiles &files)>;
    void locate(qsizetype most, Located done);

private:
    std::optional<core::Error> objection(qsizetype number) const;
    void addNext(LocatedFiles &files, QList<WantedFile> &wanted);

    const std::shared_ptr<OpenBuild> m_build;
    QList<SelectedFile> m_files; ///< those that were asked for are empty
    const bool m_isCertain;
    QList<LostFile> m_lost;      ///< parts of the selection that mean nothing; they come with the first batch
    std::vector<bool> m_isTaken; ///< by number: a file before has the name
    std::vector<quint32> m_order; ///< numbers; empty: as they are
    qsizetype m_next = 0;
    bool m_joins = false;
};

/// A file without bytes. Its address is that of an object which may not exist: nobody is asked for nothing
/// (transfer::Transfer).
core::Source emptyFile(const QString &name, const CdnHosts &hosts);
/// What is said of an object when there is nobody to ask for it.
core::Error nowhere(const CdnObject &object);

} // namespace catalog
