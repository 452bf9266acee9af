#pragma once

#include "core/catalog/planbuilder.h"

namespace catalog {

/// Makes the plan of a set of files: looks all of them up, as many at a time as memory allows.
///
/// Lives on the thread of the build. Never blocks. Deleting it ends everything without a word.
class SetPlanner : public QObject
{
    Q_OBJECT
public:
    enum class Form { Decoded, AsServed };
    /// Which files come first.
    enum class Sequence {
        ByPlace,    ///< as they lie in the archives: the fastest
        ByPriority, ///< what the build's client needs first, as its download manifest says
    };
    /// What a further file of one content is.
    enum class Copies {
        Written,
        Linked, ///< another name of the first one, where the file system can
    };
    struct Wishes
    {
        Form form = Form::Decoded;
        Sequence sequence = Sequence::ByPlace; ///< without a download manifest, that is told
        Copies copies = Copies::Written;
    };
    SetPlanner(std::shared_ptr<FileBatches> files, const Wishes &wishes, QObject *parent = nullptr);

    struct Planned
    {
        core::SetPlan plan; ///< of one file at least, unless all are lost
        QList<LostFile> lost;
        bool isCertain = false; ///< nothing was lost, and nothing was in the way
    };
    /// `done` is called once, later.
    using Done = std::function<void(Planned planned)>;
    void start(Done done);

private:
    void begin();
    void onDownloadManifest(const core::Result<QByteArray> &manifest);
    void next();
    void build(const LocatedFiles &files);
    void end();

    std::shared_ptr<FileBatches> m_files; ///< until all are looked up
    std::shared_ptr<PlanBuilder> m_builder;
    const Wishes m_wishes;
    bool m_isCertain = true; ///< nothing was in the way
    Done m_done;
};

/// What a set of files is called among others: the name of its row, and of the folder beside its files while
/// it is unfinished. `text`: what it was asked for as.
QString setName(const QString &text);

} // namespace catalog
