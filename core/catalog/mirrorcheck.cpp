#include "core/catalog/mirrorcheck.h"

#include "core/async.h"
#include "core/bytes.h"
#include "core/catalog/mirrorproof.h"
#include "core/hex.h"
#include "core/transfer/transferservices.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStringBuilder>
#include <algorithm>
#include <utility>

namespace catalog {

using core::ErrorKind;
using Promise = MirrorObject::Promise;

namespace {

constexpr int kChecksAtOnce = 4;
/// That one selection names: it stands in the row's name, too.
constexpr qsizetype kMostKeys = 1000;

/// In words, one for each object that is wrong.
QList<core::Error> wrongIn(const QString &path, const MirrorObject &object,
                           const transfer::WholeCipher &cipher)
{
    if (!QFile::exists(path))
        return {{ErrorKind::FileMissing, {}}};
    const auto proof = prove(path, object, cipher);
    if (!proof)
        return {proof.error()};
    QList<core::Error> wrong;
    for (const tact::IndexEntry &entry : proof->wrong) {
        wrong << core::Error{ErrorKind::EncodingKeyWrong,
                             QStringLiteral("the object %1 at byte %2 is missing or damaged")
                                 .arg(core::hex(entry.key))
                                 .arg(entry.offset)};
    }
    return wrong;
}

core::Error noMirror(const QString &folder, const QString &why)
{
    return {ErrorKind::NotFound, QStringLiteral("%1 is no mirror%2").arg(folder, why)};
}

/// One of a mirror that has parts of a build may be asked for by its key alone.
bool hasKeyOfItsOwn(const MirrorEntry &entry)
{
    return entry.object.object.kind == CdnObject::Kind::File;
}

} // namespace

core::Result<QList<MirrorWish>> buildsOfMirror(const QString &folder, const QStringList &products)
{
    const QDir tables(folder + QStringLiteral("/v2/products"));
    QList<MirrorWish> wishes;
    for (const QString &product :
         products.isEmpty() ? tables.entryList(QDir::Dirs | QDir::NoDotAndDotDot) : products) {
        QFile file(tables.filePath(product + QStringLiteral("/versions")));
        const auto table = file.open(QIODevice::ReadOnly) ? tact::parseVersions(core::textOf(file.readAll()))
                                                          : tl::unexpected(tact::Fault());
        if (!table)
            return core::failure(
                noMirror(folder, QStringLiteral(" of %1: it has no %2")
                                     .arg(product, tables.relativeFilePath(file.fileName()))));
        for (const tact::VersionRow &row : table->rows) {
            BuildWish wish;
            wish.product = product;
            wish.build = core::hex(row.buildConfig);
            wish.cdnConfig = row.cdnConfig;
            wishes << MirrorWish{wish, {}};
        }
    }
    if (wishes.isEmpty())
        return core::failure(noMirror(folder, QStringLiteral(": its v2/products names no builds")));
    return wishes;
}

BuildOpening::Means onlyMirror(BuildOpening::Means means, const QString &folder)
{
    means.service.isOffline = true;
    means.service.endpoints = {{ServiceEndpoint::Layout::Folder, QUrl::fromLocalFile(folder)}};
    means.hosts = {};
    return means;
}

MirrorCheck::MirrorCheck(transfer::TransferServices &services, OpenProducts &products, QString folder,
                         Shard shard)
    : m_services(services)
    , m_folder(std::move(folder))
    , m_planning(services, products, shard, {})
{
}

void MirrorCheck::start(const QList<MirrorWish> &wishes)
{
    m_planning.start(wishes, [this](const MirrorPlan &plan) {
        m_plan = plan;
        Q_EMIT planned(m_plan);
        feed();
    });
}

void MirrorCheck::feed()
{
    while (m_underWay < kChecksAtOnce && m_next < m_plan.entries.size()) {
        const qsizetype number = m_next++;
        const MirrorEntry &entry = m_plan.entries[number];
        ++m_underWay;
        core::runIn(
            m_services.lookups(),
            [path = QString(m_folder % u'/' % entry.path()), object = entry.object,
             cipher = entry.cipher(m_services.keys.get())] { return wrongIn(path, object, cipher); },
            this, [this, number](const QList<core::Error> &wrong) { end(number, wrong); });
    }
    if (m_underWay == 0)
        Q_EMIT finished();
}

void MirrorCheck::end(qsizetype number, const QList<core::Error> &wrong)
{
    const MirrorEntry &entry = m_plan.entries[number];
    const bool mayLack = entry.object.promise == Promise::Unlisted;
    --m_underWay;
    if (wrong.isEmpty())
        Q_EMIT checked(entry, Finding::Whole, wrong);
    else if (mayLack && wrong.first().kind == ErrorKind::FileMissing)
        Q_EMIT checked(entry, Finding::Absent, wrong);
    else
        Q_EMIT checked(entry, Finding::Wrong, wrong);
    feed();
}

void MirrorHealing::add(const MirrorEntry &wrong)
{
    const std::shared_ptr<const Build> &build = wrong.build->build;
    auto part = std::find_if(m_builds.begin(), m_builds.end(),
                             [&](const Part &other) { return other.build->name == build->name; });
    if (part == m_builds.end())
        part = m_builds.insert(m_builds.end(), {build, {}});
    const blte::Digest &key = wrong.object.object.path.hash;
    if (hasKeyOfItsOwn(wrong) && !part->keys.contains(key))
        part->keys << key;
}

QList<MirrorWish> MirrorHealing::wishes(const MirrorPlan &plan) const
{
    QList<MirrorWish> wishes;
    for (const Part &part : m_builds) {
        MirrorWish wish;
        wish.build.product = part.build->product;
        wish.build.build = core::hex(part.build->name);
        if (!part.build->cdn.selectionOf) {
            wishes << wish;
            continue;
        }
        const auto any =
            std::find_if(plan.entries.begin(), plan.entries.end(), [&](const MirrorEntry &entry) {
                return hasKeyOfItsOwn(entry) && entry.build->build->name == part.build->name;
            });
        QList<blte::Digest> keys = part.keys;
        if (keys.isEmpty() && any != plan.entries.end())
            keys << any->object.object.path.hash;
        for (qsizetype first = 0; first < keys.size(); first += kMostKeys) {
            wish.selection = core::FileSelection();
            wish.selection->by = core::FileSelection::By::EncodingKey;
            wish.selection->keys = keys.mid(first, kMostKeys);
            wishes << wish;
        }
    }
    return wishes;
}

QList<MirrorFile> filesOf(const MirrorPlan &plan)
{
    QList<MirrorFile> files;
    files.reserve(plan.entries.size());
    for (const MirrorEntry &entry : plan.entries)
        files << MirrorFile{entry.path(), entry.object.size};
    return files;
}

MirrorPresence presentIn(const QString &folder, const QList<MirrorFile> &files)
{
    MirrorPresence present;
    for (const MirrorFile &file : files) {
        const QFileInfo info(folder % u'/' % file.path);
        if (!info.isFile() || (file.size && *file.size != info.size()))
            continue;
        ++present.objects;
        present.bytes += info.size();
    }
    return present;
}

} // namespace catalog
