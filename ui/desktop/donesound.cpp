#include "ui/desktop/donesound.h"

#include "ui/preferences.h"

#include <QApplication>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>

namespace ui {

namespace {

constexpr std::chrono::seconds kGather{2};

void playSound()
{
    QStringList command = soundCommand([](const QString &what) {
        if (what.startsWith(QLatin1Char('/')))
            return QFile::exists(what) ? what : QString();
        return QStandardPaths::findExecutable(what);
    });
    if (command.isEmpty() || !QProcess::startDetached(command.takeFirst(), command))
        QApplication::beep();
}

} // namespace

QStringList soundCommand(const std::function<QString(const QString &)> &find)
{
    // By its name in the freedesktop.org sound theme; the other two play the file that themes fall back to.
    if (const QString canberra = find(QStringLiteral("canberra-gtk-play")); !canberra.isEmpty())
        return {canberra, QStringLiteral("-i"), QStringLiteral("complete")};
    const QString file = QStringLiteral("/usr/share/sounds/freedesktop/stereo/complete.oga");
    for (const QString &name : {QStringLiteral("pw-play"), QStringLiteral("paplay")}) {
        if (const QString player = find(name); !player.isEmpty() && !find(file).isEmpty())
            return {player, file};
    }
    return {};
}

DoneSound::DoneSound(const queue::Queue &queue, const Preferences &preferences, QObject *parent)
    : QObject(parent)
    , m_preferences(preferences)
    , m_play(playSound)
{
    m_gather.setSingleShot(true);
    m_gather.setInterval(kGather);
    connect(&m_gather, &QTimer::timeout, this, [this] { m_play(); });
    connect(&queue, &queue::Queue::happened, this, [this](queue::ItemId, const transfer::Event &event) {
        if (event.kind == transfer::Event::Kind::Done && m_preferences.desktop().playsSound &&
            !m_gather.isActive())
            m_gather.start();
    });
}

} // namespace ui
