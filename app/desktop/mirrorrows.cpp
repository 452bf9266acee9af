#include "app/desktop/mirrorrows.h"

#include "core/queue/setitems.h"

#include <QDir>
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

} // namespace

std::optional<QString> mirrorLabel(const queue::Item &row, const ui::ProductRequest &request)
{
    if (row.source.set.isEmpty() || row.state == transfer::State::Done ||
        QDir::cleanPath(row.folder) != QDir::cleanPath(request.folder))
        return std::nullopt;
    const links::KeptText kept = links::keptFromText(row.source.set);
    const auto source = links::productSourceFromText(kept.text);
    if (kept.keep != links::Keep::Mirror || !source)
        return std::nullopt;
    links::ProductSource same = *source;
    same.build = request.source.build; // that is for the plans to say
    return same == request.source ? std::optional(kept.text) : std::nullopt;
}

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
