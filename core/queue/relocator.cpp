#include "core/queue/relocator.h"

#include "core/async.h"
#include "core/storage/relocation.h"
#include "core/storage/safename.h"
#include "core/transfer/transferservices.h"

#include <QDir>

namespace queue {

using core::ErrorKind;
using transfer::Intent;
using transfer::State;

Relocator::Relocator(Rows &rows, RunningItems &running, transfer::TransferServices &services, QObject *parent)
    : QObject(parent)
    , m_rows(rows)
    , m_running(running)
    , m_services(services)
{
    connect(&rows, &Rows::itemChanged, this, &Relocator::onChanged);
    connect(&rows, &Rows::gone, this, [this](ItemId id) {
        if (isMoving(id))
            end(id, core::failure(ErrorKind::Cancelled, {}));
    });
}

/// The name as it will be.
core::Result<QString> Relocator::permit(const Item &item, const QString &folder, const QString &name)
{
    if (!item.source.set.isEmpty())
        return core::failure(ErrorKind::NameRefused, QStringLiteral("a set of files stays where it is"));
    if (isMoving(item.id))
        return core::failure(ErrorKind::PartFileLocked, QStringLiteral("it is being moved already"));
    if (!QDir::isAbsolutePath(folder))
        return core::failure(ErrorKind::NameRefused, folder);
    return storage::safeName(name).and_then([&](const QString &safe) -> core::Result<QString> {
        Item wanted = item;
        wanted.folder = QDir::cleanPath(folder);
        wanted.name = safe;
        const Claims::Ruling ruling = m_rows.claims().ask(wanted, false);
        if (ruling.answer != Claims::Answer::Free && ruling.holder != item.id)
            return core::failure(ErrorKind::TargetExists,
                                 wanted.target() + QStringLiteral(": another download makes it"));
        return safe;
    });
}

void Relocator::relocate(ItemId id, const QString &folder, const QString &name, Done done)
{
    Item *item = m_rows.find(id);
    if (!item)
        return done(core::failure(ErrorKind::Cancelled, {}));
    const auto safe = permit(*item, folder, name);
    if (!safe)
        return done(core::failure(safe.error()));
    const bool runs = item->intent == Intent::Run && item->state != State::Done;
    m_moves[id] = {QDir::cleanPath(folder), *safe, runs ? Intent::Run : Intent::Hold, false, std::move(done)};
    if (m_running.find(id)) { // onChanged() goes on when it has stopped
        item->intent = Intent::Hold;
        m_running.stop(id);
        return m_rows.changed(*item);
    }
    if (!transfer::isFinished(item->state) && item->state != State::Paused) {
        item->intent = Intent::Hold;
        return m_rows.moveTo(*item, State::Paused); // onChanged() goes on
    }
    begin(*item, m_moves[id]);
}

void Relocator::setIntent(ItemId id, Intent intent)
{
    m_moves[id].intent = intent;
}

void Relocator::onChanged(int row)
{
    const Item &item = m_rows.at(row);
    const auto found = m_moves.find(item.id);
    if (found == m_moves.end() || found->second.isOnDisk || m_running.find(item.id))
        return;
    if (transfer::isFinished(item.state) || item.state == State::Paused)
        begin(item, found->second);
}

void Relocator::begin(const Item &item, Move &move)
{
    move.isOnDisk = true;
    const QString from = item.target();
    const QString to = move.folder + u'/' + move.name;
    if (from.isEmpty() || from == to)
        return end(item.id, {});
    const auto file =
        item.state == State::Done ? storage::TargetFile::IsFinished : storage::TargetFile::IsSomebodys;
    core::runIn(
        m_services.hashing(), [from, to, file] { return storage::relocate(from, to, file); }, this,
        [this, id = item.id](const core::Result<void> &result) { end(id, result); });
}

void Relocator::end(ItemId id, const core::Result<void> &result)
{
    const auto found = m_moves.find(id);
    if (found == m_moves.end())
        return; // its row is gone
    const Move move = std::move(found->second);
    m_moves.erase(found);
    Item *item = m_rows.find(id);
    if (item && result) {
        item->folder = move.folder;
        item->name = move.name;
        item->source.name = move.name; // a name that a person chose: no server gives it another
        item->volume.reset();
        m_rows.sourceChanged(*item);
    }
    if (item)
        Q_EMIT moved(id, move.intent);
    move.done(result);
}

} // namespace queue
