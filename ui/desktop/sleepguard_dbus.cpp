#include "ui/desktop/dbus.h"
#include "ui/desktop/sleepguard.h"

#include <QDBusObjectPath>
#include <QDBusUnixFileDescriptor>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

// org.freedesktop.portal.Inhibit, version 1.
const QString kInhibitor = u"org.freedesktop.portal.Desktop"_s;
constexpr uint kSuspend = 4;

// Power Management Specification 0.2, as KDE and Xfce have it.
const QString kPowerManagement = u"org.freedesktop.PowerManagement"_s;
const QString kPowerPath = u"/org/freedesktop/PowerManagement/Inhibit"_s;
const QString kPowerInterface = u"org.freedesktop.PowerManagement.Inhibit"_s;

// org.freedesktop.login1(5).
const QString kLogin = u"org.freedesktop.login1"_s;

/// One who can be asked, and how to take it back.
struct Keeper
{
    dbus::Bus bus;
    dbus::Method inhibit;
    std::function<QVariantList(const QString &reason)> arguments;
    std::function<void(dbus::Link &, const QVariant &answer)> release;
};

Keeper portal()
{
    return {
        dbus::Bus::Session,
        {kInhibitor, u"/org/freedesktop/portal/desktop"_s, u"org.freedesktop.portal.Inhibit"_s, u"Inhibit"_s},
        [](const QString &reason) {
            return QVariantList{QString(), kSuspend, QVariantMap{{u"reason"_s, reason}}};
        },
        [](dbus::Link &link, const QVariant &answer) {
            const QString request = answer.value<QDBusObjectPath>().path();
            link.call({kInhibitor, request, u"org.freedesktop.portal.Request"_s, u"Close"_s}, {}, {});
        }};
}

Keeper powerManagement()
{
    return {dbus::Bus::Session,
            {kPowerManagement, kPowerPath, kPowerInterface, u"Inhibit"_s},
            [](const QString &reason) {
                return QVariantList{u"Sluice"_s, reason};
            },
            [](dbus::Link &link, const QVariant &answer) {
                link.call({kPowerManagement, kPowerPath, kPowerInterface, u"UnInhibit"_s}, {answer}, {});
            }};
}

Keeper login()
{
    return {dbus::Bus::System,
            {kLogin, u"/org/freedesktop/login1"_s, u"org.freedesktop.login1.Manager"_s, u"Inhibit"_s},
            [](const QString &reason) {
                return QVariantList{u"sleep"_s, u"Sluice"_s, reason, u"block"_s};
            },
            [](dbus::Link &, const QVariant &) {}}; // the answer is a file: it ends with its last copy
}

} // namespace

/// Asks one after the other until one agrees.
class SleepGuard::Backend
{
public:
    void hold(const QString &reason)
    {
        m_reason = reason;
        if (!std::exchange(m_isWanted, true) && !m_isAsking && !m_answer.isValid())
            ask(0);
    }

    void release()
    {
        m_isWanted = false;
        if (m_answer.isValid())
            m_keepers[m_keeper].release(linkOf(m_keeper), std::exchange(m_answer, {}));
    }

private:
    dbus::Link &linkOf(std::size_t keeper)
    {
        return m_keepers[keeper].bus == dbus::Bus::Session ? m_session : m_system;
    }

    void ask(std::size_t keeper)
    {
        m_isAsking = keeper < m_keepers.size();
        if (!m_isAsking)
            return;
        const Keeper &asked = m_keepers[keeper];
        linkOf(keeper).call(asked.inhibit, asked.arguments(m_reason),
                            [this, keeper](const QDBusMessage &reply) {
                                if (reply.type() != QDBusMessage::ReplyMessage || reply.arguments().isEmpty())
                                    return ask(keeper + 1);
                                m_isAsking = false;
                                m_keeper = keeper;
                                m_answer = reply.arguments().constFirst();
                                if (!m_isWanted)
                                    release(); // it took its time
                            });
    }

    const std::array<Keeper, 3> m_keepers{portal(), powerManagement(), login()};
    dbus::Link m_session{dbus::Bus::Session};
    dbus::Link m_system{dbus::Bus::System};
    QString m_reason;
    bool m_isWanted = false;
    bool m_isAsking = false;
    std::size_t m_keeper = 0; ///< who agreed
    QVariant m_answer;        ///< what it gave; invalid: nothing is held
};

SleepGuard::SleepGuard(QObject *parent)
    : QObject(parent)
    , m_backend(std::make_unique<Backend>())
{
}

SleepGuard::~SleepGuard()
{
    m_backend->release();
}

void SleepGuard::hold(const QString &reason)
{
    m_backend->hold(reason);
}

void SleepGuard::release()
{
    m_backend->release();
}

} // namespace ui
