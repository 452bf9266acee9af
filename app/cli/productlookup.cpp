#include "app/cli/productlookup.h"

#include "app/console.h"
#include "app/text.h"

#include <QEventLoop>

namespace app {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostNames = 20; ///< that a message has

/// What `start` hands to its argument, later.
template <typename T, typename Start>
core::Result<T> awaited(Start start)
{
    QEventLoop loop;
    core::Result<T> result = core::failure(core::ErrorKind::Internal, {});
    start([&](const core::Result<T> &answer) {
        result = answer;
        loop.quit();
    });
    loop.exec();
    return result;
}

} // namespace

ProductLookup::ProductLookup(const BuildOptions &options, std::shared_ptr<const blte::KeyStore> keys)
    : m_options(options)
    , m_products(meansFor(m_options, m_services), m_options.tree)
    , m_resolver(m_products)
{
    m_services.keys = std::move(keys);
    QObject::connect(
        &m_products, &catalog::OpenProducts::warned, &m_products,
        [](const catalog::LoadWarning &warning) { complain(u"warning: "_s + printable(textOf(warning))); });
}

core::Result<catalog::ResolvedFiles> ProductLookup::resolve(const links::ProductSource &source)
{
    return awaited<catalog::ResolvedFiles>(
        [&](const auto &done) { m_resolver.resolve(wishFor(source, m_options), source.selection, done); });
}

core::Result<catalog::Selection> ProductLookup::select(const links::ProductSource &source)
{
    return awaited<catalog::Selection>(
        [&](const auto &done) { m_resolver.select(wishFor(source, m_options), source.selection, done); });
}

QString severalFilesText(const catalog::ResolvedFiles &files)
{
    QStringList names;
    for (const catalog::ResolvedFile &file : files.files)
        names << file.source.name;
    for (const catalog::LostFile &file : files.lost)
        names << file.name;
    if (names.size() < 2)
        return {};
    const qint64 count = names.size() + files.more;
    QString text;
    for (const QString &name : std::as_const(names).first(std::min(names.size(), kMostNames)))
        text += u"\n  "_s % printable(name);
    if (count > kMostNames)
        text += u"\n  … and %1 more"_s.arg(count - kMostNames);
    return u"one file is needed, and these are %1; name one of them:%2"_s.arg(count).arg(text);
}

} // namespace app
