#pragma once

#include "core/catalog/filebatches.h"
#include "core/setplan.h"

namespace catalog {

/// Makes the plan of a set of files: looks all of them up, as many at a time as memory allows, and leaves out
/// what cannot be fetched or cannot have its name in a folder of the disk.
///
/// Lives on the thread of the build. Never blocks. Deleting it ends everything without a word.
class SetPlanner : public QObject
{
    Q_OBJECT
public:
    enum class Form { Decoded, AsServed };
    SetPlanner(std::shared_ptr<FileBatches> files, Form form, QObject *parent = nullptr);

    struct Planned
    {
        std::shared_ptr<const core::SetPlan> plan; ///< of one file at least, unless all are lost
        QList<LostFile> lost;
    };
    /// `done` is called once, later.
    using Done = std::function<void(const Planned &planned)>;
    void start(Done done);

private:
    void next();
    void take(const ResolvedFiles &files);
    void add(const ResolvedFile &file);

    std::shared_ptr<FileBatches> m_files; ///< until all are looked up
    core::SetPlan m_plan;
    QList<LostFile> m_lost;
    QSet<QString> m_names; ///< as the file system tells them apart
    Done m_done;
};

/// What a set of files is called among others: the name of its row, and of the folder beside its files while
/// it is unfinished. `text`: what it was asked for as.
QString setName(const QString &text);

} // namespace catalog
