#include "ui/details/filearrangement.h"

#include "core/tact/text.h"

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

/// A file and its path, in lower case as far as Latin letters go: made once, compared many times.
struct Row
{
    std::string_view lowerPath;
    Index file = 0;
};

/// Files that are to be sorted. A million of them take their paths' length and 24 bytes each.
class Rows
{
public:
    Rows(const core::SetPlan &plan, const std::vector<Index> &files)
    {
        std::size_t size = 0;
        for (const Index file : files)
            size += static_cast<std::size_t>(plan.utf8Name(file).size());
        m_lowerPaths.reserve(size); // what looks at it stays right
        m_rows.reserve(files.size());
        for (const Index file : files) {
            const QByteArrayView path = plan.utf8Name(file);
            const std::size_t begin = m_lowerPaths.size();
            m_lowerPaths += tact::lowerCase({path.data(), static_cast<std::size_t>(path.size())});
            m_rows.push_back({std::string_view(m_lowerPaths).substr(begin), file});
        }
    }

    template <typename IsLess>
    std::vector<Index> sorted(IsLess isLess)
    {
        std::sort(m_rows.begin(), m_rows.end(), isLess);
        std::vector<Index> files;
        files.reserve(m_rows.size());
        for (const Row &row : m_rows)
            files.push_back(row.file);
        return files;
    }

private:
    std::string m_lowerPaths;
    std::vector<Row> m_rows;
};

int comparePaths(const core::SetPlan &plan, const Row &a, const Row &b)
{
    const int order = a.lowerPath.compare(b.lowerPath);
    return order != 0 ? order : plan.utf8Name(a.file).compare(plan.utf8Name(b.file));
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

int compare(const transfer::SetView &view, SetFileColumn column, const Row &left, const Row &right)
{
    const core::SetPlan &plan = *view.plan;
    const Index a = left.file;
    const Index b = right.file;
    switch (column) {
    case SetFileColumn::Path:
        return comparePaths(plan, left, right);
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
    return Rows(*view.plan, files).sorted([&](const Row &a, const Row &b) {
        if (const int order = compare(view, choice.sortedBy, a, b); order != 0)
            return isDescending ? order > 0 : order < 0;
        return comparePaths(*view.plan, a, b) < 0;
    });
}

} // namespace ui
