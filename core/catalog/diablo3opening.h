#pragma once

#include "core/catalog/diablo3tree.h"
#include "core/catalog/parallelloads.h"

namespace catalog {

/// Opens the root manifest of Diablo III: loads its folders, and the two files with the names. What of that
/// cannot be had costs its files or names, and a warning. Lives on one thread. Deleting it ends everything
/// without a word.
class Diablo3Opening : public QObject
{
public:
    explicit Diablo3Opening(LoadFile load, QObject *parent = nullptr);

    struct Opened
    {
        std::shared_ptr<const FileTree> tree;
        QList<LoadWarning> warnings;
    };
    using Done = std::function<void(const core::Result<Opened> &opened)>;
    /// Once. `done` is called once, perhaps at once when `root` is not to be read, else later. `name`: for
    /// messages.
    void start(const QByteArray &root, const QString &name, Done done);

private:
    void load(const SelectedFile &file, const QString &what,
              std::function<void(const QByteArray &bytes)> take);
    void loadNames();
    void loadName(std::string_view path, QByteArray Diablo3Tree::Parts::*names);
    void onEnded();

    ParallelLoads m_loads;
    Diablo3Tree::Parts m_parts;
    bool m_hasFolders = false; ///< all that could be had; what is loaded now are names
    int m_underWay = 0;
    QList<LoadWarning> m_warnings;
    Done m_done;
};

} // namespace catalog
