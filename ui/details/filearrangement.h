#pragma once

#include "core/transfer/routing/setview.h"

namespace ui {

/// Columns of the list of a set's files.
enum class SetFileColumn : int { Path, State, Size, EncodedSize, Where, ContentKey, EncodingKey };
inline constexpr int kSetFileColumnCount = 7;

/// Which files are shown.
enum class FileGroup { All, Missing, UnderWay, Done, Failed, Locked, LeftOut };
inline constexpr int kFileGroupCount = 7;

bool isIn(FileGroup group, transfer::SetFileStatus status);
qint64 countOf(const transfer::SetView &view, FileGroup group);

/// Of the file as it lies on the disk, bytes; −1: not known.
qint64 sizeOf(const core::SetPlan &plan, core::SetPlan::Index file);

/// What of a set's files is shown, and in which order. A value.
struct FileChoice
{
    FileGroup group = FileGroup::All;
    QString words = {}; ///< all of them stand in the path, in whatever case
    SetFileColumn sortedBy = SetFileColumn::Path;
    Qt::SortOrder order = Qt::AscendingOrder;

    /// Another state of a file may mean other rows.
    bool dependsOnStates() const { return group != FileGroup::All || sortedBy == SetFileColumn::State; }
    bool operator==(const FileChoice &) const = default;
};

/// The files that are chosen, in their order. Pure; of a million files a matter of seconds.
std::vector<core::SetPlan::Index> arranged(const transfer::SetView &view, const FileChoice &choice);

} // namespace ui
