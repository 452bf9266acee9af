#pragma once

#include <QString>
#include <QStringList>
#include <optional>

namespace app {

/// One JSON object, written member by member: of a hundred thousand, sorting and copying what is in a
/// QJsonObject takes longer than all else that is done. Keys are words of our own.
class JsonMembers
{
public:
    void add(QLatin1StringView key, QStringView json);
    void add(QLatin1StringView key, const std::optional<QString> &text);
    void add(QLatin1StringView key, const std::optional<qint64> &number);
    QString done() const { return m_text.isEmpty() ? QStringLiteral("{}") : QString(m_text + u'}'); }

private:
    QString m_text;
};

/// With its quotes. What of it is escaped, and how, jsonLine() knows.
QString quotedJson(const QString &text);
QString arrayJson(const QStringList &texts);

} // namespace app
