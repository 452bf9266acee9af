#pragma once

#include "ui/details/detailstab.h"
#include "ui/details/filemodel.h"

class QLabel;
class QStackedLayout;

namespace ui {

class ChunkLegend;
class ChunkMapWidget;
class FileBar;
class FileCommands;
class FilesView;

/// The files of a set: their map with its legend, and the list behind it, filtered by state and words.
/// Follows a set that runs; of one that rests, or is done, it reads what is on the disk. What is done with
/// the files chosen is FileCommands' business.
class FilesTab : public DetailsTab
{
    Q_OBJECT
public:
    explicit FilesTab(const queue::Queue &queue, QWidget *parent = nullptr);
    void present(const queue::Item *item) override;
    /// Shows those, and goes into the list.
    void showGroup(ui::FileGroup group);
    /// The records of the set are others now.
    void readAgain() { m_read.reset(); }
    FileCommands &commands() { return *m_commands; }

private:
    void build();
    QWidget *buildMap();
    void begin(const queue::Item &item);
    void readResting(const queue::Item &item);
    void adopt(const queue::SetItems::View &view);
    void choose(const FileChoice &choice);
    void arrange();
    void takeRows(const queue::SetItems::View &view, const std::vector<core::SetPlan::Index> &rows);
    void showPage();
    void selectFile(core::SetPlan::Index file);

    FileSnapshot m_snapshot;
    FileChoice m_choice;
    /// Whose records were read, or are.
    struct Resting
    {
        queue::ItemId id{};
        transfer::State state{};
        QString set; ///< what it is asked for as: another text when it has grown
        bool operator==(const Resting &) const = default;
    };
    std::optional<Resting> m_read;
    bool m_isReading = false;
    quint64 m_readRound = 0;   ///< of reading: only the last one counts
    quint64 m_round = 0;       ///< of arranging, likewise
    bool m_isArranged = false; ///< nothing is being arranged
    FileModel *m_model;
    FileBar *m_bar = nullptr;
    ChunkMapWidget *m_map = nullptr;
    ChunkLegend *m_legend = nullptr;
    FilesView *m_view = nullptr;
    FileCommands *m_commands = nullptr;
    QLabel *m_note = nullptr;
    QStackedLayout *m_pages = nullptr;
};

} // namespace ui
