#pragma once

#include <QByteArray>
#include <QHash>
#include <QMultiHash>
#include <QMutex>
#include <QString>
#include <vector>

class QFile;

namespace storage {

/// Where each receipt lies in the files that hold them. A line is "TARGET SOURCE TEXT": two numbers of 16 hex
/// digits, and what the receipt says. It begins with its line feed, so that one which was cut short spoils no
/// other. Lines are only ever added, so what was looked through once is not looked through again.
/// Thread-safe; blocks.
class ReceiptIndex
{
public:
    static constexpr int kNumberDigits = 16;
    /// A receipt is a few hundred bytes; what is larger was not written by us.
    static constexpr qint64 kLargestReceipt = 64 * 1024;

    /// The text of the last line of this target in this file; empty when there is none.
    QByteArray ofTarget(const QString &path, quint64 target);
    /// The texts of the last lines of this source in all files of the folder, no more than `most`.
    std::vector<QByteArray> ofSource(const QString &folder, quint64 source, std::size_t most);

private:
    struct Known
    {
        qint64 end = 0; ///< looked through up to here
        QHash<quint64, qint64> byTarget;
        QMultiHash<quint64, qint64> bySource;
    };

    Known &lookThrough(QFile &file);

    QMutex m_mutex;
    QHash<QString, Known> m_known; ///< by path
};

} // namespace storage
