#include "app/desktop/mirrorrows.h"

#include "core/queue/growablerow.h"
#include "core/queue/setitems.h"

#include <algorithm>

namespace app {

namespace {

bool isSame(const catalog::MirroredBuild &a, const catalog::MirroredBuild &b)
{
    return a.product == b.product && a.row.buildConfig == b.row.buildConfig;
}

bool isOf(const core::SetPlan &plan, const MirrorRows::Builds &builds)
{
    const auto own = catalog::mirroredBuildsFrom(plan.closing());
    return own && std::equal(own->begin(), own->end(), builds.begin(), builds.end(), isSame);
}

/// What the row mirrors; nothing: it is no unfinished mirror of the request's product and files in its
/// folder.
std::optional<QString> mirrorLabel(const queue::Item &row, const ui::ProductRequest &request)
{
    const auto set = queue::unfinishedSet(row, request.folder);
    if (!set || set->keep != links::Keep::Mirror)
        return std::nullopt;
    links::ProductSource same = set->source;
    same.build = request.source.build; // that is for the plans to say
    return same == request.source ? std::optional(set->text) : std::nullopt;
}

} // namespace

MirrorRows::MirrorRows(const queue::Queue &queue, QObject *parent)
    : QObject(parent)
    , m_queue(queue)
{
}

void MirrorRows::find(const ui::ProductRequest &request, const Builds &builds, const Found &found)
{
    QList<Row> rows;
    for (int row = 0; row < m_queue.count(); ++row) {
        const queue::Item &item = m_queue.at(row);
        if (const auto label = mirrorLabel(item, request))
            rows << Row{item.id, *label};
    }
    tryNext(rows, builds, found);
}

void MirrorRows::tryNext(const QList<Row> &rows, const Builds &builds, const Found &found)
{
    if (rows.isEmpty())
        return found({});
    const auto onView = [this, rows, builds, found](const queue::SetItems::View &view) {
        if (view && isOf(*view->plan, builds))
            found(rows.first().label);
        else
            tryNext(rows.mid(1), builds, found);
    };
    m_queue.sets().readView(rows.first().id, this, onView);
}

} // namespace app
