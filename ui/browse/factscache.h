#pragma once

#include "core/catalog/filefacts.h"
#include "core/catalog/openbuild.h"
#include "core/catalog/treeindex.h"

#include <QHash>
#include <QObject>

namespace ui {

/// Sizes, places and keys of the files that somebody looks at, looked up as they come into view. GUI thread.
class FactsCache : public QObject
{
    Q_OBJECT
public:
    using File = catalog::TreeIndex::File;

    FactsCache(std::shared_ptr<catalog::OpenBuild> build, std::shared_ptr<const catalog::TreeIndex> index,
               QObject *parent = nullptr);

    /// Null: not looked up yet.
    const catalog::FileFacts *find(File file) const;
    /// These are in view now; what was wanted before and is not under way need not come any more.
    void want(const std::vector<File> &files);

Q_SIGNALS:
    void found(const std::vector<catalog::TreeIndex::File> &files);

private:
    void lookUpMore();

    const std::shared_ptr<catalog::OpenBuild> m_build;
    const std::shared_ptr<const catalog::TreeIndex> m_index;
    QHash<File, catalog::FileFacts> m_facts;
    std::vector<File> m_wanted;
    bool m_isLookingUp = false;
};

} // namespace ui
