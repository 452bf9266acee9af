#pragma once

#include <QObject>
#include <memory>

namespace ui {

/// Progress and a number at the program's entry in the taskbar or dock.
class Taskbar : public QObject
{
    Q_OBJECT
public:
    explicit Taskbar(QObject *parent = nullptr);
    ~Taskbar() override; ///< clears it

    /// `count` 0: no number. `fraction` outside 0 … 1: no bar. Told on only when it would look different.
    void show(int count, double fraction);

private:
    class Backend;
    std::unique_ptr<Backend> m_backend;
};

} // namespace ui
