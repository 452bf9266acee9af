#include "app/cli/jsonmembers.h"

#include "app/console.h"

#include <QJsonObject>
#include <algorithm>

namespace app {

using namespace Qt::StringLiterals;

QString quotedJson(const QString &text)
{
    const auto isPlain = [](QChar c) { return c >= u' ' && c <= u'~' && c != u'"' && c != u'\\'; };
    if (std::all_of(text.begin(), text.end(), isPlain))
        return u'"' % text % u'"';
    return jsonLine({{QString(), text}}).sliced(qsizetype(std::size("{\"\":") - 1)).chopped(1);
}

QString arrayJson(const QStringList &texts)
{
    QStringList all;
    for (const QString &text : texts)
        all << quotedJson(text);
    return u'[' % all.join(u',') % u']';
}

void JsonMembers::add(QLatin1StringView key, QStringView json)
{
    m_text += (m_text.isEmpty() ? "{\""_L1 : ",\""_L1) % key % "\":"_L1 % json;
}

void JsonMembers::add(QLatin1StringView key, const std::optional<QString> &text)
{
    add(key, QStringView(text ? quotedJson(*text) : u"null"_s));
}

void JsonMembers::add(QLatin1StringView key, const std::optional<qint64> &number)
{
    add(key, QStringView(number ? QString::number(*number) : u"null"_s));
}

} // namespace app
