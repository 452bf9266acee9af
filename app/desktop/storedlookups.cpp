#include "app/desktop/storedlookups.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace app {

using namespace Qt::StringLiterals;

namespace {

/// One of the first `count` values of an enumeration, or the first.
template <typename Choice>
Choice choiceFrom(const QJsonValue &value, int count)
{
    const int number = value.toInt();
    return static_cast<Choice>(number > 0 && number < count ? number : 0);
}

} // namespace

QByteArray lookupsToText(const QList<ui::ProductRequest> &requests)
{
    QJsonArray array;
    for (const ui::ProductRequest &request : requests)
        array.append(QJsonObject{{u"source"_s, ui::toText(request)},
                                 {u"folder"_s, request.folder},
                                 {u"form"_s, static_cast<int>(request.options.form)},
                                 {u"whenExists"_s, static_cast<int>(request.options.whenExists)},
                                 {u"missingKeys"_s, static_cast<int>(request.options.missingKeys)},
                                 {u"intent"_s, static_cast<int>(request.intent)},
                                 {u"keep"_s, static_cast<int>(request.keep)},
                                 {u"into"_s, request.into},
                                 {u"name"_s, request.name}});
    return array.isEmpty() ? QByteArray() : QJsonDocument(array).toJson(QJsonDocument::Compact);
}

QList<ui::ProductRequest> lookupsFromText(const QByteArray &text)
{
    QList<ui::ProductRequest> requests;
    for (const QJsonValue &value : QJsonDocument::fromJson(text).array()) {
        const QJsonObject object = value.toObject();
        const QString named = object.value("source"_L1).toString();
        const auto key = blte::digestFromHex(named.toStdString());
        const auto source = key ? links::ProductSource() : links::productSourceFromText(named);
        const QString folder = object.value("folder"_L1).toString();
        if (!source || !QDir::isAbsolutePath(folder))
            continue;
        ui::ProductRequest request{*source, folder, {}, transfer::Intent::Run};
        request.key = key;
        request.options.form = choiceFrom<queue::Form>(object.value("form"_L1), 2);
        request.options.whenExists = choiceFrom<queue::WhenExists>(object.value("whenExists"_L1), 3);
        request.options.missingKeys = choiceFrom<queue::MissingKeys>(object.value("missingKeys"_L1), 3);
        request.intent = choiceFrom<transfer::Intent>(object.value("intent"_L1), 2);
        request.keep = choiceFrom<links::Keep>(object.value("keep"_L1), 2);
        request.into = object.value("into"_L1).toString();
        request.name = object.value("name"_L1).toString();
        requests.append(request);
    }
    return requests;
}

} // namespace app
