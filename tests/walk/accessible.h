#pragma once

#include <QDBusConnection>
#include <QDBusObjectPath>
#include <QRect>
#include <functional>
#include <optional>

namespace walk {

/// One thing in a program, as a screen reader meets it.
struct Node
{
    QString service;
    QString path;
    QString name;
    QString role; ///< "push button", "table cell", …
};

/// The programs' windows over AT-SPI.
class Accessible
{
public:
    /// `sessionBus`: its address. `scale`: of what programs call a pixel.
    Accessible(const QString &sessionBus, int scale);
    ~Accessible();
    Q_DISABLE_COPY_MOVE(Accessible)

    bool isReady() const { return m_bus.isConnected(); }
    /// The first visible thing whose name begins like this (and, when given, with this role), waited for; in
    /// the window that was made last, else in those before.
    std::optional<Node> find(const QString &name, const QString &role = {}, int patience = 20'000) const;
    bool has(const QString &name, const QString &role = {}) const { return find(name, role, 0).has_value(); }
    /// Waits until there is no such thing any more.
    bool isGone(const QString &name, const QString &role = {}, int patience = 20'000) const;
    /// Where it is on the display.
    QRect rect(const Node &node) const;

    /// The windows of all programs.
    QList<Node> windows() const;
    /// Every thing in `window` that a person could come to: what shows, and what menus hold.
    QList<Node> everything(const Node &window) const;
    bool isFocusable(const Node &node) const { return hasState(node, kFocusable); }
    /// Its window has the keyboard.
    bool isActive(const Node &window) const { return hasState(window, kActive); }
    /// Does what pressing it does; its menu need not be open. False when the program does not say at once
    /// that it was done: a screen reader would hang as long.
    bool press(const Node &node) const;

private:
    static constexpr int kActive = 1;     ///< ATSPI_STATE_ACTIVE
    static constexpr int kFocusable = 11; ///< ATSPI_STATE_FOCUSABLE
    static constexpr int kShowing = 25;   ///< ATSPI_STATE_SHOWING

    QList<Node> children(const Node &node) const;
    void collect(const Node &from, bool isInMenu, QList<Node> &found) const;
    std::optional<Node> search(const Node &from, const std::function<bool(const Node &)> &isWanted,
                               int &budget) const;
    Node described(const QString &service, const QString &path) const;
    bool hasState(const Node &node, int state) const;
    QVariantList call(const Node &node, const QString &interface, const QString &method,
                      const QVariantList &arguments = {}) const;

    const int m_scale;
    QDBusConnection m_bus;
};

} // namespace walk
