#include "core/queue/storedevent.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <array>

namespace queue {

using transfer::Event;

namespace {

struct NumberField
{
    QLatin1String name;
    qint64 Event::*member;
};
constexpr std::array kNumbers{
    NumberField{QLatin1String("chunk"), &Event::chunk},
    NumberField{QLatin1String("chunks"), &Event::chunks},
    NumberField{QLatin1String("encoded"), &Event::encodedSize},
    NumberField{QLatin1String("decoded"), &Event::decodedSize},
    NumberField{QLatin1String("bytes"), &Event::bytes},
    NumberField{QLatin1String("delay"), &Event::delayMs},
};

void put(QJsonObject &object, const char *name, const QString &text)
{
    if (!text.isEmpty())
        object.insert(QLatin1String(name), text);
}

QByteArray hex(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toString().toLatin1();
}

} // namespace

QString toLine(const Event &event)
{
    QJsonObject object{{QStringLiteral("kind"), static_cast<int>(event.kind)},
                       {QStringLiteral("time"), event.time.toMSecsSinceEpoch()}};
    for (const auto &[name, member] : kNumbers) {
        if (event.*member >= 0)
            object.insert(name, event.*member);
    }
    if (event.error.kind != core::ErrorKind::None)
        object.insert(QStringLiteral("error"), static_cast<int>(event.error.kind));
    if (event.verdict != transfer::Verdict::None)
        object.insert(QStringLiteral("verdict"), static_cast<int>(event.verdict));
    if (event.keyName != blte::KeyName{})
        put(object, "key", QString::fromStdString(blte::toHex(event.keyName)));
    put(object, "detail", event.error.detail);
    put(object, "mirror", event.mirror);
    put(object, "ekey", QString::fromLatin1(event.ekey));
    put(object, "md5", QString::fromLatin1(event.md5));
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

std::optional<Event> eventFromLine(const QString &line)
{
    const QJsonObject object = QJsonDocument::fromJson(line.toUtf8()).object();
    const int kind = object.value(QLatin1String("kind")).toInt(-1);
    if (kind < 0 || kind > static_cast<int>(Event::Kind::ObjectMended))
        return {};
    Event event;
    event.kind = static_cast<Event::Kind>(kind);
    event.time = QDateTime::fromMSecsSinceEpoch(object.value(QLatin1String("time")).toInteger());
    for (const auto &[name, member] : kNumbers)
        event.*member = object.value(name).toInteger(-1);
    event.error = {static_cast<core::ErrorKind>(object.value(QLatin1String("error")).toInt()),
                   object.value(QLatin1String("detail")).toString()};
    event.verdict = static_cast<transfer::Verdict>(object.value(QLatin1String("verdict")).toInt());
    event.keyName = blte::KeyName{hex(object, "key").toULongLong(nullptr, 16)};
    event.mirror = object.value(QLatin1String("mirror")).toString();
    event.ekey = hex(object, "ekey");
    event.md5 = hex(object, "md5");
    return event;
}

} // namespace queue
