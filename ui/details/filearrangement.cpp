#include "ui/details/filearrangement.h"

#include <QStringList>
#include <algorithm>

namespace ui {

namespace {

using Index = core::SetPlan::Index;
using Status = transfer::SetFileStatus;

constexpr unsigned bit(Status status)
{
    return 1u << static_cast<unsigned>(status);
}

// By FileGroup.
constexpr std::array<unsigned, kFileGroupCount> kGroups{
    /* All      */ ~0u,
    /* Missing  */ bit(Status::Missing) | bit(Status::UnderWay) | bit(Status::Failed),
    /* UnderWay */ bit(Status::UnderWay),
    /* Done     */ bit(Status::Done) | bit(Status::Locked),
    /* Failed   */ bit(Status::Failed),
    /* Locked   */ bit(Status::Locked),
    /* LeftOut  */ bit(Status::Absent) | bit(Status::Unwanted),
};

/// What needs a person comes first.
constexpr std::array<int, transfer::kSetFileStatusCount> kUrgency{
    /* Missing  */ 3,
    /* UnderWay */ 2,
    /* Done     */ 4,
    /* Locked   */ 1,
    /* Failed   */ 0,
    /* Absent   */ 6,
    /* Unwanted */ 5,
};

bool hasWords(const core::SetPlan &plan, Index file, const QStringList &words)
{
    if (words.isEmpty())
        return true;
    const QString name = QString::fromUtf8(plan.utf8Name(file));
    return std::all_of(words.begin(), words.end(),
                       [&name](const QString &word) { return name.contains(word, Qt::CaseInsensitive); });
}

/// Without regard to the case of Latin letters, by bytes: a million names in a second.
int comparePaths(const core::SetPlan &plan, Index a, Index b)
{
    const QByteArrayView x = plan.utf8Name(a);
    const QByteArrayView y = plan.utf8Name(b);
    const int order = x.compare(y, Qt::CaseInsensitive);
    return order != 0 ? order : x.compare(y);
}

template <typename Value>
int compareValues(const Value &a, const Value &b)
{
    return a < b ? -1 : b < a ? 1 : 0;
}

/// Whether it has one, and which.
template <typename Key>
int compareKeys(const std::optional<Key> &a, const std::optional<Key> &b)
{
    if (!a || !b)
        return compareValues(a.has_value(), b.has_value());
    return compareValues(a->digest, b->digest);
}

int compare(const transfer::SetView &view, SetFileColumn column, Index a, Index b)
{
    const core::SetPlan &plan = *view.plan;
    switch (column) {
    case SetFileColumn::Path:
        return comparePaths(plan, a, b);
    case SetFileColumn::State:
        return compareValues(kUrgency[static_cast<std::size_t>(view.states[a])],
                             kUrgency[static_cast<std::size_t>(view.states[b])]);
    case SetFileColumn::Size:
        return compareValues(sizeOf(plan, a), sizeOf(plan, b));
    case SetFileColumn::EncodedSize:
        return compareValues(plan.encodedSize(a), plan.encodedSize(b));
    case SetFileColumn::Where:
        return compareValues(plan.slice(a).has_value(), plan.slice(b).has_value());
    case SetFileColumn::ContentKey:
        return compareKeys(plan.contentKey(a), plan.contentKey(b));
    case SetFileColumn::EncodingKey:
        return compareKeys(plan.encodingKey(a), plan.encodingKey(b));
    }
    return 0;
}

} // namespace

qint64 sizeOf(const core::SetPlan &plan, Index file)
{
    return plan.isRaw() ? plan.encodedSize(file) : plan.decodedSize(file);
}

bool isIn(FileGroup group, Status status)
{
    return (kGroups[static_cast<std::size_t>(group)] & bit(status)) != 0;
}

qint64 countOf(const transfer::SetView &view, FileGroup group)
{
    qint64 count = 0;
    for (std::size_t status = 0; status < transfer::kSetFileStatusCount; ++status)
        count += isIn(group, static_cast<Status>(status)) ? view.counts[status] : 0;
    return count;
}

std::vector<Index> arranged(const transfer::SetView &view, const FileChoice &choice)
{
    const QStringList words = choice.words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    std::vector<Index> files;
    for (Index file = 0; file < view.plan->size(); ++file) {
        if (isIn(choice.group, view.states[file]) && hasWords(*view.plan, file, words))
            files.push_back(file);
    }
    const bool isDescending = choice.order == Qt::DescendingOrder;
    std::sort(files.begin(), files.end(), [&](Index a, Index b) {
        if (const int order = compare(view, choice.sortedBy, a, b); order != 0)
            return isDescending ? order > 0 : order < 0;
        return comparePaths(*view.plan, a, b) < 0;
    });
    return files;
}

} // namespace ui
