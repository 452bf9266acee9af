#pragma once

#include <QString>
#include <tl/expected.hpp>

namespace core {

/// Why something did not work, grouped by decade. The numbers are stored in databases and resume records:
/// never renumber, never reuse.
enum class ErrorKind : int {
    None = 0,

    // 10–29 storage
    DiskFull = 10,
    WriteFailed = 11,
    ReadFailed = 12,
    SyncFailed = 13,
    PermissionDenied = 14,
    FolderMissing = 15, ///< the target's folder or volume is gone
    TargetExists = 16,  ///< and is not provably the same content
    FileTooLarge = 17,  ///< for this file system
    NameRefused = 18,   ///< would leave the folder, or cannot exist there
    RecordUnreadable = 19,
    DatabaseUnusable = 20,
    PartFileLocked = 21,  ///< another process works on this part file
    PartFileChanged = 22, ///< someone else changed it
    RecordNotOurs = 23,   ///< what it says was not written by this user's Sluice
    OtherSource = 24,     ///< a part file of another source has the target's name
    FileMissing = 25,     ///< it was to be there, and is read back

    // 30–49 network
    HostNotFound = 30,
    ConnectionRefused = 31,
    ConnectionLost = 32, ///< reset, closed early, or any passing transport trouble
    Stalled = 33,        ///< no byte for too long
    TlsFailed = 34,
    ProxyFailed = 35,
    NetworkUnreachable = 36,
    NetworkMetered = 37, ///< its bytes cost money, and the user wants none of them

    // 50–69 server
    NotFound = 50,     ///< 404: not here
    Forbidden = 51,    ///< 403, 410: not here either
    SignInNeeded = 52, ///< 511, captive portals: in a browser
    ServerBusy = 53,   ///< 429, 503; may carry Retry-After
    ServerFailed = 54, ///< other 5xx
    UnexpectedStatus = 55,
    RangeIgnored = 56,      ///< 200 to a range request that does not start at 0
    WrongRange = 57,        ///< 206 with another range than asked, or without Content-Range
    LengthContradicts = 58, ///< complete length is not the known one
    ContentChanged = 59,    ///< validator or length differ from what was begun
    EncodedBody = 60,       ///< a Content-Encoding although identity was asked for
    RedirectRefused = 61,
    WrongContent = 62,      ///< an HTML page, or anything that cannot be what was asked for
    CdnExhausted = 63,      ///< every mirror used up; the detail lists what each said
    CredentialsNeeded = 64, ///< 401, 407: a user name and a password, or others than it got
    FilesFailed = 65,       ///< of a set, for several causes; the detail counts them and names one

    // 70–79 format
    NotBlte = 70,
    HeaderCorrupt = 71,
    TableTooLarge = 72,
    Truncated = 73,
    StreamCorrupt = 74,  ///< decodes to something else than the table says, although its digest is right
    ObjectTooLarge = 75, ///< larger than an object of its kind may be, which is read into memory

    // 80–89 integrity
    EncodingKeyWrong = 80,
    ChunkDigestWrong = 81,
    ContentKeyWrong = 82,

    // 90–99 capability
    KeyMissing = 90,
    CipherUnsupported = 91,
    ModeUnsupported = 92,
    TableUnsupported = 93,
    KeyWrong = 94, ///< the encoded bytes are right, and what the key decrypts is nonsense

    // 100–109 the user's input, and the user
    SourceNotUnderstood = 100,
    ListNotUnderstood = 101,
    NotInBuild = 102,     ///< no file of the build is called so
    BuildUnknown = 103,   ///< nobody named such a build of the product
    BuildNotServed = 104, ///< it is of a kind whose files are not on the CDN
    OutOfHours = 105,     ///< the user's schedule lets nothing run now
    Cancelled = 109,

    Internal = 120,
};

struct [[nodiscard]] Error
{
    ErrorKind kind = ErrorKind::None;
    QString detail; ///< facts in English (path, host, numbers); the sentence comes from the kind
};

template <typename T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> failure(Error error)
{
    return tl::unexpected(std::move(error));
}

inline tl::unexpected<Error> failure(ErrorKind kind, QString detail)
{
    return tl::unexpected(Error{kind, std::move(detail)});
}

/// The enumerator's name: "DiskFull". Stable; JSON events and logs use it.
QString name(ErrorKind kind);
/// One plain English sentence without the detail: "The disk is full.". What else a kind means stands in
/// core/errortable.h.
QString sentence(ErrorKind kind);

} // namespace core
