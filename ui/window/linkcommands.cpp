#include "ui/window/linkcommands.h"

#include "core/links/cdnsource.h"
#include "core/links/metalink.h"
#include "ui/background.h"
#include "ui/errortext.h"
#include "ui/intake/replacedialog.h"
#include "ui/list/queueview.h"
#include "ui/preferences.h"
#include "ui/window/actions.h"

#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QGuiApplication>
#include <QSaveFile>

namespace ui {

namespace {

/// Below the download folder, as a list says it; what lies elsewhere is this machine's business.
QString folderInList(const QString &folder, const QString &base)
{
    const QString path = QDir(base).relativeFilePath(folder);
    return path == QStringLiteral(".") || path.startsWith(QStringLiteral("..")) || QDir::isAbsolutePath(path)
               ? QString()
               : path;
}

/// Empty when it went well. On a pool thread.
QString write(const QString &path, const QString &text)
{
    QSaveFile file(path);
    const QByteArray bytes = text.toUtf8();
    bool ok = file.open(QIODevice::WriteOnly);
    if (ok && core::withoutCredentials(text) != text) // passwords are for their owner alone to read
        ok = file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    if (ok && file.write(bytes) == bytes.size() && file.commit())
        return {};
    return file.errorString();
}

} // namespace

LinkCommands::LinkCommands(queue::Queue &queue, const QueueView &view, const Preferences &preferences,
                           const Actions &actions, QWidget *window)
    : QObject(window)
    , m_queue(queue)
    , m_view(view)
    , m_preferences(preferences)
    , m_window(window)
{
    connect(actions.copyLink, &QAction::triggered, this, &LinkCommands::copy);
    connect(actions.replaceLink, &QAction::triggered, this, &LinkCommands::replaceCurrent);
    connect(actions.copyPath, &QAction::triggered, this, &LinkCommands::copyPaths);
    connect(actions.saveList, &QAction::triggered, this, &LinkCommands::askWhereToSave);
}

void LinkCommands::copy() const
{
    QStringList lines;
    for (const queue::ItemId id : m_view.selectedIds()) {
        if (const queue::Item *item = m_queue.find(id))
            lines << core::toLine(core::withoutCredentials(item->source));
    }
    QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

/// Of the files, or of the folders where those are not named yet.
void LinkCommands::copyPaths() const
{
    QStringList lines;
    for (const queue::ItemId id : m_view.selectedIds()) {
        const queue::Item *item = m_queue.find(id);
        if (!item)
            continue;
        const bool isFile = !item->name.isEmpty() && item->source.set.isEmpty();
        lines << QDir::toNativeSeparators(isFile ? item->target() : item->folder);
    }
    QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

namespace {

/// What is typed, as an address of the file: its own, when it ends as the known one does.
core::Result<core::Source> withMirror(core::Source source, const QString &text)
{
    const QString whole = text.contains(QStringLiteral("://")) ? text : QStringLiteral("https://") + text;
    const auto typed = links::sourceFromText(whole);
    const QString name = core::nameFromUrl(source.mirrors.value(0));
    if (typed && !name.isEmpty() && core::nameFromUrl(typed->mirrors.first()) == name)
        source.mirrors.append(typed->mirrors.first());
    else if (auto ok = links::addMirror(source, whole); !ok)
        return core::failure(ok.error());
    const QUrl last = source.mirrors.takeLast();
    if (source.mirrors.contains(last))
        return core::failure(core::ErrorKind::SourceNotUnderstood, QStringLiteral("it is a mirror already"));
    source.mirrors.append(last);
    return source;
}

} // namespace

void LinkCommands::addMirror(queue::ItemId id, const QString &text)
{
    const queue::Item *item = m_queue.find(id);
    if (!item)
        return;
    const auto done = withMirror(item->source, text).and_then([&](core::Source source) {
        return m_queue.replaceSource(id, std::move(source));
    });
    if (!done)
        Q_EMIT saved(
            tr("%1 was not added: %2").arg(core::withoutCredentials(text), errorParagraph(done.error())));
}

void LinkCommands::replaceCurrent()
{
    if (const auto id = m_view.currentId())
        replace(*id);
}

void LinkCommands::replace(queue::ItemId id)
{
    if (const queue::Item *item = m_queue.find(id))
        (new ReplaceDialog(m_queue, *item, m_window))->open();
}

/// What is selected when it is more than one, otherwise everything.
QList<queue::ItemId> LinkCommands::idsToSave() const
{
    QList<queue::ItemId> ids = m_view.selectedIds();
    if (ids.size() > 1)
        return ids;
    ids.clear();
    for (int row = 0; row < m_queue.count(); ++row)
        ids << m_queue.at(row).id;
    return ids;
}

void LinkCommands::askWhereToSave()
{
    const QList<queue::ItemId> ids = idsToSave();
    auto *dialog =
        new QFileDialog(m_window, tr("Save a list of %Ln download(s)", nullptr, static_cast<int>(ids.size())),
                        m_preferences.downloadFolder());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("List (*.txt)"), tr("Metalink (*.meta4)")});
    dialog->setDefaultSuffix(QStringLiteral("txt"));
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString &filter) {
        dialog->setDefaultSuffix(filter.contains(QStringLiteral("meta4")) ? QStringLiteral("meta4")
                                                                          : QStringLiteral("txt"));
    });
    dialog->selectFile(tr("downloads"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, ids](const QString &path) { save(path, ids); });
    dialog->open();
}

void LinkCommands::save(const QString &path, const QList<queue::ItemId> &ids)
{
    QList<links::ListEntry> entries;
    for (const queue::ItemId id : ids) {
        const queue::Item *item = m_queue.find(id);
        if (!item)
            continue;
        links::ListEntry entry{item->source, folderInList(item->folder, m_preferences.downloadFolder()), 0};
        entry.source.name = item->name;
        entries << entry;
    }
    const bool isMetalink = path.endsWith(QStringLiteral(".meta4"), Qt::CaseInsensitive) ||
                            path.endsWith(QStringLiteral(".metalink"), Qt::CaseInsensitive);
    inBackground(
        [path, entries, isMetalink] {
            return write(path, isMetalink ? links::toMetalink(entries) : links::toSourceList(entries));
        },
        this,
        [this, path, count = static_cast<int>(entries.size())](const QString &complaint) {
            const QString file = QDir::toNativeSeparators(path);
            Q_EMIT saved(complaint.isEmpty() ? tr("%Ln download(s) saved to %1", nullptr, count).arg(file)
                                             : tr("%1 was not saved: %2").arg(file, complaint));
        });
}

} // namespace ui
