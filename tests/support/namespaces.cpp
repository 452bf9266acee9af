#include "tests/support/namespaces.h"

#include <QFile>
#include <cerrno>
#include <cstring>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace support {

namespace {

QString lastError(const char *what)
{
    return QStringLiteral("%1: %2").arg(QString::fromLatin1(what), QString::fromLocal8Bit(strerror(errno)));
}

bool put(const char *path, const QByteArray &text)
{
    QFile file(QString::fromLatin1(path));
    return file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) && file.write(text) == text.size();
}

/// Root may do it at once; anybody else only as the root of a user namespace of its own.
QString enter(int kinds)
{
    if (::unshare(kinds) == 0)
        return {};
    const QByteArray user = QByteArray::number(::getuid());
    const QByteArray group = QByteArray::number(::getgid());
    if (::unshare(kinds | CLONE_NEWUSER) == -1)
        return lastError("unshare");
    put("/proc/self/setgroups", "deny");
    if (!put("/proc/self/uid_map", "0 " + user + " 1") || !put("/proc/self/gid_map", "0 " + group + " 1"))
        return lastError("uid_map");
    return {};
}

bool bringLoopbackUp()
{
    const int socket = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    ifreq request{};
    std::strcpy(request.ifr_name, "lo");
    bool isUp = socket != -1 && ::ioctl(socket, SIOCGIFFLAGS, &request) == 0;
    request.ifr_flags = static_cast<short>(request.ifr_flags | IFF_UP | IFF_RUNNING);
    isUp = isUp && ::ioctl(socket, SIOCSIFFLAGS, &request) == 0;
    if (socket != -1)
        ::close(socket);
    return isUp;
}

} // namespace

QString enterMountNamespace()
{
    if (const QString problem = enter(CLONE_NEWNS); !problem.isEmpty())
        return problem;
    // What is mounted here must not show outside.
    if (::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == -1)
        return lastError("mount --make-rprivate");
    return {};
}

QString enterNetworkNamespace()
{
    if (const QString problem = enter(CLONE_NEWNS | CLONE_NEWNET); !problem.isEmpty())
        return problem;
    if (::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == -1)
        return lastError("mount --make-rprivate");
    return bringLoopbackUp() ? QString() : lastError("lo");
}

SmallDisk::SmallDisk(QString folder, qint64 size)
    : m_folder(std::move(folder))
{
    const QByteArray base = QFile::encodeName(m_base.path());
    const QByteArray options = "size=" + QByteArray::number(size);
    m_isMounted = ::mount("sluice-test", base.constData(), "tmpfs", 0, options.constData()) == 0 &&
                  ::mkdir(QByteArray(base + "/files").constData(), 0777) == 0 && mountAgain();
}

SmallDisk::~SmallDisk()
{
    unmount();
    ::umount2(QFile::encodeName(m_base.path()).constData(), MNT_DETACH);
}

void SmallDisk::fillUp(qint64 leave)
{
    QFile filler(m_base.filePath(QStringLiteral("filler")));
    struct statvfs info
    {
    };
    ::statvfs(QFile::encodeName(m_base.path()).constData(), &info);
    const qint64 free = static_cast<qint64>(info.f_bavail * info.f_bsize);
    if (!filler.open(QIODevice::Append | QIODevice::Unbuffered))
        return;
    // A page at a time: others may be writing meanwhile.
    const QByteArray page(4096, 'f');
    for (qint64 left = free - leave; left > 0 && filler.write(page) == page.size(); left -= page.size()) {
    }
    if (leave == 0) {
        while (filler.write(page) == page.size()) {
        }
    }
}

void SmallDisk::makeRoom()
{
    QFile::remove(m_base.filePath(QStringLiteral("filler")));
}

bool SmallDisk::unmount()
{
    return ::umount2(QFile::encodeName(m_folder).constData(), MNT_DETACH) == 0;
}

bool SmallDisk::mountAgain()
{
    return ::mount(QFile::encodeName(m_base.filePath(QStringLiteral("files"))).constData(),
                   QFile::encodeName(m_folder).constData(), nullptr, MS_BIND, nullptr) == 0;
}

bool SmallDisk::remount(unsigned long flags)
{
    return ::mount(nullptr, QFile::encodeName(m_base.path()).constData(), nullptr, MS_REMOUNT | flags,
                   nullptr) == 0;
}

bool SmallDisk::setReadOnly()
{
    return remount(MS_RDONLY);
}

bool SmallDisk::setWritable()
{
    return remount(0);
}

} // namespace support
