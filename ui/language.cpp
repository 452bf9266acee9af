#include "ui/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QPointer>
#include <QTranslator>
#include <memory>
#include <utility>

namespace ui {

namespace {

/// What is installed now, until another language is.
QList<QPointer<QTranslator>> &installed()
{
    static QList<QPointer<QTranslator>> translators;
    return translators;
}

bool install(const QLocale &locale, const QString &name, const QString &folder)
{
    auto translator = std::make_unique<QTranslator>();
    if (!translator->load(locale, name, QStringLiteral("_"), folder))
        return false;
    translator->setParent(QCoreApplication::instance());
    installed().append(translator.get());
    return QCoreApplication::installTranslator(translator.release());
}

} // namespace

QStringList shippedLanguages()
{
    return {QStringLiteral("en"), QStringLiteral("de"), QStringLiteral("zh_CN")};
}

QString nativeName(const QString &language)
{
    if (language == QLatin1StringView("zh_CN"))
        return QStringLiteral("简体中文");
    if (language == QLatin1StringView("de"))
        return QStringLiteral("Deutsch");
    return QStringLiteral("English");
}

void installLanguage(const QString &language)
{
    for (const auto &translator : std::exchange(installed(), {}))
        delete translator; // which uninstalls it
    const QLocale locale = language.isEmpty() ? QLocale::system() : QLocale(language);
    QLocale::setDefault(locale);
    install(locale, QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    const QString ours = QStringLiteral(":/i18n");
    if (!install(locale, QStringLiteral("sluice"), ours))
        install(QLocale(QLocale::English), QStringLiteral("sluice"), ours); // for its plural forms
}

} // namespace ui
