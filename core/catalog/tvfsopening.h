#pragma once

#include "core/catalog/parallelloads.h"
#include "core/catalog/tvfstree.h"

class QThreadPool;

namespace catalog {

/// Opens a TVFS manifest with all that are mounted in it, however deep; one that cannot be had costs its own
/// files and a warning. Lives on one thread, and works in a pool, which outlives it. Deleting it ends
/// everything without a word.
class TvfsOpening : public QObject
{
public:
    TvfsOpening(LoadFile load, const tact::BuildConfig &config, QThreadPool &workers,
                QObject *parent = nullptr);

    struct Opened
    {
        std::shared_ptr<const FileTree> tree;
        QList<LoadWarning> warnings;
    };
    using Done = std::function<void(const core::Result<Opened> &opened)>;
    /// Once. `done` is called once, later. An error only where `root` is not to be read. `name`: for
    /// messages.
    void start(const QByteArray &root, const QString &name, Done done);

private:
    using Read = std::shared_ptr<core::Result<TvfsManifest>>;
    void read(const QByteArray &bytes, const QString &name, std::function<void(Read)> done);
    void onRoot(const Read &root);
    void askMore();
    void ask(std::uint32_t number);
    void onNested(std::uint32_t number, const Read &manifest);
    void onFailed(std::uint32_t number, const core::Error &error);
    void onEnded();

    const std::map<std::uint32_t, tact::ManifestRef> m_nested;
    QThreadPool &m_workers;
    ParallelLoads m_loads;
    TvfsTree::Parts m_parts;
    std::set<std::uint32_t> m_asked;
    int m_underWay = 0;
    QList<LoadWarning> m_warnings;
    Done m_done;
};

/// What a build config says of a manifest, to be loaded.
SelectedFile selected(const tact::ManifestRef &manifest);

} // namespace catalog
