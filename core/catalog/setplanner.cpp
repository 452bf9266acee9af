#include "core/catalog/setplanner.h"

#include "core/async.h"
#include "core/catalog/objectloader.h"
#include "core/catalog/whilealive.h"
#include "core/storage/safename.h"

#include <QCryptographicHash>
#include <algorithm>
#include <utility>

namespace catalog {

namespace {

/// What is looked up at once takes a KiB a file; the pages of the encoding manifest are read anew for each.
constexpr qsizetype kFilesOfBatch = 20'000;

} // namespace

SetPlanner::SetPlanner(std::shared_ptr<FileBatches> files, Form form, QObject *parent)
    : QObject(parent)
    , m_files(std::move(files))
    , m_builder(std::make_shared<PlanBuilder>(m_files->loader().hosts(), m_files->loader().misses()))
{
    if (form == Form::AsServed)
        m_builder->setRaw(); // an object each: there is nothing to join
    else
        m_files->setJoins();
}

void SetPlanner::start(Done done)
{
    m_done = std::move(done);
    // Whoever made the files may still hold their list, and it is long.
    QMetaObject::invokeMethod(this, &SetPlanner::next, Qt::QueuedConnection);
}

void SetPlanner::next()
{
    m_files->locate(kFilesOfBatch, whileAlive(this, [this](const LocatedFiles &files) { build(files); }));
}

void SetPlanner::build(const LocatedFiles &files)
{
    core::runIn(
        m_files->loader().workers(),
        [builder = m_builder, files] { return builder->add(files), files.more == 0; }, this,
        [this](bool isLast) { isLast ? end() : next(); });
}

void SetPlanner::end()
{
    const bool isCertain = m_files->isCertain() && m_builder->lost().isEmpty();
    m_files.reset();
    m_done({m_builder->take(), m_builder->lost(), isCertain});
}

QString setName(const QString &text)
{
    constexpr qsizetype kLongest = 80;
    QString name;
    bool isPlain = text.size() <= kLongest;
    for (const QChar c : text) {
        const bool isSeparator = c == u':' || c == u'/';
        const bool isLetter =
            c.isLetterOrNumber() || c == u'_' || c == u'-' || c == u'.' || c == u'@' || c == u'=';
        isPlain = isPlain && (isLetter || isSeparator);
        name += isLetter ? c : isSeparator ? u' ' : u'_';
    }
    name = name.left(kLongest).trimmed();
    if (!isPlain) // others may look the same
        name +=
            u' ' + QString::fromLatin1(
                       QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex().first(8));
    return storage::safeName(name).value_or(name); // as the queue calls its row
}

} // namespace catalog
