#pragma once

#include "core/transfer/target.h"

#include <QObject>

namespace transfer {

class TransferServices;

/// Hashes a file behind its download where somebody wants to know its digest, proves it when it is whole, and
/// gives it its place. On the transfer's thread; hashing and the disk have threads of their own.
class Finisher : public QObject
{
public:
    /// Both outlive this.
    Finisher(TransferServices &services, const TransferRequest &order);

    /// The file's first `end` bytes are in their places.
    void follow(const std::shared_ptr<storage::PartialDownload> &partial, quint64 end);
    /// What was hashed so far is of no use: the file begins anew.
    void beginAgain();
    /// What is being hashed ends early, with Cancelled.
    void cancel();

    using Done = std::function<void(const core::Result<Completion> &)>;
    /// `commit` but for its digest, its verdict and what its record tells. Its part file is closed when that
    /// went well.
    void finish(Commit commit, Done done);

private:
    void place(Commit commit, const Done &done);

    TransferServices &m_services;
    const TransferRequest &m_order;
    std::shared_ptr<ContentHasher> m_hasher; ///< null when nobody wants the decoded file's MD5
    quint64 m_followed = 0;                  ///< what the hasher was told last
};

} // namespace transfer
