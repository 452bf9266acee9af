#include "ui/settings/cachetext.h"

#include "ui/format.h"

#include <QCoreApplication>

namespace ui {

namespace {

struct CacheText
{
    Q_DECLARE_TR_FUNCTIONS(ui::CacheText)
};

} // namespace

QString usedText(const cache::CacheInfo &info)
{
    return CacheText::tr("%1 of %2, %Ln object(s)", nullptr, static_cast<int>(info.entries))
        .arg(formatSize(info.size), formatSize(info.limit));
}

QString hitRateText(const cache::CacheInfo &info)
{
    const qint64 lookups = info.hits + info.misses + info.damaged;
    if (lookups == 0)
        return CacheText::tr("Nothing was looked up yet");
    const QString rate =
        CacheText::tr("%1 of %Ln look-up(s)", nullptr, static_cast<int>(lookups))
            .arg(formatPercent(static_cast<double>(info.hits) / static_cast<double>(lookups)));
    if (info.damaged == 0)
        return rate;
    return CacheText::tr("%1; %Ln damaged one(s) fetched again", nullptr, static_cast<int>(info.damaged))
        .arg(rate);
}

QString clearQuestion(const cache::CacheInfo &info)
{
    return CacheText::tr("%Ln object(s), %1, go. Nothing but time is lost: what is needed of them is fetched "
                         "again. Downloads, mirrors and keys stay.",
                         nullptr, static_cast<int>(info.entries))
        .arg(formatSize(info.size));
}

QString checkedText(const cache::CheckResult &result)
{
    const int entries = static_cast<int>(result.entries);
    const int damaged = static_cast<int>(result.damaged.size());
    if (damaged > 0 && result.isComplete)
        return CacheText::tr("Of %1 objects %Ln was/were damaged and removed. What is needed of them is "
                             "fetched again.",
                             nullptr, damaged)
            .arg(formatCount(entries));
    if (damaged > 0)
        return CacheText::tr("Stopped. Of the first %1 objects %Ln was/were damaged and removed.", nullptr,
                             damaged)
            .arg(formatCount(entries));
    if (!result.isComplete)
        return CacheText::tr("Stopped. The first %Ln object(s) are whole.", nullptr, entries);
    return entries == 0 ? CacheText::tr("The cache is empty.")
                        : CacheText::tr("%Ln object(s) read, and all of them are whole.", nullptr, entries);
}

} // namespace ui
