#include "core/catalog/serviceanswer.h"

#include "core/bytes.h"
#include "core/tact/objectkind.h"
#include "core/tact/versiontables.h"

namespace catalog {

namespace {

tl::unexpected<core::Error> wrong(const QString &what)
{
    return core::failure(core::ErrorKind::WrongContent, what);
}

/// Of rows and warnings of any table of values.
template <typename Table>
core::Result<ServiceAnswer> judged(const tact::Expected<Table> &table, const QByteArray &bytes)
{
    if (!table)
        return wrong(QStringLiteral("answered with something that is no table"));
    if (table->rows.empty() && table->warnings.count() > 0)
        return wrong(QStringLiteral("answered with a table without a readable row"));
    if (table->rows.empty())
        return wrong(QStringLiteral("answered with an empty table"));
    return ServiceAnswer{bytes, table->sequenceNumber};
}

} // namespace

core::Result<ServiceAnswer> judgeAnswer(ServiceTable table, const QByteArray &bytes)
{
    if (bytes.isEmpty())
        return wrong(QStringLiteral("answered with nothing"));
    const blte::Bytes head{reinterpret_cast<const std::uint8_t *>(bytes.constData()),
                           std::min(static_cast<std::size_t>(bytes.size()), tact::kRecognised)};
    if (tact::recognise(head, {}) == tact::ObjectKind::Page)
        return wrong(QStringLiteral("answered with a web page"));
    switch (table) {
    case ServiceTable::Summary:
        return judged(tact::parseSummary(core::textOf(bytes)), bytes);
    case ServiceTable::Versions:
    case ServiceTable::BackgroundDownload:
        return judged(tact::parseVersions(core::textOf(bytes)), bytes);
    case ServiceTable::Cdns:
        break;
    }
    return judged(tact::parseCdns(core::textOf(bytes)), bytes);
}

bool isOlder(const ServiceAnswer &answer, const ServiceAnswer &known)
{
    return answer.sequenceNumber && known.sequenceNumber && *answer.sequenceNumber < *known.sequenceNumber;
}

} // namespace catalog
