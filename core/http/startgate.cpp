#include "core/http/startgate.h"

#include <QAbstractEventDispatcher>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QVariant>

namespace http {

namespace {

using ThreadPointer = QPointer<QThread>; // the manager may end its thread at any time
constexpr const char *kThread = "sluiceHttpThread";

/// Who caused the signal that the object relays: for a reply, its counterpart on the HTTP thread.
struct Relay : QObject
{
    static const QObject *source(const QObject &relay) { return (relay.*(&Relay::sender))(); }
};

} // namespace

void StartGate::learnThread(QNetworkAccessManager &manager, const QNetworkReply &reply)
{
    const QObject *source = Relay::source(reply);
    if (source && source->thread() != manager.thread())
        manager.setProperty(kThread, QVariant::fromValue(ThreadPointer(source->thread())));
}

StartGate::StartGate(QNetworkAccessManager &manager)
{
    const auto thread = manager.property(kThread).value<ThreadPointer>();
    // The dispatcher is an object that lives there. What is posted now is done before what get() posts.
    if (QObject *there = thread ? QAbstractEventDispatcher::instance(thread) : nullptr)
        QMetaObject::invokeMethod(
            there, [opened = m_opened] { opened->acquire(); }, Qt::QueuedConnection);
}

StartGate::~StartGate()
{
    m_opened->release();
}

} // namespace http
