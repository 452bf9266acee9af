#include "ui/intake/intake.h"

#include "core/links/listtext.h"
#include "ui/background.h"
#include "ui/intake/buildoffer.h"
#include "ui/intake/categorized.h"
#include "ui/list/pendingremovals.h"
#include "ui/preferences.h"

#include <QDir>
#include <QFileInfo>
#include <QMimeData>
#include <QSet>
#include <QTimer>

namespace ui {

namespace {

// At least so many rows at once, and more the more there are, because each time costs a look at all of them.
constexpr qsizetype kSmallestSlice = 200;
constexpr qsizetype kSliceOfAll = 16;

/// Whatever cannot be made, the item's own error will say. Touches the disk.
bool makeAll(const QSet<QString> &folders)
{
    bool ok = true;
    for (const QString &folder : folders)
        ok = QDir().mkpath(folder) && ok;
    return ok;
}

/// Folders that a list names, below a download folder that is there. A chosen folder that is gone stays gone:
/// its volume may only be away.
void makeFolders(const Dropped &dropped, const QString &base, bool mayMakeBase)
{
    if (!mayMakeBase && !QFileInfo(base).isDir())
        return;
    QSet<QString> folders{base};
    for (const links::ListEntry &entry : dropped.sources)
        folders.insert(links::folderFor(base, entry.folder));
    for (const links::ProductEntry &entry : dropped.products)
        folders.insert(links::folderFor(base, entry.folder));
    makeAll(folders);
}

} // namespace

Intake::Intake(queue::Queue &queue, PendingRemovals &removals, const Preferences &preferences,
               QObject *parent)
    : QObject(parent)
    , m_queue(queue)
    , m_removals(removals)
    , m_preferences(preferences)
{
}

void Intake::addText(const QString &text)
{
    read({text, {}});
}

void Intake::addFiles(const QStringList &files)
{
    read({{}, files});
}

void Intake::add(const QMimeData &mime)
{
    read(dropInputFrom(mime));
}

void Intake::addRequests(const QList<queue::Request> &requests)
{
    QSet<QString> folders;
    for (const queue::Request &request : requests)
        folders.insert(request.folder);
    inBackground([folders] { return makeAll(folders); }, this,
                 [this, requests](bool) { addToQueue(requests, {}); });
}

void Intake::addProducts(const QList<ui::ProductRequest> &products)
{
    QSet<QString> folders;
    for (const ProductRequest &product : products)
        folders.insert(product.folder);
    inBackground([folders] { return makeAll(folders); }, this,
                 [this, products](bool) { Q_EMIT productsWanted(products); });
}

void Intake::addFound(const FoundFiles &found)
{
    IntakeReport report;
    report.lost = found.lost;
    report.remarks = found.remarks;
    report.ids = found.grown;
    report.kept = m_removals.keep(found.grown);
    addToQueue(found.requests, report);
    for (const Offer &offer : found.offers)
        Q_EMIT offered(offer);
}

void Intake::read(const DropInput &input)
{
    if (input.isEmpty())
        return;
    const QString base = m_preferences.downloadFolder();
    const auto work = [input, base, mayMake = m_preferences.isDownloadFolderDefault()] {
        Dropped dropped = readDropped(input);
        if (!dropped.sources.isEmpty() || !dropped.products.isEmpty() || !dropped.fileKeys.isEmpty())
            makeFolders(dropped, base, mayMake);
        return dropped;
    };
    inBackground(work, this, [this, base](Dropped dropped) { take(std::move(dropped), base); });
}

void Intake::take(Dropped dropped, const QString &base)
{
    IntakeReport report;
    report.keys = static_cast<int>(dropped.keys.size());
    const auto folderFor = [&base, &dropped](const auto &entry) {
        if (links::leadsOut(base, entry.folder)) {
            const core::Error error{core::ErrorKind::NameRefused,
                                    QStringLiteral("outside the download folder")};
            dropped.problems.append({{}, entry.line, entry.folder, error});
        }
        return links::folderFor(base, entry.folder);
    };
    QList<queue::Request> requests;
    const QList<queue::Category> categories = m_preferences.categories();
    QSet<QString> folders;
    for (const links::ListEntry &entry : std::as_const(dropped.sources)) {
        requests.append(categorized({entry.source, folderFor(entry), entry.source.name,
                                     m_preferences.options(), m_preferences.intentForNew()},
                                    categories, base));
        if (!requests.last().category.isEmpty())
            folders.insert(requests.last().folder);
    }
    QList<ProductRequest> products;
    for (const links::ProductEntry &entry : std::as_const(dropped.products))
        products.append({entry.source, folderFor(entry), m_preferences.options(),
                         m_preferences.intentForNew(), entry.keep});
    for (const blte::Digest &key : std::as_const(dropped.fileKeys))
        products.append(
            {{}, base, m_preferences.options(), m_preferences.intentForNew(), links::Keep::Files, key});
    report.problems = dropped.problems;
    report.remarks = dropped.remarks;
    if (report.keys > 0)
        Q_EMIT keysDropped(dropped.keys);
    if (!dropped.localBlte.isEmpty())
        Q_EMIT localBlteDropped(dropped.localBlte);
    takeOffers(dropped, report);
    if (folders.isEmpty())
        addToQueue(requests, report);
    else
        inBackground([folders] { return makeAll(folders); }, this,
                     [this, requests, report](bool) { addToQueue(requests, report); });
    if (!products.isEmpty())
        Q_EMIT productsWanted(products);
}

void Intake::takeOffers(const Dropped &dropped, IntakeReport &report)
{
    if (!dropped.installed.empty()) {
        Q_EMIT installedDropped(dropped.installed);
        const InstalledReport installed = reportInstalled(dropped.installed, m_queue.keys().get());
        report.remarks += installed.remarks;
        if (installed.offer)
            Q_EMIT offered(*installed.offer);
    }
    for (const Dropped::Listfile &list : dropped.listfiles) {
        Q_EMIT offered({tr("%1 names %Ln file(s) of World of Warcraft", nullptr, static_cast<int>(list.names))
                            .arg(QFileInfo(list.path).fileName()),
                        {},
                        list.path});
    }
}

/// A slice in each turn of the event loop, so that ten thousand links hold nothing up.
void Intake::addToQueue(const QList<queue::Request> &requests, const IntakeReport &report)
{
    m_batches.append({requests, report, 0});
    if (m_batches.size() == 1)
        addSome();
}

void Intake::addSome()
{
    Batch &batch = m_batches.first();
    const int before = m_queue.count();
    QList<queue::Request> slice =
        batch.requests.mid(batch.done, std::max<qsizetype>(kSmallestSlice, before / kSliceOfAll));
    for (queue::Request &request : slice)
        request.mayRename = true;
    const QList<queue::ItemId> ids = m_queue.add(slice);
    const int added = m_queue.count() - before;
    const int kept = m_removals.keep(ids);
    batch.report.ids += ids;
    batch.report.added += added;
    batch.report.kept += kept;
    batch.report.known += static_cast<int>(slice.size()) - added - kept;
    batch.done += slice.size();
    if (batch.done >= batch.requests.size()) {
        const IntakeReport report = m_batches.takeFirst().report;
        Q_EMIT reported(report);
    }
    if (!m_batches.isEmpty()) // by a timer: an event of ours would be handled before any paint
        QTimer::singleShot(0, this, &Intake::addSome);
}

} // namespace ui
