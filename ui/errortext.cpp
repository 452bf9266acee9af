#include "ui/errortext.h"

#include <QCoreApplication>
#include <QStringList>

namespace ui {

namespace {

using core::ErrorKind;

struct Errors
{
    Q_DECLARE_TR_FUNCTIONS(ui::Errors)
};

QString storageSentence(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::DiskFull:
        return Errors::tr("The disk is full.");
    case ErrorKind::WriteFailed:
        return Errors::tr("Writing to the disk failed.");
    case ErrorKind::ReadFailed:
        return Errors::tr("Reading from the disk failed.");
    case ErrorKind::SyncFailed:
        return Errors::tr("The disk did not confirm what was written.");
    case ErrorKind::PermissionDenied:
        return Errors::tr("You have no permission to write there.");
    case ErrorKind::FolderMissing:
        return Errors::tr("The target folder is not there.");
    case ErrorKind::TargetExists:
        return Errors::tr("A file of this name exists already.");
    case ErrorKind::FileTooLarge:
        return Errors::tr("The file is too large for this disk's file system.");
    case ErrorKind::NameRefused:
        return Errors::tr("The file name is not safe to use.");
    case ErrorKind::RecordUnreadable:
        return Errors::tr("The record for resuming cannot be read.");
    case ErrorKind::DatabaseUnusable:
        return Errors::tr("The list of downloads cannot be read or saved.");
    case ErrorKind::PartFileLocked:
        return Errors::tr("Another program works on this partial file.");
    case ErrorKind::PartFileChanged:
        return Errors::tr("The partial file was changed from outside.");
    case ErrorKind::RecordNotOurs:
        return Errors::tr("The record for resuming was not written by your Sluice.");
    case ErrorKind::OtherSource:
        return Errors::tr("The partial file belongs to another link.");
    default:
        return {};
    }
}

QString networkSentence(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::HostNotFound:
        return Errors::tr("The server was not found.");
    case ErrorKind::ConnectionRefused:
        return Errors::tr("The server refused the connection.");
    case ErrorKind::ConnectionLost:
        return Errors::tr("The connection was lost.");
    case ErrorKind::Stalled:
        return Errors::tr("The server stopped sending.");
    case ErrorKind::TlsFailed:
        return Errors::tr("No secure connection could be made.");
    case ErrorKind::ProxyFailed:
        return Errors::tr("The proxy did not work.");
    case ErrorKind::NetworkUnreachable:
        return Errors::tr("There is no network.");
    case ErrorKind::NetworkMetered:
        return Errors::tr("The connection is metered.");
    default:
        return {};
    }
}

QString refusalSentence(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::NotFound:
        return Errors::tr("The server does not have this file.");
    case ErrorKind::Forbidden:
        return Errors::tr("The server does not give out this file.");
    case ErrorKind::SignInNeeded:
        return Errors::tr("The network or the server asks to sign in.");
    case ErrorKind::CredentialsNeeded:
        return Errors::tr("The server wants a user name and a password.");
    case ErrorKind::ServerBusy:
        return Errors::tr("The server is busy.");
    case ErrorKind::ServerFailed:
        return Errors::tr("The server has a fault.");
    case ErrorKind::UnexpectedStatus:
        return Errors::tr("The server gave an unexpected answer.");
    case ErrorKind::RedirectRefused:
        return Errors::tr("The server sent us to an address that is not safe to follow.");
    case ErrorKind::CdnExhausted:
        return Errors::tr("Every mirror was tried without success.");
    default:
        return {};
    }
}

QString answerSentence(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::RangeIgnored:
        return Errors::tr("The server cannot send parts of a file.");
    case ErrorKind::WrongRange:
        return Errors::tr("The server sent another part than was asked for.");
    case ErrorKind::LengthContradicts:
        return Errors::tr("The file's length is not what it should be.");
    case ErrorKind::ContentChanged:
        return Errors::tr("The file changed on the server.");
    case ErrorKind::EncodedBody:
        return Errors::tr("The server altered the file on the way.");
    case ErrorKind::WrongContent:
        return Errors::tr("The server sent something else, perhaps a web page.");
    default:
        return {};
    }
}

