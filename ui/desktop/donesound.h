#pragma once

#include "core/queue/queue.h"

#include <QTimer>
#include <functional>

namespace ui {

class Preferences;

/// The program that plays the desktop's own sound for something that is complete, with its arguments; empty:
/// there is none. `find` says where a program or a file is, empty when it is nowhere.
QStringList soundCommand(const std::function<QString(const QString &program)> &find);

/// A sound when downloads are finished, once for as many as end together, if the user wants one.
class DoneSound : public QObject
{
    Q_OBJECT
public:
    DoneSound(const queue::Queue &queue, const Preferences &preferences, QObject *parent = nullptr);

    /// Who plays it; otherwise than by the system for tests.
    void playBy(std::function<void()> player) { m_play = std::move(player); }

private:
    const Preferences &m_preferences;
    QTimer m_gather;
    std::function<void()> m_play;
};

} // namespace ui
