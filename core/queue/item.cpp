#include "core/queue/item.h"

#include "core/errortable.h"
#include "core/storage/safename.h"

namespace queue {

using transfer::Intent;
using transfer::State;

QString Item::displayName() const
{
    if (!name.isEmpty())
        return name;
    return source.mirrors.isEmpty() ? QString()
                                    : source.mirrors.first().toString(
                                          QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo);
}

QString Item::host() const
{
    return source.mirrors.isEmpty() ? QString() : source.mirrors.first().host();
}

Item makeItem(const Request &request, ItemId id)
{
    Item item;
    item.id = id;
    item.source = request.source;
    item.folder = request.folder;
    if (!request.name.isEmpty())
        item.source.name = request.name;
    item.name = item.source.name;
    if (item.name.isEmpty() && !request.source.mirrors.isEmpty())
        item.name = core::nameFromUrl(request.source.mirrors.first());
    item.name = storage::safeName(item.name).value_or(item.name); // as the file will be called
    item.options = request.options;
    item.intent = request.intent;
    item.bytesPerSecond = request.bytesPerSecond;
    item.category = request.category;
    item.tags = request.tags;
    item.state = request.intent == Intent::Hold ? State::Paused : State::Queued;
    item.added = QDateTime::currentDateTimeUtc();
    return item;
}

bool isNameGuessed(const Item &item)
{
    const core::Source &source = item.source;
    const bool hasKey = source.encodingKey || source.contentKey;
    return source.name.isEmpty() && source.set.isEmpty() && !source.slice && !hasKey && !item.volume &&
           item.progress.networkBytes == 0;
}

bool wantsToRun(const Item &item)
{
    return item.intent == Intent::Run && !transfer::isFinished(item.state);
}

bool isLocked(const Item &item)
{
    if (item.state == State::Done)
        return item.verdict == transfer::Verdict::Incomplete;
    return !item.missingKeys.isEmpty() || failedForWantOfKey(item);
}

bool failedForWantOfKey(const Item &item)
{
    return core::errorRow(item.error.kind).item == core::ItemDoes::AskForKey;
}

bool mayNeedKeys(const Item &item)
{
    return transfer::isFinished(item.state) && (!item.missingKeys.isEmpty() || failedForWantOfKey(item));
}

} // namespace queue
