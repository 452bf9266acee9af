#include "core/catalog/setplanner.h"

#include "core/async.h"
#include "core/catalog/objectfinder.h"
#include "core/catalog/objectloader.h"
#include "core/catalog/tvfsopening.h"
#include "core/catalog/whilealive.h"
#include "core/storage/safename.h"
#include "core/transfer/fetch/memorypressure.h"

#include <QCryptographicHash>
#include <QRegularExpression>
#include <algorithm>
#include <utility>

namespace catalog {

namespace {

/// What is looked up at once takes a KiB a file.
constexpr qsizetype kFilesOfBatch = 5'000;

} // namespace

SetPlanner::SetPlanner(std::shared_ptr<FileBatches> files, const Wishes &wishes, QObject *parent)
    : QObject(parent)
    , m_files(std::move(files))
    , m_builder(
          std::make_shared<PlanBuilder>(m_files->build().loader->hosts(), m_files->build().loader->misses()))
    , m_wishes(wishes)
{
    m_files->setByKeys();
    if (wishes.copies == Copies::Linked)
        m_builder->setLinked();
    if (wishes.form == Form::AsServed)
        m_builder->setRaw(); // an object each: there is nothing to join
    else
        m_files->setJoins();
}

void SetPlanner::start(Done done)
{
    m_done = std::move(done);
    // Whoever made the files may still hold their list, and it is long.
    QMetaObject::invokeMethod(this, &SetPlanner::begin, Qt::QueuedConnection);
}

void SetPlanner::begin()
{
    if (m_wishes.sequence == Sequence::ByPlace)
        return next();
    const OpenBuild &build = m_files->build();
    const tact::ManifestRef &manifest = build.build->config.download;
    if (!manifest.isNamed())
        return onDownloadManifest(
            core::failure(core::ErrorKind::NotInBuild, QStringLiteral("the build config names none")));
    build.finder->load(wantedFile(selected(manifest), QStringLiteral("download manifest")),
                       whileAlive(this, [this](const auto &bytes) { onDownloadManifest(bytes); }));
}

void SetPlanner::onDownloadManifest(const core::Result<QByteArray> &manifest)
{
    const QString what = QStringLiteral("download manifest");
    auto priorities =
        manifest.and_then([&](const QByteArray &bytes) { return Priorities::read(bytes, what); });
    if (priorities) {
        m_builder->setPriorities(std::move(*priorities));
    } else {
        m_isCertain = false;
        Q_EMIT m_files->build().loader->warned(
            {what,
             {},
             priorities.error().detail + QStringLiteral("; files come as they lie in the archives")});
    }
    next();
}

void SetPlanner::next()
{
    m_files->locate(kFilesOfBatch, whileAlive(this, [this](const LocatedFiles &files) { build(files); }));
}

void SetPlanner::build(const LocatedFiles &files)
{
    core::runIn(
        m_files->build().loader->workers(),
        [builder = m_builder, files = files]() mutable {
            const bool isLast = files.more == 0;
            builder->add(std::exchange(files, {}));
            transfer::returnFreeMemory(); // what was looked up is as much as the plan
            return isLast;
        },
        this, [this](bool isLast) { isLast ? end() : next(); });
}

void SetPlanner::end()
{
    const bool isCertain = m_isCertain && m_files->isCertain() && m_builder->lost().isEmpty();
    m_files.reset();
    m_done({m_builder->take(), m_builder->lost(), isCertain});
}

QString setName(const QString &text)
{
    constexpr qsizetype kLongest = 80;
    // Of several paths the first, and how many more there are.
    static const QRegularExpression bar(QStringLiteral("(?<!\\|)\\|(?!\\|)"));
    const qsizetype end = text.indexOf(bar);
    const QString first = end < 0 ? text : text.left(std::min(end, kLongest));
    const QString more = end < 0 ? QString() : QStringLiteral(" +%1").arg(text.sliced(end).count(bar));
    QString name;
    bool isPlain = end < 0 && text.size() <= kLongest;
    for (const QChar c : first) {
        const bool isSeparator = c == u':' || c == u'/';
        const bool isLetter =
            c.isLetterOrNumber() || c == u'_' || c == u'-' || c == u'.' || c == u'@' || c == u'=';
        isPlain = isPlain && (isLetter || isSeparator);
        name += isLetter ? c : isSeparator ? u' ' : u'_';
    }
    name = name.left(kLongest).trimmed() + more;
    if (!isPlain) // others may look the same
        name +=
            u' ' + QString::fromLatin1(
                       QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex().first(8));
    return storage::safeName(name).value_or(name); // as the queue calls its row
}

} // namespace catalog
