#include "core/catalog/productconfig.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace catalog {

namespace {

const QString kAll = QStringLiteral("all");

/// Of one of its parts: "all", a platform, a locale or region.
QJsonObject configOf(const QJsonValue &part)
{
    return part[QStringLiteral("config")].toObject();
}

QStringList texts(const QJsonValue &list)
{
    QStringList texts;
    for (const auto &value : list.toArray()) {
        if (value.isString())
            texts << value.toString();
    }
    return texts;
}

/// As Windows lists the installed program.
QString titleIn(const QJsonObject &english)
{
    for (const auto &step : english[QStringLiteral("install")].toArray()) {
        const QJsonValue entry = step[QStringLiteral("add_remove_programs_key")];
        if (const QString title = entry[QStringLiteral("display_name")].toString(); !title.isEmpty())
            return title;
    }
    return {};
}

void append(tact::TagQuery &query, const QStringList &names)
{
    for (const QString &name : names)
        query.wanted.push_back(name.toStdString());
}

} // namespace

core::Result<ProductConfig> parseProductConfig(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isObject()) {
        return core::failure(core::ErrorKind::WrongContent,
                             error.error == QJsonParseError::NoError
                                 ? QStringLiteral("is no JSON object")
                                 : QStringLiteral("is no JSON: ") + error.errorString());
    }
    const QJsonObject parts = document.object();
    const QJsonObject all = configOf(parts[kAll]);
    ProductConfig config;
    config.product = all[QStringLiteral("product")].toString();
    config.title = titleIn(configOf(parts[QStringLiteral("enus")]));
    config.keyName = all[QStringLiteral("decryption_key_name")].toString();
    config.updateMethod = all[QStringLiteral("update_method")].toString();
    config.locales = texts(all[QStringLiteral("supported_locales")]);
    const QJsonObject platforms = parts[QStringLiteral("platform")].toObject();
    for (auto platform = platforms.begin(); platform != platforms.end(); ++platform) {
        const QJsonObject its = configOf(*platform);
        config.platforms[platform.key()] = {texts(its[QStringLiteral("tags")]),
                                            texts(its[QStringLiteral("tags_64bit")])};
    }
    for (auto part = parts.begin(); part != parts.end(); ++part) {
        if (const QStringList tags = texts(configOf(*part)[QStringLiteral("extra_tags")]); !tags.isEmpty())
            config.extraTags[part.key().toLower()] = tags;
    }
    return config;
}

tact::TagQuery usualTags(const ProductConfig &config, const QString &locale, const QString &region)
{
    tact::TagQuery query;
    const ProductConfig::Tags windows = config.platforms.value(QStringLiteral("win"));
    append(query, windows.always);
    append(query, windows.x86_64);
    append(query, {locale, region.toUpper()});
    append(query, config.extraTags.value(kAll));
    append(query, config.extraTags.value(region.toLower()));
    std::erase(query.wanted, std::string());
    return query;
}

} // namespace catalog
