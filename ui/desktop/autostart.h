#pragma once

#include <QString>

namespace ui {

/// Whether Sluice starts with the user's session, in the tray: an entry in the session's autostart folder,
/// which the user's desktop may switch off by itself. A value; touches the disk, so not on the GUI thread.
class Autostart
{
public:
    enum class State { Off, On };

    /// The session's, for the program that runs.
    static Autostart ofSession();
    /// `folder` need not exist.
    Autostart(QString folder, QString program);

    /// There is such a thing here.
    static bool isKnown();

    State state() const;
    /// What went wrong, in a sentence; empty: nothing.
    QString change(State state) const;

private:
    QString path() const;

    QString m_folder;
    QString m_program;
};

} // namespace ui
