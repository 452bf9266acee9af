#include "ui/browse/buildcomparing.h"

#include "core/catalog/whilealive.h"
#include "ui/background.h"

#include <utility>

namespace ui {

BuildComparing::BuildComparing(Shown shown, QObject *parent)
    : QObject(parent)
    , m_shown(std::move(shown))
{
}

void BuildComparing::start(catalog::OpenProducts &products, const catalog::BuildWish &other, Done done)
{
    m_done = std::move(done);
    const auto onTree = [this](const core::Result<catalog::NamedBuild> &build) {
        if (!build)
            m_done(nullptr, build.error());
        else if (!build->tree)
            m_done(nullptr, build->error);
        else
            compare(build->tree);
    };
    products.openTree(other, catalog::whileAlive(this, onTree));
}

void BuildComparing::compare(const std::shared_ptr<const catalog::FileTree> &other)
{
    const auto work = [shown = m_shown, other] {
        return std::make_shared<const FileChanges>(
            changesIn(*shown.index, catalog::TreeComparison(other, shown.tree)));
    };
    inBackground(work, this, [this](const Changes &changes) { m_done(changes, {}); });
}

} // namespace ui
