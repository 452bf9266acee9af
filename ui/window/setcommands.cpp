#include "ui/window/setcommands.h"

#include "core/queue/setitems.h"
#include "ui/details/detailspanel.h"
#include "ui/details/filecommands.h"
#include "ui/errortext.h"
#include "ui/openitem.h"

namespace ui {

SetCommands::SetCommands(queue::Queue &queue, DetailsPanel &details, QObject *parent)
    : QObject(parent)
    , m_queue(queue)
    , m_details(details)
{
    const FileCommands &files = details.fileCommands();
    connect(&files, &FileCommands::said, this, &SetCommands::said);
    connect(&files, &FileCommands::retryWanted, this, &SetCommands::retry);
    connect(&files, &FileCommands::folderWanted, this, &SetCommands::openFolder);
    connect(&files, &FileCommands::verifyWanted, this, [this](queue::ItemId id) { m_queue.verify({id}); });
    connect(&files, &FileCommands::wishWanted, this,
            [this](queue::ItemId id, const std::vector<core::SetPlan::Index> &chosen, storage::SetWish wish) {
                m_queue.sets().wish(id, chosen, wish, this, [this](const core::Result<void> &result) {
                    m_details.readFilesAgain();
                    if (!result)
                        Q_EMIT said(errorParagraph(result.error()));
                });
            });
}

/// One that runs begins another attempt.
void SetCommands::retry(queue::ItemId id)
{
    const queue::Item *item = std::as_const(m_queue).find(id);
    if (item && transfer::isActive(item->state))
        m_queue.sets().retry(id);
    else
        m_queue.run({id});
}

void SetCommands::openFolder(queue::ItemId id)
{
    if (const queue::Item *item = std::as_const(m_queue).find(id))
        ui::openFolder(*item, this, [this](const QString &why) { Q_EMIT said(why); });
}

} // namespace ui
