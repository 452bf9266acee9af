#include "ui/details/filecommands.h"

#include "ui/details/filelists.h"
#include "ui/details/filesview.h"
#include "ui/icons.h"
#include "ui/openitem.h"

#include <QFileInfo>
#include <QHeaderView>
#include <QMenu>

namespace ui {

namespace {

using storage::SetWish;
using transfer::State;
using Status = transfer::SetFileStatus;

} // namespace

FileCommands::FileCommands(const FileSnapshot &snapshot, const FileModel &model, FilesView &view,
                           QWidget *parent)
    : QObject(parent)
    , m_snapshot(snapshot)
    , m_model(model)
    , m_view(view)
    , m_lists(new FileLists(snapshot, model, view, this))
{
    connect(m_lists, &FileLists::said, this, &FileCommands::said);
    makeActions();
    makeExport();
    connect(&view, &FilesView::opened, this, [this] { open(); });
    connect(&view, &FilesView::menuRequested, this, &FileCommands::offerMenu);
    connect(&view, &FilesView::selectionMoved, this, &FileCommands::update);
    connect(&model, &FileModel::wishWanted, this, &FileCommands::onBoxChanged);
    update();
}

QAction *FileCommands::make(const QString &text, const QString &icon, const QKeySequence &shortcut,
                            const std::function<void()> &act)
{
    auto *action = new QAction(text, this);
    if (!icon.isEmpty())
        action->setIcon(themedIcon(icon));
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetShortcut);
    m_view.addAction(action);
    if (act)
        connect(action, &QAction::triggered, this, act);
    return action;
}

/// The keys are those of the list of downloads.
void FileCommands::makeActions()
{
    m_open = make(tr("&Open file"), QStringLiteral("file"), {}, [this] { open(); });
    m_showInFolder = make(tr("Show in &folder"), QStringLiteral("folder"),
                          QKeySequence(Qt::CTRL | Qt::Key_Return), [this] { showInFolder(); });
    m_copyPath = make(tr("Cop&y path"), {}, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C),
                      [this] { m_lists->copyPaths(); });
    m_copySource = make(tr("&Copy source line"), QStringLiteral("copy"), QKeySequence::Copy,
                        [this] { m_lists->copySources(); });
    m_copyKeys = make(tr("Copy &keys"), QStringLiteral("key"), {}, [this] { m_lists->copyKeys(); });
    m_skip = make(tr("&Skip these files"), {}, QKeySequence(QKeySequence::Delete),
                  [this] { wish(SetWish::Skip); });
    m_fetch = make(tr("Fetch these &after all"), {}, QKeySequence(Qt::Key_Insert),
                   [this] { wish(SetWish::Fetch); });
    m_retry = make(tr("&Try the failed ones again"), QStringLiteral("retry"), {},
                   [this] { Q_EMIT retryWanted(*m_snapshot.item); });
    m_verify =
        make(tr("&Verify again"), QStringLiteral("verified"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_V),
             [this] { Q_EMIT verifyWanted(*m_snapshot.item); });
    m_openFolder = make(tr("Open the folder of the set"), QStringLiteral("folder"), {},
                        [this] { Q_EMIT folderWanted(*m_snapshot.item); });
}

void FileCommands::makeExport()
{
    m_export = make(tr("Save the list of files shown"), QStringLiteral("list"), {}, nullptr);
    auto *menu = new QMenu(&m_view);
    m_export->setMenu(menu);
    connect(menu->addAction(tr("As lines PRODUCT@BUILD:PATH…")), &QAction::triggered, this,
            [this] { m_lists->askWhereToSave(ExportForm::Sources); });
    connect(menu->addAction(tr("As CSV, with sizes and keys…")), &QAction::triggered, this,
            [this] { m_lists->askWhereToSave(ExportForm::Csv); });
}

void FileCommands::setItem(const queue::Item &item)
{
    const bool isChecking = item.checked >= 0;
    if (m_state == item.state && m_isChecking == isChecking)
        return;
    m_state = item.state;
    m_isChecking = isChecking;
    update();
}

