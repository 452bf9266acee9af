#include "app/advice.h"

#include "app/text.h"
#include "core/errortable.h"

#include <array>

namespace app {

using namespace Qt::StringLiterals;
using core::Advice;
using core::ErrorKind;

QString tell(const core::Error &error)
{
    const QString first = core::sentence(error.kind);
    return error.detail.isEmpty() ? first : first % u' ' % printable(error.detail);
}

QString tell(const core::Error &error, const QString &next)
{
    const QString first = tell(error);
    if (next.isEmpty())
        return first;
    return first % (first.endsWith(u'.') ? " "_L1 : ". "_L1) % next;
}

namespace {

struct Row
{
    Advice advice;
    const char *text;
};

constexpr const char kLater[] = "Run the same command again later; it goes on where it stopped.";
constexpr const char kOtherHost[] = "Try another host with -m, or try again later.";
constexpr const char kOtherFolder[] = "Choose another folder with -o.";

constexpr std::array kTexts{
    Row{Advice::None, ""},
    Row{Advice::OtherMirror, kOtherHost},
    Row{Advice::TryLater, kLater},
    Row{Advice::RefetchPiece, kOtherHost},
    Row{Advice::BeginAnew, kLater},
    Row{Advice::MendCause, ""},
    Row{Advice::MakeRoom, "Free some space, then run the same command again; it goes on where it stopped."},
    Row{Advice::AllowWriting, kOtherFolder},
    Row{Advice::RestoreFolder, kOtherFolder},
    Row{Advice::ReplaceOrRename, "Use --overwrite, --auto-rename, or another name with -O."},
    Row{Advice::OtherFileSystem, "Choose a folder on another file system with -o, or lift the limit on the "
                                 "size of files (ulimit -f)."},
    Row{Advice::OtherName, "Choose another name with -O."},
    Row{Advice::CloseOther, "Wait until the other program is done, or choose another folder with -o."},
    Row{Advice::AllowMetered, kLater},
    Row{Advice::CheckAddress, "Check the address, or name another host with -m."},
    Row{Advice::CheckMirrors, "Check the address, name another host with -m, or run the same command again "
                              "later; it goes on where it stopped."},
    Row{Advice::SignIn, "Sign in to the network with a browser, then run the same command again."},
    Row{Advice::GiveCredentials, "Put them into the address, as in https://NAME:PASSWORD@host/file, those of "
                                 "a proxy into http_proxy."},
    Row{Advice::KeepEncoded, "To keep the bytes as they are served, use --raw."},
    Row{Advice::CheckObject,
        "Try another host with -m; an archive is fetched whole with --raw, one object of it with #bytes=."},
    Row{Advice::CheckContentKey, "Check the ckey= of the source and the keys."},
    Row{Advice::AddKey,
        "Give its key with -k FILE, a key list or NAME.ak; or use --missing-keys keep to hold the bytes of "
        "locked chunks until you have it."},
    Row{Advice::ReplaceKey,
        "Give the right key with -k FILE, or use --missing-keys keep to hold its bytes until you have it."},
};

static_assert(core::hasEveryAdvice(kTexts));

} // namespace

QString advice(ErrorKind kind)
{
    return QString::fromLatin1(kTexts[static_cast<std::size_t>(core::errorRow(kind).advice)].text);
}

} // namespace app
