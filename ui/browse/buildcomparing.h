#pragma once

#include "ui/browse/filechanges.h"

#include "core/catalog/openproducts.h"

#include <QObject>

namespace ui {

/// Compares the build that is looked through with another one: opens that one, and walks over both. GUI
/// thread; never blocks. Deleting it ends it without a word.
class BuildComparing : public QObject
{
    Q_OBJECT
public:
    /// The build that is looked through.
    struct Shown
    {
        std::shared_ptr<const catalog::FileTree> tree;
        std::shared_ptr<const catalog::TreeIndex> index;
    };
    BuildComparing(Shown shown, QObject *parent = nullptr);

    /// Once. `done` is called once, later; null with why not. `products` outlives the answer.
    using Changes = std::shared_ptr<const FileChanges>;
    using Done = std::function<void(const Changes &changes, const core::Error &error)>;
    void start(catalog::OpenProducts &products, const catalog::BuildWish &other, Done done);

private:
    void compare(const std::shared_ptr<const catalog::FileTree> &other);

    const Shown m_shown;
    Done m_done;
};

} // namespace ui
