#pragma once

#include "core/catalog/treechecks.h"

#include <QObject>

namespace ui {

/// Which files are checked, for all views that show them. GUI thread.
class FileChecks : public QObject
{
    Q_OBJECT
public:
    using File = catalog::TreeIndex::File;
    using Folder = catalog::TreeIndex::Folder;

    explicit FileChecks(const std::shared_ptr<const catalog::TreeIndex> &index, QObject *parent = nullptr)
        : QObject(parent)
        , m_checks(index)
    {
    }

    const catalog::TreeChecks &checks() const { return m_checks; }
    void set(const std::vector<File> &files, bool isChecked)
    {
        m_checks.setFiles(files, isChecked);
        Q_EMIT changed();
    }
    void setFolder(Folder folder, bool isChecked)
    {
        m_checks.setFolder(folder, isChecked);
        Q_EMIT changed();
    }
    void clear() { setFolder(catalog::TreeIndex::kTop, false); }

Q_SIGNALS:
    void changed();

private:
    catalog::TreeChecks m_checks;
};

} // namespace ui