QString contentSentence(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::NotBlte:
        return Errors::tr("The file is not in the BLTE format.");
    case ErrorKind::HeaderCorrupt:
        return Errors::tr("The file's header is damaged.");
    case ErrorKind::TableTooLarge:
        return Errors::tr("The file's chunk table is too large to be real.");
    case ErrorKind::Truncated:
        return Errors::tr("The file ends too early.");
    case ErrorKind::StreamCorrupt:
        return Errors::tr("A chunk decodes to something else than it promises.");
    case ErrorKind::EncodingKeyWrong:
        return Errors::tr("The file does not match its encoding key.");
    case ErrorKind::ChunkDigestWrong:
        return Errors::tr("A chunk arrived damaged.");
    case ErrorKind::ContentKeyWrong:
        return Errors::tr("The decoded file does not match its content key.");
    case ErrorKind::KeyMissing:
        return Errors::tr("A key is missing.");
    case ErrorKind::KeyWrong:
        return Errors::tr("A key seems wrong.");
    case ErrorKind::CipherUnsupported:
        return Errors::tr("The file is encrypted in a way that is not supported.");
    case ErrorKind::ModeUnsupported:
        return Errors::tr("The file is encoded in a way that is not supported.");
    case ErrorKind::TableUnsupported:
        return Errors::tr("The file's chunk table is of a kind that is not supported.");
    default:
        return {};
    }
}

QString otherSentence(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::SourceNotUnderstood:
        return Errors::tr("This is not a link that can be downloaded.");
    case ErrorKind::ListNotUnderstood:
        return Errors::tr("This line was not understood.");
    case ErrorKind::Cancelled:
        return Errors::tr("The download was stopped.");
    case ErrorKind::None:
        return {};
    default:
        return Errors::tr("Something went wrong inside Sluice.");
    }
}

QString sentenceFor(ErrorKind kind)
{
    for (const auto part : {storageSentence, networkSentence, refusalSentence, answerSentence,
                            contentSentence, otherSentence}) {
        if (const QString sentence = part(kind); !sentence.isEmpty())
            return sentence;
    }
    return {};
}

QString askedOf(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::DiskFull:
        return Errors::tr("Make room, or choose another folder, then resume. What was fetched is kept.");
    case ErrorKind::PermissionDenied:
        return Errors::tr(
            "Allow writing to the folder, then resume; or add the link again with another folder.");
    case ErrorKind::FileTooLarge:
        return Errors::tr("Add the link again with a folder on another disk.");
    case ErrorKind::FolderMissing:
        return Errors::tr("Bring the folder back, or add the link again with another folder.");
    case ErrorKind::TargetExists:
    case ErrorKind::NameRefused:
        return Errors::tr("Add the link again under another name.");
    case ErrorKind::PartFileLocked:
        return Errors::tr("Close the other program, then resume.");
    case ErrorKind::SignInNeeded:
        return Errors::tr("Sign in with your browser, then resume.");
    case ErrorKind::CredentialsNeeded:
        return Errors::tr("Change the link to one with name and password: https://name:password@host/…");
    case ErrorKind::NetworkMetered:
        return Errors::tr("Sluice goes on by itself on another network. The settings can allow this one, "
                          "under Network.");
    case ErrorKind::KeyMissing:
        return Errors::tr("Add a key list that has the key. Nothing is downloaded again.");
    case ErrorKind::KeyWrong:
        return Errors::tr("Add a key list that has the right key.");
    case ErrorKind::NotFound:
    case ErrorKind::Forbidden:
    case ErrorKind::CdnExhausted:
        return Errors::tr("Check the link, or add another mirror.");
    default:
        return {};
    }
}

QString stepFor(ErrorKind kind)
{
    if (const QString asked = askedOf(kind); !asked.isEmpty())
        return asked;
    switch (core::recoveryFor(kind)) {
    case core::Recovery::TryElsewhere:
        return Errors::tr("Sluice tries another mirror by itself.");
    case core::Recovery::RetryLater:
        return Errors::tr("Sluice tries again by itself.");
    case core::Recovery::RefetchChunk:
        return Errors::tr("Sluice fetches the damaged part again.");
    case core::Recovery::Restart:
        return Errors::tr("Sluice begins this download anew.");
    case core::Recovery::AskUser:
        return Errors::tr("Mend the cause, then resume.");
    case core::Recovery::GiveUp:
        break;
    }
    return {};
}

} // namespace

ErrorText errorText(const core::Error &error)
{
    if (error.kind == ErrorKind::None)
        return {};
    return {sentenceFor(error.kind), stepFor(error.kind)};
}

QString errorPhrase(const core::Error &error)
{
    QString sentence = errorText(error).sentence;
    while (sentence.endsWith(QLatin1Char('.')) || sentence.endsWith(QChar(0x3002)))
        sentence.chop(1);
    return sentence;
}

QString errorParagraph(const core::Error &error)
{
    const ErrorText text = errorText(error);
    QStringList lines{text.sentence, text.nextStep, error.detail};
    lines.removeAll(QString());
    return lines.join(QLatin1Char('\n'));
}

} // namespace ui
