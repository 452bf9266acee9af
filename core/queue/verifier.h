#pragma once

#include "core/queue/rows.h"

#include <QThreadPool>
#include <atomic>
#include <memory>

namespace queue {

/// Reads finished files back from the disk, one after the other on a thread of its own, holds them against
/// what is known of them, and writes into their rows what came of it. Lives on the queue's thread; verify()
/// returns at once. Destroying it stops the reading, and waits until the block that is being read is there.
class Verifier : public QObject
{
public:
    explicit Verifier(Rows &rows);
    ~Verifier() override;

    /// Those of the rows that are Done: by the content key where that proves the file, otherwise by the MD5
    /// and the size it was finished with. Item::checked tells how far each is.
    void verify(const QList<ItemId> &ids);
    /// Whether agreement proves the item's file, and not only that it is as it was.
    static bool isProof(const Item &item);

private:
    void start(const Item &item);
    void show(ItemId id, double fraction);
    void onRead(ItemId id, const core::Result<QByteArray> &md5);
    void onAgreed(Item &item, const QByteArray &md5);
    void onDisagreed(Item &item, const core::Error &error);

    Rows &m_rows;
    QThreadPool m_thread; ///< one thread: reading two files at once is slower than one after the other
    const std::shared_ptr<std::atomic<bool>> m_stop = std::make_shared<std::atomic<bool>>(false);
};

} // namespace queue