void FileCommands::update()
{
    const bool isKnown = m_snapshot.view != nullptr;
    const auto current = isKnown ? m_view.currentFile() : std::nullopt;
    const bool isThere = current && (m_snapshot.view->states[*current] == Status::Done ||
                                     m_snapshot.view->states[*current] == Status::Locked);
    m_open->setEnabled(isThere);
    m_showInFolder->setEnabled(current.has_value());
    for (QAction *action : {m_copyPath, m_copySource, m_copyKeys})
        action->setEnabled(current.has_value());
    m_skip->setEnabled(current && m_snapshot.hasWishes() && m_state != State::Committing &&
                       m_state != State::Done);
    m_fetch->setEnabled(current && m_snapshot.hasWishes() && m_state != State::Committing && !m_isChecking);
    m_retry->setEnabled(isKnown && m_snapshot.view->count(Status::Failed) > 0 &&
                        m_state != State::Committing);
    m_verify->setEnabled(isKnown && m_state == State::Done && !m_isChecking);
    m_openFolder->setEnabled(m_snapshot.item.has_value());
    m_export->setEnabled(isKnown && m_model.rowCount() > 0);
}

void FileCommands::offerMenu(const QPoint &pos)
{
    QMenu menu(&m_view);
    menu.addActions({m_open, m_showInFolder});
    menu.addSeparator();
    menu.addActions({m_copyPath, m_copySource, m_copyKeys});
    menu.addSeparator();
    menu.addActions({m_retry, m_skip, m_fetch});
    menu.addSeparator();
    menu.addActions({m_verify, m_openFolder, m_export});
    QMenu *columns = menu.addMenu(tr("Columns"));
    QHeaderView *header = m_view.horizontalHeader();
    for (int column = 1; column < kSetFileColumnCount; ++column) {
        QAction *action = columns->addAction(setFileColumnName(static_cast<SetFileColumn>(column)));
        action->setCheckable(true);
        action->setChecked(!header->isSectionHidden(column));
        connect(action, &QAction::toggled, header,
                [header, column](bool isShown) { header->setSectionHidden(column, !isShown); });
    }
    menu.exec(pos);
}

void FileCommands::open()
{
    const auto file = m_view.currentFile();
    if (file && m_open->isEnabled())
        open(m_snapshot.folder + QLatin1Char('/') + m_snapshot.view->plan->name(*file));
}

/// The folder that it lies in, or will.
void FileCommands::showInFolder()
{
    if (const auto file = m_view.currentFile())
        open(QFileInfo(m_snapshot.folder + QLatin1Char('/') + m_snapshot.view->plan->name(*file)).path());
}

void FileCommands::open(const QString &path)
{
    openPath(path, this, [this](const QString &why) { Q_EMIT said(why); });
}

std::vector<FileCommands::Index> FileCommands::selectedFor(SetWish wish) const
{
    std::vector<Index> files = m_view.selectedFiles();
    std::erase_if(files, [this, wish](Index file) {
        const Status status = m_snapshot.view->states[file];
        const bool isUnwanted = status == Status::Unwanted;
        return !m_snapshot.canChangeWish(file) || isUnwanted != (wish == SetWish::Fetch);
    });
    return files;
}

void FileCommands::wish(SetWish wish)
{
    if (!m_snapshot.view || !m_snapshot.item)
        return;
    const std::vector<Index> files = selectedFor(wish);
    if (!files.empty())
        Q_EMIT wishWanted(*m_snapshot.item, files, wish);
}

/// With a row that is selected, for all that are.
void FileCommands::onBoxChanged(int row, SetWish wish)
{
    const QAction *action = wish == SetWish::Skip ? m_skip : m_fetch;
    if (!m_snapshot.item || !action->isEnabled())
        return;
    if (m_view.isSelected(row))
        return this->wish(wish);
    Q_EMIT wishWanted(*m_snapshot.item, {m_model.file(row)}, wish);
}

} // namespace ui
