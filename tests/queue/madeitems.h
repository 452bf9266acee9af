#pragma once

#include "core/queue/item.h"

#include <memory>
#include <vector>

/// Rows for the unit tests of core/queue.
namespace support {

inline queue::Item madeItem(int id, transfer::State state = transfer::State::Queued,
                            const char *url = "http://127.0.0.1:1/file")
{
    queue::Item item;
    item.id = queue::ItemId{id};
    item.source = core::sourceFromLine(QString::fromLatin1(url)).value();
    item.folder = QStringLiteral("/nowhere");
    item.name = QStringLiteral("file%1").arg(id);
    item.state = state;
    item.intent = state == transfer::State::Paused ? transfer::Intent::Hold : transfer::Intent::Run;
    return item;
}

/// Numbered from `first` on.
inline std::vector<std::unique_ptr<queue::Item>> madeItems(int first, int count,
                                                           transfer::State state = transfer::State::Queued)
{
    std::vector<std::unique_ptr<queue::Item>> items;
    for (int id = first; id < first + count; ++id)
        items.push_back(std::make_unique<queue::Item>(madeItem(id, state)));
    return items;
}

} // namespace support
