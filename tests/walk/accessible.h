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
    /// The first visible thing whose name begins like this (and, when given, with this role), waited for.
    std::optional<Node> find(const QString &name, const QString &role = {}, int patience = 20'000) const;
    bool has(const QString &name, const QString &role = {}) const { return find(name, role, 0).has_value(); }
    /// Where it is on the display.
    QRect rect(const Node &node) const;

private:
    QList<Node> children(const Node &node) const;
    std::optional<Node> search(const Node &from, const std::function<bool(const Node &)> &isWanted,
                               int &budget) const;
    Node described(const QString &service, const QString &path) const;
    bool isShowing(const Node &node) const;
    QVariantList call(const Node &node, const QString &interface, const QString &method,
                      const QVariantList &arguments = {}) const;

    const int m_scale;
    QDBusConnection m_bus;
};

} // namespace walk
