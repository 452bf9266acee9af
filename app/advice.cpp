#include "app/advice.h"

#include "app/text.h"

namespace app {

using namespace Qt::StringLiterals;
using core::ErrorKind;

QString tell(const core::Error &error)
{
    const QString sentence = core::summary(error.kind);
    return error.detail.isEmpty() ? sentence : sentence % u' ' % printable(error.detail);
}

QString tell(const core::Error &error, const QString &next)
{
    const QString first = tell(error);
    if (next.isEmpty())
        return first;
    return first % (first.endsWith(u'.') ? " "_L1 : ". "_L1) % next;
}

namespace {

const char *specificAdvice(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::DiskFull:
        return "Free some space, then run the same command again; it goes on where it stopped.";
    case ErrorKind::PermissionDenied:
    case ErrorKind::FolderMissing:
        return "Choose another folder with -o.";
    case ErrorKind::TargetExists:
        return "Use --overwrite, --auto-rename, or another name with -O.";
    case ErrorKind::FileTooLarge:
        return "Choose a folder on another file system with -o, or lift the limit on the size of files "
               "(ulimit -f).";
    case ErrorKind::NameRefused:
        return "Choose another name with -O.";
    case ErrorKind::PartFileLocked:
        return "Wait until the other program is done, or choose another folder with -o.";
    case ErrorKind::KeyMissing:
        return "Give its key with -k FILE, or use --missing-keys keep to hold its bytes until you have it.";
    case ErrorKind::KeyWrong:
        return "Give the right key with -k FILE, or use --missing-keys keep to hold its bytes until you have "
               "it.";
    case ErrorKind::NotBlte:
        return "To keep the bytes as they are served, use --raw.";
    case ErrorKind::EncodingKeyWrong:
        return "Try another host with -m; an archive is fetched whole with --raw, one object of it with "
               "#bytes=.";
    case ErrorKind::NotFound:
    case ErrorKind::Forbidden:
        return "Check the address, or name another host with -m.";
    case ErrorKind::SignInNeeded:
        return "Sign in to the network with a browser, then run the same command again.";
    case ErrorKind::CredentialsNeeded:
        return "Put them into the address, as in https://NAME:PASSWORD@host/file, those of a proxy into "
               "http_proxy.";
    case ErrorKind::ContentKeyWrong:
        return "Check the ckey= of the source and the keys.";
    default:
        return nullptr;
    }
}

} // namespace

QString advice(ErrorKind kind)
{
    if (const char *text = specificAdvice(kind))
        return QLatin1String(text);
    switch (core::recoveryFor(kind)) {
    case core::Recovery::TryElsewhere:
    case core::Recovery::RefetchChunk:
        return u"Try another host with -m, or try again later."_s;
    case core::Recovery::RetryLater:
    case core::Recovery::Restart:
        return u"Run the same command again later; it goes on where it stopped."_s;
    default:
        return {};
    }
}

} // namespace app
