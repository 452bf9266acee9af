#include "ui/desktop/autostart.h"
#include "ui/installation.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>

// https://specifications.freedesktop.org/autostart-spec, and the values of the Desktop Entry Specification.

namespace ui {

namespace {

/// By its name where that finds it, so that an update finds the new one.
QString programName()
{
    const QString own = QFileInfo(QCoreApplication::applicationFilePath()).canonicalFilePath();
    const QString found = QStandardPaths::findExecutable(QStringLiteral("sluice"));
    return QFileInfo(found).canonicalFilePath() == own ? QStringLiteral("sluice") : own;
}

/// One argument of Exec: in quotes, with what is special there behind a backslash, and both once more as any
/// text of the entry.
QString execArgument(const QString &argument)
{
    QString quoted;
    for (const QChar c : argument) {
        if (QStringLiteral("\"`$\\").contains(c))
            quoted += QLatin1Char('\\');
        quoted += c == QLatin1Char('%') ? QStringLiteral("%%") : QString(c);
    }
    quoted.replace(QLatin1Char('\\'), QStringLiteral("\\\\"));
    return QLatin1Char('"') + quoted + QLatin1Char('"');
}

QString plainValue(QString text)
{
    return text.replace(QLatin1Char('\\'), QStringLiteral("\\\\"));
}

} // namespace

Autostart Autostart::ofSession()
{
    const QString config = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation);
    return Autostart(config + QStringLiteral("/autostart"), programName());
}

Autostart::Autostart(QString folder, QString program)
    : m_folder(std::move(folder))
    , m_program(std::move(program))
{
}

/// The sandbox has a folder of its own, which no session reads.
bool Autostart::isKnown()
{
    return installation() != Installation::Flatpak;
}

QString Autostart::path() const
{
    return m_folder + QStringLiteral("/org.sluice.sluice.desktop");
}

Autostart::State Autostart::state() const
{
    QFile file(path());
    if (!file.open(QIODevice::ReadOnly))
        return State::Off;
    const QByteArray text = '\n' + file.read(64 * 1024) + '\n';
    const bool isHidden =
        text.contains("\nHidden=true\n") || text.contains("\nX-GNOME-Autostart-enabled=false\n");
    return isHidden ? State::Off : State::On;
}

QString Autostart::change(State state) const
{
    if (state == State::Off) {
        if (!QFile::exists(path()) || QFile::remove(path()))
            return {};
        return QCoreApplication::translate("ui::Autostart", "%1 cannot be removed")
            .arg(QDir::toNativeSeparators(path()));
    }
    QSaveFile file(path());
    // With TryExec nothing is started, nor complained about, once the program is removed.
    const QString entry =
        QStringLiteral("[Desktop Entry]\nType=Application\nName=Sluice\nIcon=org.sluice.sluice\n"
                       "TryExec=%1\nExec=%2 --minimized\nTerminal=false\n")
            .arg(plainValue(m_program), execArgument(m_program));
    const QByteArray bytes = entry.toUtf8();
    if (QDir().mkpath(m_folder) && file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() &&
        file.commit())
        return {};
    return QCoreApplication::translate("ui::Autostart", "%1 cannot be written: %2")
        .arg(QDir::toNativeSeparators(path()), file.errorString());
}

} // namespace ui
