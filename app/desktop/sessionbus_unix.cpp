#include "app/desktop/sessionbus.h"

#include "app/console.h"

#include <QByteArray>
#include <QDeadlineTimer>
#include <QFile>
#include <QList>
#include <QString>

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace app {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds kPatience{1'000};

struct Bus
{
    const char *variable;
    QByteArray fallback; ///< where it is when the variable is not set
    QString name;
};

/// The socket of "unix:path=…" or "unix:abstract=…", the latter with a zero in front; empty for what is asked
/// in other ways.
QByteArray socketOf(const QByteArray &addresses)
{
    const QByteArray first = addresses.split(';').first();
    if (!first.startsWith("unix:"))
        return {};
    for (const QByteArray &part : first.mid(5).split(',')) {
        const qsizetype equals = part.indexOf('=');
        const QByteArray value = QByteArray::fromPercentEncoding(part.mid(equals + 1));
        if (part.startsWith("path="))
            return value;
        if (part.startsWith("abstract="))
            return '\0' + value;
    }
    return {};
}

class Socket
{
public:
    Socket()
        : m_descriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0))
    {
    }
    ~Socket()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }
    Q_DISABLE_COPY_MOVE(Socket)

    bool connect(const QByteArray &path) const
    {
        sockaddr_un address = {};
        address.sun_family = AF_UNIX;
        if (m_descriptor < 0 || path.isEmpty() || path.size() >= qsizetype(sizeof address.sun_path))
            return false;
        std::memcpy(address.sun_path, path.constData(), static_cast<std::size_t>(path.size()));
        const auto size = offsetof(sockaddr_un, sun_path) + static_cast<std::size_t>(path.size());
        return ::connect(m_descriptor, reinterpret_cast<const sockaddr *>(&address),
                         static_cast<socklen_t>(size)) == 0;
    }

    void write(const QByteArray &bytes) const
    {
        // Short, into an empty buffer: all of it goes.
        std::ignore =
            ::send(m_descriptor, bytes.constData(), static_cast<std::size_t>(bytes.size()), MSG_NOSIGNAL);
    }

    /// Whether anything, the end included, comes in time.
    bool answers(const QDeadlineTimer &deadline) const
    {
        pollfd wait = {m_descriptor, POLLIN, 0};
        int ready = 0;
        do
            ready = ::poll(&wait, 1, static_cast<int>(deadline.remainingTime()));
        while (ready < 0 && errno == EINTR);
        char answer[512];
        return ready > 0 && ::recv(m_descriptor, answer, sizeof answer, 0) >= 0;
    }

private:
    const int m_descriptor;
};

/// A header field of the D-Bus wire format: code, variant of a string or object path; aligned to 8 bytes.
void appendField(QByteArray &fields, char code, char type, const QByteArray &value)
{
    fields.resize((fields.size() + 7) / 8 * 8, '\0');
    const auto size = static_cast<quint32>(value.size());
    fields += code;
    fields += QByteArray("\1") + type + '\0';
    fields += QByteArray(reinterpret_cast<const char *>(&size), sizeof size) + value + '\0';
}

/// org.freedesktop.DBus.Hello, which every client says first.
QByteArray hello()
{
    QByteArray fields;
    appendField(fields, 1, 'o', "/org/freedesktop/DBus");
    appendField(fields, 2, 's', "org.freedesktop.DBus");
    appendField(fields, 3, 's', "Hello");
    appendField(fields, 6, 's', "org.freedesktop.DBus");
    const quint32 numbers[]{0, 1, static_cast<quint32>(fields.size())}; // body, serial, fields
    const char order = Q_BYTE_ORDER == Q_LITTLE_ENDIAN ? 'l' : 'B';
    QByteArray message(1, order);
    message += QByteArray("\1\0\1", 3) + QByteArray(reinterpret_cast<const char *>(numbers), sizeof numbers) +
               fields;
    message.resize((message.size() + 7) / 8 * 8, '\0');
    return message;
}

/// One that is not there, or refuses, is not deaf: Qt finds that out at once.
bool isDeaf(const QByteArray &socketPath)
{
    if (socketPath.isEmpty())
        return false;
    const Socket socket;
    if (!socket.connect(socketPath))
        return errno == EAGAIN; // nobody has taken those who came before
    const QDeadlineTimer deadline(kPatience);
    socket.write('\0' + QByteArray("AUTH EXTERNAL ") + QByteArray::number(::geteuid()).toHex() + "\r\n");
    if (!socket.answers(deadline))
        return true;
    socket.write("BEGIN\r\n" + hello());
    return !socket.answers(deadline);
}

} // namespace

void leaveDeafBuses()
{
    const QByteArray runtime = qgetenv("XDG_RUNTIME_DIR");
    const Bus buses[]{{"DBUS_SESSION_BUS_ADDRESS",
                       runtime.startsWith('/') ? QByteArray("unix:path=" + runtime + "/bus") : QByteArray(),
                       u"session bus"_s},
                      {"DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/run/dbus/system_bus_socket", u"system bus"_s}};
    for (const Bus &bus : buses) {
        const QByteArray address =
            qEnvironmentVariableIsEmpty(bus.variable) ? bus.fallback : qgetenv(bus.variable);
        if (!isDeaf(socketOf(address)))
            continue;
        qputenv(bus.variable, "disabled:");
        complain(
            u"the %1 does not answer; Sluice does without it (notifications, tray, sleep)"_s.arg(bus.name));
    }
}

} // namespace app
