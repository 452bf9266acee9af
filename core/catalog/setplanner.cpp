#include "core/catalog/setplanner.h"

#include "core/storage/safename.h"

#include <QCryptographicHash>
#include <algorithm>
#include <utility>

namespace catalog {

namespace {

/// What is looked up at once takes some KiB a file.
constexpr qsizetype kFilesOfBatch = 5'000;

} // namespace

SetPlanner::SetPlanner(std::shared_ptr<FileBatches> files, Form form, QObject *parent)
    : QObject(parent)
    , m_files(std::move(files))
{
    if (form == Form::AsServed)
        m_plan.setRaw(); // an object each: there is nothing to join
    else
        m_files->setJoins();
}

void SetPlanner::start(Done done)
{
    m_done = std::move(done);
    next();
}

void SetPlanner::next()
{
    m_files->next(kFilesOfBatch, [this](const ResolvedFiles &files) { take(files); });
}

void SetPlanner::take(const ResolvedFiles &files)
{
    m_lost += files.lost;
    for (const ResolvedFile &file : files.files)
        add(file);
    if (files.more > 0)
        return next();
    m_names.clear(); // there may be a hundred thousand, and the plan has them
    m_files.reset();
    m_plan.arrange();
    m_done({std::make_shared<const core::SetPlan>(std::move(m_plan)), m_lost});
}

void SetPlanner::add(const ResolvedFile &file)
{
    const auto name = storage::safeName(file.source.name);
    if (!name) {
        m_lost << LostFile{file.source.name, name.error()};
        return;
    }
    if (m_names.contains(storage::nameKey(*name))) {
        m_lost << LostFile{
            file.source.name,
            {core::ErrorKind::NameRefused,
             QStringLiteral("another file of the build has the same name on this file system: %1")
                 .arg(*name)}};
        return;
    }
    m_names << storage::nameKey(*name);
    const auto named = [&name](core::Source source) {
        source.name = *name;
        return source;
    };
    if (file.parts.isEmpty())
        return m_plan.add(named(file.source), file.others);
    QList<core::Source> parts;
    for (const core::Source &part : file.parts)
        parts << named(part);
    m_plan.addJoined(parts, file.contentKey);
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
