#include "ui/details/filelists.h"

#include "core/hex.h"
#include "ui/background.h"
#include "ui/details/filesview.h"
#include "ui/errortext.h"

#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QGuiApplication>

namespace ui {

namespace {

QString nativePathOf(const FileSnapshot &snapshot, core::SetPlan::Index file)
{
    return QDir::toNativeSeparators(snapshot.folder + QLatin1Char('/') + snapshot.view->plan->name(file));
}

QString sourceOf(const FileSnapshot &snapshot, core::SetPlan::Index file)
{
    return sourceLine(snapshot.set, *snapshot.view->plan, file);
}

/// "ckey=… ekey=…", as far as they are known.
QString keysOf(const FileSnapshot &snapshot, core::SetPlan::Index file)
{
    QStringList keys;
    if (const auto key = snapshot.view->plan->contentKey(file))
        keys << QStringLiteral("ckey=") + core::hex(key->digest);
    if (const auto key = snapshot.view->plan->encodingKey(file))
        keys << QStringLiteral("ekey=") + core::hex(key->digest);
    return keys.join(QLatin1Char(' '));
}

} // namespace

FileLists::FileLists(const FileSnapshot &snapshot, const FileModel &model, const FilesView &view,
                     QObject *parent)
    : QObject(parent)
    , m_snapshot(snapshot)
    , m_model(model)
    , m_view(view)
{
}

void FileLists::copyPaths()
{
    copy(nativePathOf);
}

void FileLists::copySources()
{
    if (const QString why = whyNoExport(m_snapshot.set, *m_snapshot.view, ExportForm::Sources);
        !why.isEmpty())
        return Q_EMIT said(why);
    copy(sourceOf);
}

void FileLists::copyKeys()
{
    copy(keysOf);
}

/// Of many files the text takes its time.
void FileLists::copy(QString (*line)(const FileSnapshot &snapshot, Index file))
{
    const auto work = [snapshot = m_snapshot, files = m_view.selectedFiles(), line] {
        QStringList lines;
        for (const Index file : files)
            lines << line(snapshot, file);
        lines.removeAll(QString());
        return lines.join(QLatin1Char('\n'));
    };
    inBackground(work, this, [](const QString &text) { QGuiApplication::clipboard()->setText(text); });
}

void FileLists::askWhereToSave(ExportForm form)
{
    if (!m_snapshot.view)
        return;
    if (const QString why = whyNoExport(m_snapshot.set, *m_snapshot.view, form); !why.isEmpty())
        return Q_EMIT said(why);
    const bool isCsv = form == ExportForm::Csv;
    auto *dialog = new QFileDialog(m_view.window(), tr("Save the list of files"), m_snapshot.folder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({isCsv ? tr("CSV (*.csv)") : tr("List (*.txt)")});
    dialog->setDefaultSuffix(isCsv ? QStringLiteral("csv") : QStringLiteral("txt"));
    dialog->selectFile(tr("files"));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, form](const QString &path) { save(path, form); });
    dialog->open();
}

void FileLists::save(const QString &path, ExportForm form)
{
    if (!m_snapshot.view)
        return;
    const auto work = [path, set = m_snapshot.set, view = m_snapshot.view, files = m_model.files(), form] {
        return saveList(path, set, *view, files, form);
    };
    const int count = m_model.rowCount();
    inBackground(work, this, [this, path, count](const core::Result<void> &saved) {
        Q_EMIT said(
            saved
                ? tr("Saved a list of %Ln file(s) as %1", nullptr, count).arg(QDir::toNativeSeparators(path))
                : errorParagraph(saved.error()));
    });
}

} // namespace ui
