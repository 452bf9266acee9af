#include "core/errortable.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace core {

namespace {

using Row = ErrorRow;
using Mirror = MirrorGets;
using Item = ItemDoes;
using Ends = EndsAttempt;

// In the order of the kinds' numbers.
// clang-format off
constexpr std::array kRows{
    Row{ErrorKind::None, "None", "No error.", // never shown
        Mirror::Nothing, Item::Fail, Heals::Never, Ends::IfProven, Advice::None, {}},

    // Storage.
    Row{ErrorKind::DiskFull, "DiskFull", QT_TRANSLATE_NOOP("core::Error", "The disk is full."),
        Mirror::Nothing, Item::Wait, Heals::WithTime, Ends::Always, Advice::MakeRoom, {}},
    Row{ErrorKind::WriteFailed, "WriteFailed",
        QT_TRANSLATE_NOOP("core::Error", "Writing to the disk failed."),
        Mirror::Nothing, Item::Wait, Heals::WithTime, Ends::Always, Advice::TryLater, {}},
    Row{ErrorKind::ReadFailed, "ReadFailed",
        QT_TRANSLATE_NOOP("core::Error", "Reading from the disk failed."),
        Mirror::Nothing, Item::Wait, Heals::WithTime, Ends::Always, Advice::TryLater, {}},
    Row{ErrorKind::SyncFailed, "SyncFailed",
        QT_TRANSLATE_NOOP("core::Error", "The disk did not confirm what was written."),
        Mirror::Nothing, Item::Wait, Heals::WithTime, Ends::Always, Advice::TryLater, {}},
    Row{ErrorKind::PermissionDenied, "PermissionDenied",
        QT_TRANSLATE_NOOP("core::Error", "You have no permission to write there."),
        Mirror::Nothing, Item::AskUser, Heals::Never, Ends::Always, Advice::AllowWriting, {}},
    Row{ErrorKind::FolderMissing, "FolderMissing",
        QT_TRANSLATE_NOOP("core::Error", "The target folder is not there."),
        Mirror::Nothing, Item::AskUser, Heals::OnceBegun, Ends::Always, Advice::RestoreFolder, {}},
    Row{ErrorKind::TargetExists, "TargetExists",
        QT_TRANSLATE_NOOP("core::Error", "A file of this name exists already."),
        Mirror::Nothing, Item::AskUser, Heals::Never, Ends::Always, Advice::ReplaceOrRename, {}},
    Row{ErrorKind::FileTooLarge, "FileTooLarge",
        QT_TRANSLATE_NOOP("core::Error", "The file is too large for this disk's file system."),
        Mirror::Nothing, Item::AskUser, Heals::Never, Ends::Always, Advice::OtherFileSystem, {}},
    Row{ErrorKind::NameRefused, "NameRefused",
        QT_TRANSLATE_NOOP("core::Error", "The file name is not safe to use."),
        Mirror::Nothing, Item::AskUser, Heals::Never, Ends::Always, Advice::OtherName, {}},
    Row{ErrorKind::RecordUnreadable, "RecordUnreadable",
        QT_TRANSLATE_NOOP("core::Error", "The record for resuming cannot be read."),
        Mirror::Nothing, Item::RestartOnce, Heals::Never, Ends::Always, Advice::BeginAnew, {}},
    Row{ErrorKind::DatabaseUnusable, "DatabaseUnusable",
        QT_TRANSLATE_NOOP("core::Error", "The list of downloads cannot be read or saved."),
        Mirror::Nothing, Item::AskUser, Heals::Never, Ends::Always, Advice::MendCause, {}},
    Row{ErrorKind::PartFileLocked, "PartFileLocked",
        QT_TRANSLATE_NOOP("core::Error", "Another program works on this partial file."),
        Mirror::Nothing, Item::Wait, Heals::WithTime, Ends::Always, Advice::CloseOther, {}},
    Row{ErrorKind::PartFileChanged, "PartFileChanged",
        QT_TRANSLATE_NOOP("core::Error", "The partial file was changed from outside."),
        Mirror::Nothing, Item::RestartOnce, Heals::WithTime, Ends::Always, Advice::BeginAnew, {}},
    Row{ErrorKind::RecordNotOurs, "RecordNotOurs",
        QT_TRANSLATE_NOOP("core::Error", "The record for resuming was not written by your Sluice."),
        Mirror::Nothing, Item::RestartOnce, Heals::Never, Ends::Always, Advice::BeginAnew, {}},
    Row{ErrorKind::OtherSource, "OtherSource",
        QT_TRANSLATE_NOOP("core::Error", "The partial file belongs to another link."),
        Mirror::Nothing, Item::RestartOnce, Heals::Never, Ends::Always, Advice::BeginAnew, {}},
    Row{ErrorKind::FileMissing, "FileMissing", QT_TRANSLATE_NOOP("core::Error", "The file is missing."),
        Mirror::Nothing, Item::RestartOnce, Heals::Never, Ends::Always, Advice::BeginAnew, {}},

    // Network.
    Row{ErrorKind::HostNotFound, "HostNotFound",
        QT_TRANSLATE_NOOP("core::Error", "The server was not found."),
        Mirror::BackOff, Item::Retry, Heals::WithTime, Ends::Never, Advice::OtherMirror, {}},
    Row{ErrorKind::ConnectionRefused, "ConnectionRefused",
        QT_TRANSLATE_NOOP("core::Error", "The server refused the connection."),
        Mirror::BackOff, Item::Retry, Heals::WithTime, Ends::Never, Advice::OtherMirror,
        {Doubt::ExtraConnection}},
    Row{ErrorKind::ConnectionLost, "ConnectionLost",
        QT_TRANSLATE_NOOP("core::Error", "The connection was lost."),
        Mirror::BackOff, Item::Retry, Heals::WithTime, Ends::Never, Advice::OtherMirror,
        {Doubt::ExtraConnection | Doubt::AnyRange}},
    Row{ErrorKind::Stalled, "Stalled", QT_TRANSLATE_NOOP("core::Error", "The server stopped sending."),
        Mirror::BackOff, Item::Retry, Heals::WithTime, Ends::Never, Advice::OtherMirror,
        {Doubt::ExtraConnection | Doubt::AnyRange}},
    Row{ErrorKind::TlsFailed, "TlsFailed",
        QT_TRANSLATE_NOOP("core::Error", "No secure connection could be made."),
        Mirror::NoMore, Item::Retry, Heals::Never, Ends::Never, Advice::OtherMirror, {}},
    Row{ErrorKind::ProxyFailed, "ProxyFailed", QT_TRANSLATE_NOOP("core::Error", "The proxy did not work."),
        Mirror::BackOff, Item::Retry, Heals::WithTime, Ends::Never, Advice::TryLater, {}},
    Row{ErrorKind::NetworkUnreachable, "NetworkUnreachable",
        QT_TRANSLATE_NOOP("core::Error", "There is no network."),
        Mirror::BackOff, Item::Retry, Heals::WithTime, Ends::Never, Advice::OtherMirror, {}},
    Row{ErrorKind::NetworkMetered, "NetworkMetered",
        QT_TRANSLATE_NOOP("core::Error", "The connection is metered."),
        Mirror::Nothing, Item::Wait, Heals::WithTime, Ends::Never, Advice::AllowMetered, {}},

    // Server.
    Row{ErrorKind::NotFound, "NotFound",
        QT_TRANSLATE_NOOP("core::Error", "The server does not have this file."),
        Mirror::NoMore, Item::Retry, Heals::Never, Ends::Never, Advice::CheckAddress,
        {Doubt::ExtraConnection | Doubt::AnyRange}},
    Row{ErrorKind::Forbidden, "Forbidden",
        QT_TRANSLATE_NOOP("core::Error", "The server does not give out this file."),
        Mirror::NoMore, Item::Retry, Heals::Never, Ends::Never, Advice::CheckAddress,
        {Doubt::ExtraConnection | Doubt::AnyRange | Doubt::SeveralRanges}},
    Row{ErrorKind::SignInNeeded, "SignInNeeded",
        QT_TRANSLATE_NOOP("core::Error", "The network or the server asks to sign in."),
        Mirror::NoMore, Item::AskUser, Heals::WithTime, Ends::Never, Advice::SignIn,
        {Doubt::ExtraConnection}},
    Row{ErrorKind::ServerBusy, "ServerBusy", QT_TRANSLATE_NOOP("core::Error", "The server is busy."),
        Mirror::HostBackOff, Item::Retry, Heals::WithTime, Ends::Never, Advice::TryLater,
        {Doubt::ExtraConnection | Doubt::AnyRange}},
    Row{ErrorKind::ServerFailed, "ServerFailed", QT_TRANSLATE_NOOP("core::Error", "The server has a fault."),
        Mirror::BackOff, Item::Retry, Heals::WithTime, Ends::Never, Advice::TryLater,
        {Doubt::ExtraConnection | Doubt::AnyRange | Doubt::SeveralRanges}},
    Row{ErrorKind::UnexpectedStatus, "UnexpectedStatus",
        QT_TRANSLATE_NOOP("core::Error", "The server gave an unexpected answer."),
        Mirror::BackOff, Item::Retry, Heals::Never, Ends::Never, Advice::OtherMirror,
        {Doubt::ExtraConnection | Doubt::AnyRange | Doubt::SeveralRanges | Doubt::OtherRequest}},
    Row{ErrorKind::RangeIgnored, "RangeIgnored",
        QT_TRANSLATE_NOOP("core::Error", "The server cannot send parts of a file."),
        Mirror::BackOff, Item::Retry, Heals::Never, Ends::Never, Advice::OtherMirror,
        {Doubt::AnyRange | Doubt::SeveralRanges | Doubt::WidenedRange | Doubt::OtherRequest}},
    Row{ErrorKind::WrongRange, "WrongRange",
        QT_TRANSLATE_NOOP("core::Error", "The server sent another part than was asked for."),
        Mirror::BackOff, Item::Retry, Heals::Never, Ends::Never, Advice::OtherMirror,
        {Doubt::AnyRange | Doubt::SeveralRanges | Doubt::WidenedRange | Doubt::OtherRequest}},
    Row{ErrorKind::LengthContradicts, "LengthContradicts",
        QT_TRANSLATE_NOOP("core::Error", "The file's length is not what it should be."),
        Mirror::Quarantine, Item::Retry, Heals::Never, Ends::Never, Advice::OtherMirror,
        {Doubt::AnyRange | Doubt::SeveralRanges | Doubt::WidenedRange | Doubt::OtherRequest}},
    Row{ErrorKind::ContentChanged, "ContentChanged",
        QT_TRANSLATE_NOOP("core::Error", "The file changed on the server."),
        Mirror::BackOff, Item::RestartOnce, Heals::Never, Ends::Never, Advice::BeginAnew, {}},
    Row{ErrorKind::EncodedBody, "EncodedBody",
        QT_TRANSLATE_NOOP("core::Error", "The server altered the file on the way."),
        Mirror::BackOff, Item::Retry, Heals::Never, Ends::Never, Advice::OtherMirror, {Doubt::SeveralRanges}},
    Row{ErrorKind::RedirectRefused, "RedirectRefused",
        QT_TRANSLATE_NOOP("core::Error", "The server sent us to an address that is not safe to follow."),
        Mirror::NoMore, Item::Retry, Heals::Never, Ends::Never, Advice::OtherMirror, {Doubt::AnyRange}},
    Row{ErrorKind::WrongContent, "WrongContent",
        QT_TRANSLATE_NOOP("core::Error", "The server sent something else, perhaps a web page."),
        Mirror::BackOff, Item::Retry, Heals::WithTime, Ends::Never, Advice::OtherMirror,
        {Doubt::ExtraConnection | Doubt::OtherRequest}},
    Row{ErrorKind::CdnExhausted, "CdnExhausted",
        QT_TRANSLATE_NOOP("core::Error", "Every mirror was tried without success."),
        Mirror::Nothing, Item::AskUser, Heals::Never, Ends::Never, Advice::CheckMirrors, {}},
    Row{ErrorKind::CredentialsNeeded, "CredentialsNeeded",
        QT_TRANSLATE_NOOP("core::Error", "The server wants a user name and a password."),
        Mirror::NoMore, Item::AskUser, Heals::Never, Ends::Never, Advice::GiveCredentials,
        {Doubt::ExtraConnection}},
    Row{ErrorKind::FilesFailed, "FilesFailed",
        QT_TRANSLATE_NOOP("core::Error", "Some files of the set could not be had."),
        Mirror::Nothing, Item::AskUser, Heals::Never, Ends::Never, Advice::TryLater, {}},

    // Format.
    Row{ErrorKind::NotBlte, "NotBlte",
        QT_TRANSLATE_NOOP("core::Error", "The file is not in the BLTE format."),
        Mirror::Quarantine, Item::Retry, Heals::Never, Ends::Never, Advice::KeepEncoded,
        {Doubt::OtherRequest}},
    Row{ErrorKind::HeaderCorrupt, "HeaderCorrupt",
        QT_TRANSLATE_NOOP("core::Error", "The file's header is damaged."),
        Mirror::Quarantine, Item::Retry, Heals::Never, Ends::Never, Advice::OtherMirror,
        {Doubt::OtherRequest}},
    Row{ErrorKind::TableTooLarge, "TableTooLarge",
        QT_TRANSLATE_NOOP("core::Error", "The file's chunk table is too large to be real."),
        Mirror::BackOff, Item::FailAndDiscard, Heals::Never, Ends::IfProven, Advice::None, {}},
    Row{ErrorKind::Truncated, "Truncated", QT_TRANSLATE_NOOP("core::Error", "The file ends too early."),
        Mirror::BackOff, Item::Retry, Heals::Never, Ends::Never, Advice::OtherMirror, {}},
    Row{ErrorKind::StreamCorrupt, "StreamCorrupt",
        QT_TRANSLATE_NOOP("core::Error", "A chunk decodes to something else than it promises."),
        Mirror::BackOff, Item::FailAndDiscard, Heals::Never, Ends::IfProven, Advice::None, {}},
    Row{ErrorKind::ObjectTooLarge, "ObjectTooLarge",
        QT_TRANSLATE_NOOP("core::Error", "The object is larger than one of its kind can be."),
        Mirror::NoMore, Item::Fail, Heals::Never, Ends::Never, Advice::CheckObject, {}},

    // Integrity.
    Row{ErrorKind::EncodingKeyWrong, "EncodingKeyWrong",
        QT_TRANSLATE_NOOP("core::Error", "The file does not match its encoding key."),
        Mirror::Quarantine, Item::Retry, Heals::Never, Ends::Never, Advice::CheckObject,
        {Doubt::OtherRequest}},
    Row{ErrorKind::ChunkDigestWrong, "ChunkDigestWrong",
        QT_TRANSLATE_NOOP("core::Error", "A chunk arrived damaged."),
        Mirror::Quarantine, Item::RefetchPiece, Heals::Never, Ends::Never, Advice::RefetchPiece,
        {Doubt::OtherRequest}},
    Row{ErrorKind::ContentKeyWrong, "ContentKeyWrong",
        QT_TRANSLATE_NOOP("core::Error", "The decoded file does not match its content key."),
        Mirror::BackOff, Item::FailAndDiscard, Heals::Never, Ends::IfProven, Advice::CheckContentKey, {}},

    // Capability.
    Row{ErrorKind::KeyMissing, "KeyMissing", QT_TRANSLATE_NOOP("core::Error", "A key is missing."),
        Mirror::Nothing, Item::AskForKey, Heals::Never, Ends::Always, Advice::AddKey, {}},
    Row{ErrorKind::CipherUnsupported, "CipherUnsupported",
        QT_TRANSLATE_NOOP("core::Error", "The file is encrypted in a way that is not supported."),
        Mirror::BackOff, Item::FailAndDiscard, Heals::Never, Ends::IfProven, Advice::None, {}},
    Row{ErrorKind::ModeUnsupported, "ModeUnsupported",
        QT_TRANSLATE_NOOP("core::Error", "The file is encoded in a way that is not supported."),
        Mirror::BackOff, Item::FailAndDiscard, Heals::Never, Ends::IfProven, Advice::None, {}},
    Row{ErrorKind::TableUnsupported, "TableUnsupported",
        QT_TRANSLATE_NOOP("core::Error", "The file's chunk table is of a kind that is not supported."),
        Mirror::BackOff, Item::FailAndDiscard, Heals::Never, Ends::IfProven, Advice::None, {}},
    Row{ErrorKind::KeyWrong, "KeyWrong", QT_TRANSLATE_NOOP("core::Error", "A key seems wrong."),
        Mirror::Nothing, Item::AskForKey, Heals::Never, Ends::Always, Advice::ReplaceKey, {}},

    // The user's input, and the user.
    Row{ErrorKind::SourceNotUnderstood, "SourceNotUnderstood",
        QT_TRANSLATE_NOOP("core::Error", "This is not a link that can be downloaded."),
        Mirror::Nothing, Item::AskUser, Heals::Never, Ends::Never, Advice::MendCause, {}},
    Row{ErrorKind::ListNotUnderstood, "ListNotUnderstood",
        QT_TRANSLATE_NOOP("core::Error", "This line was not understood."),
        Mirror::Nothing, Item::AskUser, Heals::Never, Ends::Never, Advice::MendCause, {}},
    Row{ErrorKind::NotInBuild, "NotInBuild",
        QT_TRANSLATE_NOOP("core::Error", "The build has no such file."),
        Mirror::Nothing, Item::AskUser, Heals::Never, Ends::Never, Advice::MendCause, {}},
    Row{ErrorKind::BuildUnknown, "BuildUnknown",
        QT_TRANSLATE_NOOP("core::Error", "No such build is known."),
        Mirror::Nothing, Item::AskUser, Heals::Never, Ends::Never, Advice::MendCause, {}},
    Row{ErrorKind::BuildNotServed, "BuildNotServed",
        QT_TRANSLATE_NOOP("core::Error", "The files of this build cannot be fetched."),
        Mirror::Nothing, Item::AskUser, Heals::Never, Ends::Never, Advice::MendCause, {}},
    Row{ErrorKind::OutOfHours, "OutOfHours",
        QT_TRANSLATE_NOOP("core::Error", "The schedule lets nothing run now."),
        Mirror::Nothing, Item::Wait, Heals::WithTime, Ends::Never, Advice::TryLater, {}},
    Row{ErrorKind::Cancelled, "Cancelled", QT_TRANSLATE_NOOP("core::Error", "The download was stopped."),
        Mirror::Nothing, Item::Fail, Heals::Never, Ends::IfProven, Advice::None, {}},

    Row{ErrorKind::Internal, "Internal",
        QT_TRANSLATE_NOOP("core::Error", "Something went wrong inside Sluice."),
        Mirror::Nothing, Item::Fail, Heals::Never, Ends::IfProven, Advice::None, {}},
};
// clang-format on

static_assert(std::is_sorted(kRows.begin(), kRows.end(),
                             [](const Row &a, const Row &b) { return a.kind < b.kind; }));
static_assert(kRows.back().kind == ErrorKind::Internal, "unknown numbers get the last row");

#ifdef __GNUC__

/// The enumerator's name as GCC and Clang spell it; empty for a number that has none: "(core::ErrorKind)11".
template <ErrorKind kind>
constexpr std::string_view enumerator()
{
    constexpr std::string_view kAssignment = "kind = ";
    std::string_view text = __PRETTY_FUNCTION__;
    text.remove_prefix(text.find(kAssignment) + kAssignment.size());
    text = text.substr(0, text.find_first_of(";]"));
    return text.front() == '(' ? std::string_view() : text.substr(text.rfind(':') + 1);
}

constexpr std::string_view nameInTable(int number)
{
    for (const Row &row : kRows) {
        if (static_cast<int>(row.kind) == number)
            return row.name;
    }
    return {};
}

template <int... numbers>
constexpr bool isComplete(std::integer_sequence<int, numbers...> /*numbers*/)
{
    return ((enumerator<static_cast<ErrorKind>(numbers)>() == nameInTable(numbers)) && ...);
}

static_assert(isComplete(std::make_integer_sequence<int, 200>()), "a kind without a row, or a wrong name");

#endif

} // namespace

const ErrorRow &errorRow(ErrorKind kind)
{
    const auto found = std::lower_bound(kRows.begin(), kRows.end(), kind,
                                        [](const Row &row, ErrorKind k) { return row.kind < k; });
    return found != kRows.end() && found->kind == kind ? *found : kRows.back();
}

QString name(ErrorKind kind)
{
    return QString::fromLatin1(errorRow(kind).name);
}

QString sentence(ErrorKind kind)
{
    return QString::fromLatin1(errorRow(kind).sentence);
}

} // namespace core
