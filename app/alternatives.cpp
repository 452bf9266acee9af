#include "app/alternatives.h"

#include "core/errortable.h"

namespace app {

using transfer::Event;

void Alternatives::keep(const core::Source &source, const QList<core::Source> &others)
{
    if (!others.isEmpty())
        m_others.insert(core::identity(source), others);
}

std::optional<queue::Request> Alternatives::next(const queue::Item &item, const Event &event)
{
    if (event.kind != Event::Kind::Failed && event.kind != Event::Kind::Done)
        return std::nullopt;
    QList<core::Source> others = m_others.take(core::identity(item.source));
    const bool isGone = item.state == transfer::State::Failed &&
                        core::errorRow(event.error.kind).item != core::ItemDoes::AskForKey;
    if (!isGone || others.isEmpty())
        return std::nullopt;
    const core::Source source = others.takeFirst();
    keep(source, others);
    queue::Request request{source, item.folder, item.name, item.options, item.intent};
    request.bytesPerSecond = item.bytesPerSecond;
    request.mayRename = item.options.whenExists == queue::WhenExists::Rename;
    return request;
}

} // namespace app
