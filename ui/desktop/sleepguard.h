#pragma once

#include <QObject>
#include <memory>

namespace ui {

/// Keeps the computer from going to sleep by itself while it is held; the screen may go dark. Asks the
/// desktop and never waits for it; where nobody can be asked, nothing happens.
class SleepGuard : public QObject
{
    Q_OBJECT
public:
    explicit SleepGuard(QObject *parent = nullptr);
    ~SleepGuard() override; ///< lets go

    /// `reason`: a short sentence in the language of the window; some desktops show it.
    void hold(const QString &reason);
    void release();

private:
    class Backend;
    std::unique_ptr<Backend> m_backend;
};

} // namespace ui
