#include "core/queue/category.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>
#include <algorithm>

namespace queue {

namespace {

constexpr QLatin1String kNameWord("name");
constexpr QLatin1String kFolderWord("folder");
constexpr QLatin1String kRulesWord("rules");
constexpr QLatin1String kEveryName("*.");

bool ruleMatches(const QString &rule, const QString &host, const QString &name)
{
    if (rule.startsWith(kEveryName))
        return name.endsWith(rule.mid(1), Qt::CaseInsensitive);
    return host.compare(rule, Qt::CaseInsensitive) == 0 ||
           host.endsWith(QLatin1Char('.') + rule, Qt::CaseInsensitive);
}

} // namespace

QString labelFrom(const QString &text)
{
    QString label = text.simplified();
    label.removeIf([](QChar c) { return c.category() == QChar::Other_Control; });
    return label.left(kLongestLabel).trimmed();
}

QString categoryRuleFrom(const QString &text)
{
    QString rule = text.trimmed().toLower();
    if (rule.startsWith(u'.'))
        rule.prepend(u'*');
    if (rule.startsWith(kEveryName)) {
        const QString type = rule.mid(kEveryName.size());
        const bool isType = !type.isEmpty() && std::none_of(type.begin(), type.end(), [](QChar c) {
            return c.isSpace() || c == u'*' || c == u'/' || c == u'?';
        });
        return isType ? rule : QString();
    }
    const QUrl url(rule.contains(u"://") ? rule : QStringLiteral("http://") + rule);
    return url.isValid() ? url.host().toLower() : QString();
}

std::optional<Category> categoryFor(const QList<Category> &categories, const QString &host,
                                    const QString &name)
{
    const auto found = std::find_if(categories.begin(), categories.end(), [&](const Category &category) {
        return std::any_of(category.rules.begin(), category.rules.end(),
                           [&](const QString &rule) { return ruleMatches(rule, host, name); });
    });
    return found == categories.end() ? std::nullopt : std::optional(*found);
}

std::optional<Category> categoryNamed(const QList<Category> &categories, const QString &name)
{
    const auto found = std::find_if(categories.begin(), categories.end(),
                                    [&](const Category &category) { return category.name == name; });
    return found == categories.end() ? std::nullopt : std::optional(*found);
}

QString toText(const QList<Category> &categories)
{
    QJsonArray all;
    for (const Category &category : categories) {
        all.append(QJsonObject{{kNameWord, category.name},
                               {kFolderWord, category.folder},
                               {kRulesWord, QJsonArray::fromStringList(category.rules)}});
    }
    return all.isEmpty() ? QString() : QString::fromUtf8(QJsonDocument(all).toJson(QJsonDocument::Compact));
}

QList<Category> categoriesFromText(const QString &text)
{
    QList<Category> categories;
    for (const auto &value : QJsonDocument::fromJson(text.toUtf8()).array()) {
        const QJsonObject object = value.toObject();
        Category category{labelFrom(object.value(kNameWord).toString()), {}, {}};
        if (category.name.isEmpty() || categoryNamed(categories, category.name))
            continue;
        const QString folder = object.value(kFolderWord).toString();
        if (QDir::isAbsolutePath(folder))
            category.folder = QDir::cleanPath(folder);
        for (const auto &word : object.value(kRulesWord).toArray()) {
            if (const QString rule = categoryRuleFrom(word.toString()); !rule.isEmpty())
                category.rules << rule;
        }
        categories << category;
    }
    return categories;
}

} // namespace queue
