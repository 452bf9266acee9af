#include "ui/desktop/dbus.h"
#include "ui/desktop/notificationservice.h"

#include <QGuiApplication>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

// Desktop Notifications Specification 1.2.
const QString kService = u"org.freedesktop.Notifications"_s;
const QString kPath = u"/org/freedesktop/Notifications"_s;
constexpr int kServersOwnTime = -1;

dbus::Method method(const QString &name)
{
    return {kService, kPath, kService, name};
}

QString keyOf(NoticeAction action)
{
    switch (action) {
    case NoticeAction::OpenFile:
        return u"open"_s;
    case NoticeAction::OpenFolder:
        return u"folder"_s;
    case NoticeAction::Show:
        break;
    }
    return u"default"_s;
}

NoticeAction actionOf(const QString &key)
{
    for (const NoticeAction action : {NoticeAction::OpenFile, NoticeAction::OpenFolder}) {
        if (keyOf(action) == key)
            return action;
    }
    return NoticeAction::Show;
}

} // namespace

/// Notify is asked one after the other: only its answer says which place a notice has.
class NotificationService::Backend : public QObject
{
    Q_OBJECT
public:
    explicit Backend(NotificationService &face)
        : m_face(face)
    {
        m_bus.listen(kPath, kService, u"ActionInvoked"_s, this, SLOT(onAction(uint, QString)));
        m_bus.listen(kPath, kService, u"NotificationClosed"_s, this, SLOT(onClosed(uint, uint)));
        m_bus.listen(kPath, kService, u"ActivationToken"_s, this, SLOT(onToken(uint, QString)));
    }

    void show(const Notice &notice)
    {
        m_next = notice;
        if (!m_isAsking)
            askCapabilities();
    }

private Q_SLOTS:
    void onAction(uint id, const QString &key)
    {
        if (!isOurs(id))
            return;
        m_id = 0;
        Q_EMIT m_face.actionChosen(actionOf(key));
    }

    void onClosed(uint id, uint)
    {
        if (!isOurs(id))
            return;
        m_id = 0;
        Q_EMIT m_face.closed();
    }

    /// Wayland lets a window come to the front only with what the user's click was given.
    void onToken(uint id, const QString &token)
    {
        if (isOurs(id))
            qputenv("XDG_ACTIVATION_TOKEN", token.toUtf8());
    }

private:
    bool isOurs(uint id) const { return id != 0 && id == m_id; }

    /// The service may have been replaced by another since the last notice.
    void askCapabilities()
    {
        m_isAsking = true;
        m_bus.call(method(u"GetCapabilities"_s), {}, [this](const QDBusMessage &reply) {
            const bool isThere = reply.type() == QDBusMessage::ReplyMessage;
            send(isThere ? reply.arguments().value(0).toStringList() : QStringList());
        });
    }

    void send(const QStringList &capabilities)
    {
        const Notice notice = *std::exchange(m_next, {});
        m_bus.call(method(u"Notify"_s), arguments(notice, capabilities),
                   [this, notice](const QDBusMessage &reply) {
                       m_isAsking = false;
                       const bool isShown = reply.type() == QDBusMessage::ReplyMessage;
                       m_id = isShown ? reply.arguments().value(0).toUInt() : 0;
                       if (m_next)
                           return askCapabilities();
                       if (!isShown)
                           Q_EMIT m_face.unavailable(notice);
                   });
    }

    QVariantList arguments(const Notice &notice, const QStringList &capabilities) const
    {
        QStringList actions;
        if (capabilities.contains("actions"_L1)) {
            actions << keyOf(NoticeAction::Show) << QString();
            for (const Notice::Button &button : notice.buttons)
                actions << keyOf(button.action) << button.text;
        }
        const bool isMarkup = capabilities.contains("body-markup"_L1);
        const QVariantMap hints{
            {u"desktop-entry"_s, QGuiApplication::desktopFileName()},
            {u"category"_s, notice.isTrouble ? u"transfer.error"_s : u"transfer.complete"_s},
        };
        return {u"Sluice"_s,
                m_id,
                QGuiApplication::desktopFileName(),
                notice.title,
                isMarkup ? notice.body.toHtmlEscaped() : notice.body,
                actions,
                hints,
                kServersOwnTime};
    }

    NotificationService &m_face;
    dbus::Link m_bus{dbus::Bus::Session};
    std::optional<Notice> m_next; ///< waits until the service has answered the one before
    bool m_isAsking = false;
    uint m_id = 0; ///< of the notice on the screen; 0: none
};

NotificationService::NotificationService(QObject *parent)
    : QObject(parent)
    , m_backend(std::make_unique<Backend>(*this))
{
}

NotificationService::~NotificationService() = default;

void NotificationService::show(const Notice &notice)
{
    m_backend->show(notice);
}

} // namespace ui

#include "notificationservice_dbus.moc"
