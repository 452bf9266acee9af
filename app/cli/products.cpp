#include "app/cli/products.h"

#include "app/advice.h"
#include "app/cli/catalogoptions.h"
#include "app/cli/command.h"
#include "app/console.h"
#include "app/text.h"
#include "core/cache/objectcache.h"
#include "core/catalog/productnames.h"
#include "core/catalog/productsurvey.h"
#include "core/transfer/transferservices.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>

namespace app {

using namespace Qt::StringLiterals;

namespace {

using catalog::ProductEntry;

core::Result<catalog::ProductSurvey::Found> survey(const CatalogOptions &options)
{
    transfer::TransferServices services;
    const auto objects = std::make_shared<cache::ObjectCache>(options.cacheFolder, options.cacheSize);
    catalog::VersionService service(services, objects, options.service);
    catalog::ProductSurvey survey(services, objects, service);
    core::Result<catalog::ProductSurvey::Found> surveyed = core::failure(core::ErrorKind::Internal, {});
    survey.start([&surveyed](const auto &found) {
        surveyed = found;
        QCoreApplication::exit();
    });
    QCoreApplication::exec();
    return surveyed;
}

/// For people: as it is known, or as the product calls itself.
QString nameOf(const ProductEntry &product)
{
    const QString name = catalog::productName(product.code);
    return name.isEmpty() ? product.title : name;
}

QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonObject toJson(const ProductEntry &product)
{
    return {{u"product"_s, product.code},
            {u"seqn"_s, static_cast<qint64>(product.sequenceNumber)},
            {u"name"_s, orNull(nameOf(product))},
            {u"regions"_s, QJsonArray::fromStringList(product.regions)},
            {u"version"_s, orNull(product.version)},
            {u"needsKey"_s, orNull(product.keyName)}};
}

void print(const QList<ProductEntry> &products)
{
    const auto line = [](const QString &code, const QString &version, const QString &regions,
                         const QString &name) {
        printLine(Stream::Out, fitted(printable(code), 24).leftJustified(25) %
                                   fitted(printable(version), 22).leftJustified(23) %
                                   fitted(printable(regions), 26).leftJustified(27) % printable(name));
    };
    line(u"product"_s, u"newest build"_s, u"regions"_s, u"name"_s);
    for (const ProductEntry &product : products) {
        const QString key = product.keyName.isEmpty() ? QString() : u"  [needs %1.ak]"_s.arg(product.keyName);
        line(product.code, product.version, product.regions.join(u' '), nameOf(product) % key);
    }
}

Usage<ExitCode> run(const Options &options)
{
    const auto read = readCatalogOptions(options);
    if (!read)
        return badUsage(read.error());
    if (!options.arguments().isEmpty())
        return badUsage(u"products takes nothing; for the builds of one: sluice builds PRODUCT"_s);
    const auto found = survey(*read);
    if (!found) {
        complain(u"no version service answered. "_s % printable(found.error().detail) %
                 ". Check the connection, or name another --service."_L1);
        return ExitCode::Failed;
    }
    for (const QString &warning : found->warnings)
        complain(printable(warning));
    if (read->isJson) {
        for (const ProductEntry &product : found->products)
            printLine(Stream::Out, jsonLine(toJson(product)));
    } else {
        print(found->products);
    }
    return ExitCode::Done;
}

} // namespace

ExitCode runProducts(const QStringList &arguments)
{
    return runCommand("products", arguments, run);
}

} // namespace app
