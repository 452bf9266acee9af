#include "app/desktop/peer.h"

#include <QDir>
#include <QFile>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace app {

namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype kLongestPath = sizeof(sockaddr_un{}.sun_path) - 1;
constexpr mode_t kOwnersOnly = 0700;

/// A real folder of this user that nobody else can write to.
bool isOwn(const QString &folder)
{
    struct stat info = {};
    return ::lstat(QFile::encodeName(folder).constData(), &info) == 0 && S_ISDIR(info.st_mode) &&
           info.st_uid == ::geteuid() && (info.st_mode & 077) == 0 &&
           ::access(QFile::encodeName(folder).constData(), W_OK | X_OK) == 0;
}

/// Makes it, or mends the permissions of one that is the user's.
bool makeOwn(const QString &folder)
{
    const QByteArray path = QFile::encodeName(folder);
    struct stat info = {};
    if (::mkdir(path.constData(), kOwnersOnly) != 0 && ::lstat(path.constData(), &info) == 0 &&
        S_ISDIR(info.st_mode) && info.st_uid == ::geteuid())
        ::chmod(path.constData(), kOwnersOnly);
    return isOwn(folder);
}

bool hasRoom(const QString &folder, qsizetype nameLength)
{
    return QFile::encodeName(folder).size() + 1 + nameLength <= kLongestPath;
}

} // namespace

bool isOwnPeer(qintptr descriptor)
{
    const int socket = static_cast<int>(descriptor);
#if defined(Q_OS_LINUX)
    ucred peer = {};
    socklen_t size = sizeof peer;
    return ::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && peer.uid == ::geteuid();
#else
    uid_t user = 0;
    gid_t group = 0;
    return ::getpeereid(socket, &user, &group) == 0 && user == ::geteuid();
#endif
}

QString ownSocketFolder(const QString &dataFolder, qsizetype nameLength)
{
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    if (QDir::isAbsolutePath(runtime) && isOwn(runtime) && hasRoom(runtime, nameLength))
        return runtime;
    for (const QString &folder : {QString(dataFolder + "/run"_L1),
                                  QString(QDir::tempPath() % "/sluice-"_L1 % QString::number(::geteuid()))}) {
        if (hasRoom(folder, nameLength) && makeOwn(folder))
            return folder;
    }
    return {};
}

} // namespace app
