#pragma once

#include <QProcess>
#include <QRect>
#include <memory>
#include <vector>

namespace walk {

/// A display of our own with a window manager, a session bus and the accessibility service; and a hand on its
/// pointer and keyboard. Everything it started ends with it.
class Screen
{
public:
    /// A program that is needed and not there; empty: all are.
    static QString missingProgram();

    /// `scale` 2: a display of twice the size.
    explicit Screen(int scale);
    ~Screen();
    Q_DISABLE_COPY_MOVE(Screen)

    /// Without a window manager dialogs have no frame and no keyboard.
    bool isReady() const { return m_isManaged && !m_display.isEmpty() && !m_bus.isEmpty(); }
    const QString &bus() const { return m_bus; } ///< address of the session bus
    int scale() const { return m_scale; }
    QSize size() const { return QSize(1280, 800) * m_scale; }
    /// Where the window stands; below it there is a strip for other things.
    QSize room() const { return size() - QSize(0, 60) * m_scale; }
    /// DISPLAY, bus, scale, and that accessibility is wanted.
    QProcessEnvironment environment(QProcessEnvironment base) const;
    /// Starts a program that ends with the screen.
    QProcess &start(const QString &program, const QStringList &arguments,
                    const QProcessEnvironment &environment);

    /// JobSlots and points are those of the display.
    void point(const QPoint &at) const;
    void click(const QPoint &at) const;
    void doubleClick(const QPoint &at) const;
    void pickUp(const QPoint &at) const; ///< presses and begins to move
    void carry(const QPoint &to) const;  ///< in steps, as a hand does
    void letGo() const;
    void key(const QString &keys) const; ///< "ctrl+q", "Return"
    void type(const QString &text) const;
    /// Moves the window with this title there.
    void place(const QString &title, const QRect &rect) const;
    /// A picture of the window's room, into SLUICE_SCREENSHOTS, when that names a folder.
    void shoot(const QString &name) const;
    void shootTo(const QString &path) const;

private:
    QString run(const QString &program, const QStringList &arguments) const;
    QString firstLine(QProcess &process) const;

    const int m_scale;
    QString m_display;
    QString m_bus;
    bool m_isManaged = false;
    std::vector<std::unique_ptr<QProcess>> m_programs; ///< in the order of their start
};

} // namespace walk
