#include "core/storage/posixerror.h"

#include <system_error>

namespace storage::fs::posix {

using core::ErrorKind;

ErrorKind kindOf(int error, ErrorKind otherwise)
{
    switch (error) {
    case ENOSPC:
    case EDQUOT:
        return ErrorKind::DiskFull;
    case EFBIG:
    case EOVERFLOW:
        return ErrorKind::FileTooLarge;
    case EACCES:
    case EPERM:
    case EROFS:
        return ErrorKind::PermissionDenied;
    case ENOENT:
    case ENOTDIR:
    case ENODEV:
    case ENXIO:
    case ESTALE:
        return ErrorKind::FolderMissing;
    case EEXIST:
    case ENOTEMPTY:
        return ErrorKind::TargetExists;
    case ENAMETOOLONG:
    case ELOOP:
    case EISDIR:
    case EILSEQ:
        return ErrorKind::NameRefused;
    default:
        return otherwise;
    }
}

tl::unexpected<core::Error> failed(const char *call, const QString &path, int error, ErrorKind otherwise)
{
    const std::string reason = std::generic_category().message(error);
    return core::failure(kindOf(error, otherwise), QString::fromLatin1(call) % u' ' % path %
                                                       QStringLiteral(": ") % QString::fromStdString(reason));
}

bool meansUnsupported(int error)
{
    return error == EOPNOTSUPP || error == ENOTSUP || error == EINVAL || error == ENOSYS;
}

} // namespace storage::fs::posix
