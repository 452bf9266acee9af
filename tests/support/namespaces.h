#pragma once

#include <QString>
#include <QTemporaryDir>

/// What a test may do to its own machine without anybody else noticing. Linux.
namespace support {

/// Gives this process mounts of its own; to be called before it has threads. Empty on success, or why not:
/// a machine may forbid it, and then the tests that need it skip.
QString enterMountNamespace();
/// The same with a network of its own, in which only 127.0.0.1 and ::1 are up.
QString enterNetworkNamespace();

/// A small file system in memory, mounted on a folder, with a second way in that stays when that is
/// unmounted. Needs enterMountNamespace().
class SmallDisk
{
public:
    SmallDisk(QString folder, qint64 size);
    ~SmallDisk();
    Q_DISABLE_COPY_MOVE(SmallDisk)

    bool isMounted() const { return m_isMounted; }
    void fillUp(qint64 leave = 0);
    void makeRoom(); ///< takes back what fillUp() did
    bool unmount();  ///< also while files are open there
    bool mountAgain();
    bool setReadOnly(); ///< refused by the system while a file is open for writing
    bool setWritable();

private:
    bool remount(unsigned long flags);

    const QString m_folder;
    QTemporaryDir m_base; ///< the second way in: "files" is what m_folder shows
    bool m_isMounted = false;
};

} // namespace support
