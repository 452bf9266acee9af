#pragma once

#include "core/error.h"
#include "core/mailbox.h"

#include <QHash>
#include <QObject>
#include <QTimer>
#include <optional>

namespace queue {

/// The volumes on which there was no room, looked at every second until there is more. Lives on the queue's
/// thread; the looking is done on `disk`'s.
class DiskSpaceWatch : public QObject
{
    Q_OBJECT
public:
    explicit DiskSpaceWatch(core::Mailbox *disk, QObject *parent = nullptr);

    /// Full: writing failed, so nobody can go on there. Short: only that one file does not fit.
    enum class Kind { Full, Short };
    void add(quint64 volume, const QString &folder, Kind kind, const core::Error &error);
    void forget(quint64 volume);
    /// Why nothing can be written there; empty when something can.
    std::optional<core::Error> trouble(quint64 volume) const;

Q_SIGNALS:
    void roomMade(quint64 volume); ///< and it is forgotten

private:
    struct Volume
    {
        QString folder;
        Kind kind = Kind::Short;
        core::Error error;
        qint64 least = -1; ///< bytes that were free; -1: not looked at yet
    };

    void look();
    void onFree(quint64 volume, qint64 free);

    core::Mailbox *m_disk;
    QHash<quint64, Volume> m_volumes;
    QTimer m_looks;
};

} // namespace queue
