#pragma once

#include "core/queue/runningitems.h"

#include <functional>
#include <map>

namespace queue {

/// Gives rows another folder and another name, with everything that lies on the disk of them: stops what
/// runs, moves the files on a thread that may block, and lets it go on. Lives on the queue's thread.
class Relocator : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(const core::Result<void> &)>;

    Relocator(Rows &rows, RunningItems &running, transfer::TransferServices &services,
              QObject *parent = nullptr);

    /// `name` is relative. `done` is called once, perhaps at once. Refused (the row stays as it is): names
    /// that cannot be, sets, rows that are being moved already, and what another row makes.
    void relocate(ItemId id, const QString &folder, const QString &name, Done done);
    /// Nobody may start it now.
    bool isMoving(ItemId id) const { return m_moves.contains(id); }
    /// What the user wants of it meanwhile.
    void setIntent(ItemId id, transfer::Intent intent);

Q_SIGNALS:
    void moved(queue::ItemId id, transfer::Intent intent); ///< or not, for a reason that `done` was told

private:
    struct Move
    {
        QString folder;
        QString name;
        transfer::Intent intent = transfer::Intent::Hold;
        bool isOnDisk = false; ///< the files are being moved
        Done done;
    };

    core::Result<QString> permit(const Item &item, const QString &folder, const QString &name);
    void onChanged(int row);
    void begin(const Item &item, Move &move);
    void end(ItemId id, const core::Result<void> &result);

    Rows &m_rows;
    RunningItems &m_running;
    transfer::TransferServices &m_services;
    std::map<ItemId, Move> m_moves;
};

} // namespace queue
