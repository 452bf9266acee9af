#pragma once

#include "core/queue/rows.h"
#include "core/transfer/storedsetview.h"

#include <QThreadPool>
#include <atomic>
#include <functional>
#include <memory>

namespace queue {

/// Reads finished files back from the disk, one after the other on a thread of its own, holds them against
/// what is known of them, and writes into their rows what came of it. Lives on the queue's thread; verify()
/// returns at once. Destroying it stops the reading, and waits until the block that is being read is there.
class Verifier : public QObject
{
public:
    /// `keys`: those of now, for what lies on the disk encrypted; asked on the queue's thread.
    using Keys = std::function<std::shared_ptr<const blte::KeyStore>()>;
    explicit Verifier(Rows &rows, Keys keys = {});
    ~Verifier() override;

    /// Those of the rows that are Done: by the content key where that proves the file, otherwise by the MD5
    /// and the size it was finished with; of a set its files by its plan. Item::checked tells how far each
    /// is.
    void verify(const QList<ItemId> &ids);
    /// Whether agreement proves the item's file, and not only that it is as it was.
    static bool isProof(const Item &item);

private:
    void start(const Item &item);
    void startSet(const Item &item);
    void noteWrong(const Item &item, const transfer::SetCheck &check);
    void show(ItemId id, double fraction);
    void onRead(ItemId id, const core::Result<QByteArray> &md5);
    void onSetRead(ItemId id, const core::Result<transfer::SetCheck> &check);
    void onAgreed(Item &item, const QByteArray &md5);
    void onDisagreed(Item &item, const core::Error &error);

    Rows &m_rows;
    const Keys m_keys;
    QThreadPool m_thread; ///< one thread: reading two files at once is slower than one after the other
    const std::shared_ptr<std::atomic<bool>> m_stop = std::make_shared<std::atomic<bool>>(false);
};

} // namespace queue
