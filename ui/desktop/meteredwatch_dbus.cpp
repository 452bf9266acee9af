#include "ui/desktop/dbus.h"
#include "ui/desktop/meteredwatch.h"

#include <QDBusVariant>
#include <QFile>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

const QString kManager = u"org.freedesktop.NetworkManager"_s;
const QString kManagerPath = u"/org/freedesktop/NetworkManager"_s;
const QString kProperties = u"org.freedesktop.DBus.Properties"_s;
const QString kPortal = u"org.freedesktop.portal.Desktop"_s;
const QString kPortalPath = u"/org/freedesktop/portal/desktop"_s;
const QString kMonitor = u"org.freedesktop.portal.NetworkMonitor"_s;

/// NMMetered.
enum class Metered : uint { Unknown = 0, Yes = 1, No = 2, GuessYes = 3, GuessNo = 4 };

} // namespace

/// Asks NetworkManager; where that is absent or out of reach (in a sandbox), the portal.
class MeteredWatch::Backend : public QObject
{
    Q_OBJECT
public:
    explicit Backend(MeteredWatch &face)
        : m_face(face)
    {
        m_system.listen(kManagerPath, kProperties, u"PropertiesChanged"_s, this, SLOT(ask()));
        m_system.watch(kManager, this, SLOT(ask()));
        m_session.listen(kPortalPath, kMonitor, u"changed"_s, this, SLOT(ask()));
        ask();
    }

private Q_SLOTS:
    void ask()
    {
        m_system.call({kManager, kManagerPath, kProperties, u"Get"_s}, {kManager, u"Metered"_s},
                      [this](const QDBusMessage &reply) {
                          if (reply.type() != QDBusMessage::ReplyMessage)
                              return doWithoutManager();
                          const QVariant value = reply.arguments().value(0).value<QDBusVariant>().variant();
                          const auto metered = static_cast<Metered>(value.toUInt());
                          m_face.set(metered == Metered::Yes || metered == Metered::GuessYes);
                      });
    }

private:
    /// Outside a sandbox the portal knows no more than NetworkManager, and may have to be started first:
    /// nobody waits for it.
    void doWithoutManager()
    {
        if (!m_face.isKnown() && !QFile::exists(u"/.flatpak-info"_s))
            m_face.set(false);
        askPortal();
    }

    void askPortal()
    {
        m_session.call(
            {kPortal, kPortalPath, kMonitor, u"GetMetered"_s}, {}, [this](const QDBusMessage &reply) {
                m_face.set(reply.type() == QDBusMessage::ReplyMessage && reply.arguments().value(0).toBool());
            });
    }

    MeteredWatch &m_face;
    dbus::Link m_system{dbus::Bus::System};
    dbus::Link m_session{dbus::Bus::Session};
};

MeteredWatch::MeteredWatch(QObject *parent)
    : QObject(parent)
    , m_backend(std::make_unique<Backend>(*this))
{
}

MeteredWatch::~MeteredWatch() = default;

void MeteredWatch::set(bool isMetered)
{
    const bool isNews = !std::exchange(m_isKnown, true);
    if (std::exchange(m_isMetered, isMetered) != isMetered || isNews)
        Q_EMIT changed();
}

} // namespace ui

#include "meteredwatch_dbus.moc"
