#include "core/error.h"

#include <array>

namespace core {

namespace {

struct Row
{
    ErrorKind kind;
    Recovery recovery;
    const char *name;
    const char *summary;
};

// One row per kind. Whoever adds a kind adds its row; tst_error walks the enum's numbers.
constexpr std::array kRows{
    Row{ErrorKind::None, Recovery::GiveUp, "None", "No error."},
    Row{ErrorKind::DiskFull, Recovery::RetryLater, "DiskFull", "The disk is full."},
    Row{ErrorKind::WriteFailed, Recovery::RetryLater, "WriteFailed", "Writing failed."},
    Row{ErrorKind::ReadFailed, Recovery::RetryLater, "ReadFailed", "Reading from disk failed."},
    Row{ErrorKind::SyncFailed, Recovery::RetryLater, "SyncFailed",
        "The disk did not confirm what was written."},
    Row{ErrorKind::PermissionDenied, Recovery::AskUser, "PermissionDenied", "No permission to write there."},
    Row{ErrorKind::FolderMissing, Recovery::AskUser, "FolderMissing", "The target folder is not there."},
    Row{ErrorKind::TargetExists, Recovery::AskUser, "TargetExists", "The target file exists already."},
    Row{ErrorKind::FileTooLarge, Recovery::AskUser, "FileTooLarge",
        "The file system cannot hold a file this large."},
    Row{ErrorKind::NameRefused, Recovery::AskUser, "NameRefused", "This file name cannot be used."},
    Row{ErrorKind::RecordUnreadable, Recovery::Restart, "RecordUnreadable",
        "The resume record cannot be read."},
    Row{ErrorKind::DatabaseUnusable, Recovery::AskUser, "DatabaseUnusable",
        "The queue's database cannot be used."},
    Row{ErrorKind::PartFileLocked, Recovery::RetryLater, "PartFileLocked",
        "Another program is working on this download."},
    Row{ErrorKind::PartFileChanged, Recovery::Restart, "PartFileChanged",
        "The part file was changed by someone."},
    Row{ErrorKind::RecordNotOurs, Recovery::Restart, "RecordNotOurs",
        "The resume record was not written by this user's Sluice."},
    Row{ErrorKind::OtherSource, Recovery::Restart, "OtherSource", "The part file belongs to another source."},

    Row{ErrorKind::HostNotFound, Recovery::TryElsewhere, "HostNotFound", "The host was not found."},
    Row{ErrorKind::ConnectionRefused, Recovery::TryElsewhere, "ConnectionRefused",
        "The host refused the connection."},
    Row{ErrorKind::ConnectionLost, Recovery::TryElsewhere, "ConnectionLost", "The connection was lost."},
    Row{ErrorKind::Stalled, Recovery::TryElsewhere, "Stalled", "The server stopped sending."},
    Row{ErrorKind::TlsFailed, Recovery::TryElsewhere, "TlsFailed",
        "The secure connection could not be trusted."},
    Row{ErrorKind::ProxyFailed, Recovery::RetryLater, "ProxyFailed",
        "The proxy did not let the request through."},
    Row{ErrorKind::NetworkUnreachable, Recovery::TryElsewhere, "NetworkUnreachable",
        "The network is unreachable."},
    Row{ErrorKind::NetworkMetered, Recovery::RetryLater, "NetworkMetered", "The network is metered."},

    Row{ErrorKind::NotFound, Recovery::TryElsewhere, "NotFound", "The server does not have this file."},
    Row{ErrorKind::Forbidden, Recovery::TryElsewhere, "Forbidden", "The server does not give out this file."},
    Row{ErrorKind::SignInNeeded, Recovery::AskUser, "SignInNeeded",
        "The server or network asks for a sign-in."},
    Row{ErrorKind::ServerBusy, Recovery::RetryLater, "ServerBusy", "The server is busy."},
    Row{ErrorKind::ServerFailed, Recovery::RetryLater, "ServerFailed", "The server failed."},
    Row{ErrorKind::UnexpectedStatus, Recovery::TryElsewhere, "UnexpectedStatus",
        "The server gave an unusable answer."},
    Row{ErrorKind::RangeIgnored, Recovery::TryElsewhere, "RangeIgnored",
        "The server cannot send parts of a file."},
    Row{ErrorKind::WrongRange, Recovery::TryElsewhere, "WrongRange",
        "The server sent another part than asked for."},
    Row{ErrorKind::LengthContradicts, Recovery::TryElsewhere, "LengthContradicts",
        "The server names another length than is known."},
    Row{ErrorKind::ContentChanged, Recovery::Restart, "ContentChanged", "The file changed on the server."},
    Row{ErrorKind::EncodedBody, Recovery::TryElsewhere, "EncodedBody",
        "The server compressed what it must not."},
    Row{ErrorKind::RedirectRefused, Recovery::TryElsewhere, "RedirectRefused",
        "The server points to a place that cannot be trusted."},
    Row{ErrorKind::WrongContent, Recovery::TryElsewhere, "WrongContent", "The server sent something else."},
    Row{ErrorKind::CdnExhausted, Recovery::RetryLater, "CdnExhausted", "Every mirror was tried."},
    Row{ErrorKind::CredentialsNeeded, Recovery::AskUser, "CredentialsNeeded",
        "A user name and a password are needed."},

    Row{ErrorKind::NotBlte, Recovery::TryElsewhere, "NotBlte", "This is not BLTE data."},
    Row{ErrorKind::HeaderCorrupt, Recovery::TryElsewhere, "HeaderCorrupt", "The BLTE header is damaged."},
    Row{ErrorKind::TableTooLarge, Recovery::GiveUp, "TableTooLarge",
        "The chunk table is larger than can be right."},
    Row{ErrorKind::Truncated, Recovery::TryElsewhere, "Truncated", "The data ends too early."},
    Row{ErrorKind::StreamCorrupt, Recovery::GiveUp, "StreamCorrupt",
        "The data does not decode to what its table says."},

    Row{ErrorKind::EncodingKeyWrong, Recovery::TryElsewhere, "EncodingKeyWrong",
        "The header does not match its encoding key."},
    Row{ErrorKind::ChunkDigestWrong, Recovery::RefetchChunk, "ChunkDigestWrong", "A chunk arrived damaged."},
    Row{ErrorKind::ContentKeyWrong, Recovery::GiveUp, "ContentKeyWrong",
        "The decoded file does not match its content key."},

    Row{ErrorKind::KeyMissing, Recovery::AskUser, "KeyMissing", "A decryption key is missing."},
    Row{ErrorKind::CipherUnsupported, Recovery::GiveUp, "CipherUnsupported", "This cipher is not supported."},
    Row{ErrorKind::ModeUnsupported, Recovery::GiveUp, "ModeUnsupported",
        "This encoding mode is not supported."},
    Row{ErrorKind::TableUnsupported, Recovery::GiveUp, "TableUnsupported",
        "This chunk table format is not supported."},
    Row{ErrorKind::KeyWrong, Recovery::AskUser, "KeyWrong", "A decryption key seems wrong."},

    Row{ErrorKind::SourceNotUnderstood, Recovery::AskUser, "SourceNotUnderstood", "This is not a source."},
    Row{ErrorKind::ListNotUnderstood, Recovery::AskUser, "ListNotUnderstood", "This list cannot be read."},
    Row{ErrorKind::Cancelled, Recovery::GiveUp, "Cancelled", "Cancelled."},
    Row{ErrorKind::Internal, Recovery::GiveUp, "Internal", "Sluice made a mistake."},
};

const Row &row(ErrorKind kind)
{
    for (const Row &r : kRows) {
        if (r.kind == kind)
            return r;
    }
    return kRows.back();
}

} // namespace

Recovery recoveryFor(ErrorKind kind)
{
    return row(kind).recovery;
}

QString name(ErrorKind kind)
{
    return QString::fromLatin1(row(kind).name);
}

QString summary(ErrorKind kind)
{
    return QString::fromLatin1(row(kind).summary);
}

} // namespace core
