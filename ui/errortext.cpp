#include "ui/errortext.h"

#include "core/errortable.h"

#include <QCoreApplication>
#include <QStringList>
#include <array>

namespace ui {

namespace {

using core::Advice;
using core::ErrorKind;

struct Row
{
    Advice advice;
    const char *nextStep;
};

constexpr std::array kNextSteps{
    Row{Advice::None, ""},
    Row{Advice::OtherMirror, QT_TRANSLATE_NOOP("ui::Errors", "Sluice tries another mirror by itself.")},
    Row{Advice::TryLater, QT_TRANSLATE_NOOP("ui::Errors", "Sluice tries again by itself.")},
    Row{Advice::RefetchPiece, QT_TRANSLATE_NOOP("ui::Errors", "Sluice fetches the damaged part again.")},
    Row{Advice::BeginAnew, QT_TRANSLATE_NOOP("ui::Errors", "Sluice begins this download anew.")},
    Row{Advice::MendCause, QT_TRANSLATE_NOOP("ui::Errors", "Mend the cause, then resume.")},
    Row{Advice::MakeRoom,
        QT_TRANSLATE_NOOP("ui::Errors", "Make room, or choose another folder. What was fetched is kept.")},
    Row{Advice::AllowWriting,
        QT_TRANSLATE_NOOP("ui::Errors",
                          "Allow writing to the folder, then try again; or choose another folder.")},
    Row{Advice::RestoreFolder,
        QT_TRANSLATE_NOOP("ui::Errors", "Bring the folder back, or choose another one.")},
    Row{Advice::ReplaceOrRename,
        QT_TRANSLATE_NOOP("ui::Errors", "Overwrite it, or give the download another name.")},
    Row{Advice::OtherFileSystem, QT_TRANSLATE_NOOP("ui::Errors", "Choose a folder on another disk.")},
    Row{Advice::OtherName, QT_TRANSLATE_NOOP("ui::Errors", "Give the download another name.")},
    Row{Advice::CloseOther, QT_TRANSLATE_NOOP("ui::Errors", "Close the other program, then resume.")},
    Row{Advice::AllowMetered,
        QT_TRANSLATE_NOOP(
            "ui::Errors",
            "Sluice goes on by itself on another network. The settings can allow this one, under Network.")},
    Row{Advice::CheckAddress, QT_TRANSLATE_NOOP("ui::Errors", "Check the link, or add another mirror.")},
    Row{Advice::CheckMirrors, QT_TRANSLATE_NOOP("ui::Errors", "Check the link, or add another mirror.")},
    Row{Advice::SignIn, QT_TRANSLATE_NOOP("ui::Errors", "Sign in with your browser, then resume.")},
    Row{Advice::GiveCredentials, QT_TRANSLATE_NOOP("ui::Errors", "Sign in with a user name and a password.")},
    Row{Advice::KeepEncoded, QT_TRANSLATE_NOOP("ui::Errors", "Sluice tries another mirror by itself.")},
    Row{Advice::CheckObject, QT_TRANSLATE_NOOP("ui::Errors", "Sluice tries another mirror by itself.")},
    Row{Advice::CheckContentKey, ""},
    Row{Advice::AddKey,
        QT_TRANSLATE_NOOP("ui::Errors", "Add a key list that has the key. Nothing is downloaded again.")},
    Row{Advice::ReplaceKey, QT_TRANSLATE_NOOP("ui::Errors", "Add a key list that has the right key.")},
};

static_assert(core::hasEveryAdvice(kNextSteps));

} // namespace

ErrorText errorText(const core::Error &error)
{
    if (error.kind == ErrorKind::None)
        return {};
    const core::ErrorRow &row = core::errorRow(error.kind);
    const char *step = kNextSteps[static_cast<std::size_t>(row.advice)].nextStep;
    return {QCoreApplication::translate("core::Error", row.sentence),
            QCoreApplication::translate("ui::Errors", step)};
}

QString errorPhrase(const core::Error &error)
{
    QString sentence = errorText(error).sentence;
    while (sentence.endsWith(QLatin1Char('.')) || sentence.endsWith(QChar(0x3002)))
        sentence.chop(1);
    return sentence;
}

QString errorLine(const core::Error &error)
{
    const QString phrase = errorPhrase(error);
    return error.detail.isEmpty() ? phrase : phrase + QStringLiteral(" (") + error.detail + QLatin1Char(')');
}

QString errorParagraph(const core::Error &error)
{
    const ErrorText text = errorText(error);
    QStringList lines{text.sentence, text.nextStep, error.detail};
    lines.removeAll(QString());
    return lines.join(QLatin1Char('\n'));
}

QString warningLine(const catalog::LoadWarning &warning)
{
    const QString host = warning.host.isEmpty() ? QString() : QStringLiteral(", ") + warning.host;
    return warning.object + host + QStringLiteral(": ") + warning.detail;
}

} // namespace ui
