#include "tests/walk/accessible.h"

#include <QDBusArgument>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QTest>

namespace walk {

using namespace Qt::StringLiterals;

namespace {

const QString kAccessible = u"org.a11y.atspi.Accessible"_s;
constexpr int kAnswer = 3'000;
constexpr int kMostNodes = 4'000;

Node root()
{
    return {u"org.a11y.atspi.Registry"_s, u"/org/a11y/atspi/accessible/root"_s, {}, {}};
}

/// Waits for whoever brings that bus.
QDBusConnection accessibilityBus(const QString &sessionBus)
{
    QDBusConnection session = QDBusConnection::connectToBus(sessionBus, u"walk-session"_s);
    const QDBusMessage ask = QDBusMessage::createMethodCall(u"org.a11y.Bus"_s, u"/org/a11y/bus"_s,
                                                            u"org.a11y.Bus"_s, u"GetAddress"_s);
    QString address;
    static_cast<void>(QTest::qWaitFor(
        [&] {
            const QDBusMessage answer = session.call(ask, QDBus::Block, 10'000);
            if (answer.type() == QDBusMessage::ReplyMessage)
                address = answer.arguments().value(0).toString();
            return !address.isEmpty();
        },
        10'000));
    return QDBusConnection::connectToBus(address, u"walk-a11y"_s);
}

} // namespace

Accessible::Accessible(const QString &sessionBus, int scale)
    : m_scale(scale)
    , m_bus(accessibilityBus(sessionBus))
{
    // The registry comes when it is asked for; a program that comes first may not be entered.
    static_cast<void>(
        QTest::qWaitFor([this] { return !described(root().service, root().path).role.isEmpty(); }, 10'000));
}

Accessible::~Accessible()
{
    QDBusConnection::disconnectFromBus(u"walk-a11y"_s);
    QDBusConnection::disconnectFromBus(u"walk-session"_s);
}

QVariantList Accessible::call(const Node &node, const QString &interface, const QString &method,
                              const QVariantList &arguments) const
{
    QDBusMessage message = QDBusMessage::createMethodCall(node.service, node.path, interface, method);
    message.setArguments(arguments);
    const QDBusMessage reply = m_bus.call(message, QDBus::Block, kAnswer);
    return reply.type() == QDBusMessage::ReplyMessage ? reply.arguments() : QVariantList();
}

Node Accessible::described(const QString &service, const QString &path) const
{
    Node node{service, path, {}, {}};
    const QVariantList name =
        call(node, u"org.freedesktop.DBus.Properties"_s, u"Get"_s, {kAccessible, u"Name"_s});
    node.name = name.isEmpty() ? QString() : name.first().value<QDBusVariant>().variant().toString();
    node.role = call(node, kAccessible, u"GetRoleName"_s).value(0).toString();
    return node;
}

QList<Node> Accessible::children(const Node &node) const
{
    QList<Node> nodes;
    const QVariantList answer = call(node, kAccessible, u"GetChildren"_s);
    if (answer.isEmpty())
        return nodes;
    const auto list = answer.first().value<QDBusArgument>();
    list.beginArray();
    while (!list.atEnd()) {
        QString service;
        QDBusObjectPath path;
        list.beginStructure();
        list >> service >> path;
        list.endStructure();
        nodes << Node{service, path.path(), {}, {}};
    }
    list.endArray();
    return nodes;
}

bool Accessible::hasState(const Node &node, int state) const
{
    const QVariantList answer = call(node, kAccessible, u"GetState"_s);
    if (answer.isEmpty())
        return false;
    QList<uint> bits;
    answer.first().value<QDBusArgument>() >> bits;
    return (bits.value(0) >> state & 1) != 0;
}

std::optional<Node> Accessible::search(const Node &from, const std::function<bool(const Node &)> &isWanted,
                                       int &budget) const
{
    for (const Node &child : children(from)) {
        if (--budget < 0)
            return {};
        const Node node = described(child.service, child.path);
        // What is in a list that has not dropped down says that it is showing, the list does not.
        if (!hasState(node, kShowing))
            continue;
        if (isWanted(node))
            return node;
        if (auto found = search(node, isWanted, budget))
            return found;
    }
    return {};
}

std::optional<Node> Accessible::find(const QString &name, const QString &role, int patience) const
{
    const auto isWanted = [&](const Node &node) {
        return node.name.startsWith(name) && (role.isEmpty() || node.role == role);
    };
    std::optional<Node> found;
    const auto look = [&] {
        int budget = kMostNodes;
        const QList<Node> all = windows();
        for (auto window = all.rbegin(); window != all.rend() && !found; ++window)
            found = isWanted(*window) ? *window : search(*window, isWanted, budget);
        return found.has_value();
    };
    if (!look() && patience > 0)
        static_cast<void>(QTest::qWaitFor(look, patience));
    return found;
}

bool Accessible::isGone(const QString &name, const QString &role, int patience) const
{
    return QTest::qWaitFor([&] { return !has(name, role); }, patience);
}

QList<Node> Accessible::windows() const
{
    QList<Node> windows;
    for (const Node &program : children(root())) {
        for (const Node &child : children(program)) {
            const Node window = described(child.service, child.path);
            if (hasState(window, kShowing))
                windows << window;
        }
    }
    return windows;
}

QList<Node> Accessible::everything(const Node &window) const
{
    QList<Node> found;
    collect(window, false, found);
    return found;
}

void Accessible::collect(const Node &from, bool isInMenu, QList<Node> &found) const
{
    for (const Node &child : children(from)) {
        const Node node = described(child.service, child.path);
        if (!isInMenu && !hasState(node, kShowing))
            continue;
        found << node;
        collect(node, isInMenu || node.role.contains(u"menu"), found);
    }
}

bool Accessible::press(const Node &node) const
{
    return !call(node, u"org.a11y.atspi.Action"_s, u"DoAction"_s, {0}).isEmpty();
}

QRect Accessible::rect(const Node &node) const
{
    const QVariantList answer = call(node, u"org.a11y.atspi.Component"_s, u"GetExtents"_s, {0u});
    if (answer.isEmpty())
        return {};
    int x = 0, y = 0, width = 0, height = 0;
    const auto extents = answer.first().value<QDBusArgument>();
    extents.beginStructure();
    extents >> x >> y >> width >> height;
    extents.endStructure();
    return {x * m_scale, y * m_scale, width * m_scale, height * m_scale};
}

} // namespace walk
