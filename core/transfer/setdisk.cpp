#include "core/transfer/setdisk.h"

#include "core/async.h"
#include "core/storage/finished.h"
#include "core/transfer/transferservices.h"

#include <QFile>
#include <algorithm>
#include <tuple>
#include <utility>

namespace transfer {

namespace {

using namespace std::chrono_literals;
using storage::SetMark;
using storage::SetPlacing;

constexpr std::size_t kMostTogether = 64;

} // namespace

SetDisk::SetDisk(TransferServices &services, std::shared_ptr<storage::SetFolder> folder, Placed placed)
    : m_services(services)
    , m_folder(std::move(folder))
    , m_placed(std::move(placed))
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(200ms);
    connect(&m_soon, &QTimer::timeout, this, &SetDisk::placeAll);
}

void SetDisk::place(Index file, std::shared_ptr<const storage::fs::File> contents, Verdict verdict,
                    core::WhenExists whenExists)
{
    SetPlacing placing;
    placing.mark.file = file;
    placing.contents = std::move(contents);
    placing.whenExists = whenExists;
    placing.mark.verdict = static_cast<std::uint8_t>(verdict);
    m_toPlace.push_back(std::move(placing));
    if (m_toPlace.size() >= enough() || m_isHurried)
        placeAll();
    else if (!m_isPlacing && !m_soon.isActive())
        m_soon.start();
}

/// To be placed at once. Where few files may be open, no more come before these have their places.
std::size_t SetDisk::enough() const
{
    return std::clamp<std::size_t>(static_cast<std::size_t>(m_services.tuning.openFiles) / 2, 1,
                                   kMostTogether);
}

void SetDisk::hurry()
{
    m_isHurried = true;
    placeAll();
}

void SetDisk::placeAll()
{
    if (m_isPlacing || m_toPlace.empty())
        return;
    m_soon.stop();
    m_isPlacing = true;
    ++m_work;
    core::runOn(
        m_services.disk(),
        [folder = m_folder, files = std::exchange(m_toPlace, {})]() mutable {
            folder->place(files);
            return std::move(files);
        },
        this, [this](const std::vector<SetPlacing> &placed) { onPlaced(placed); });
}

void SetDisk::onPlaced(const std::vector<SetPlacing> &placed)
{
    m_isPlacing = false;
    --m_work;
    if (m_toPlace.size() >= enough() || m_isHurried)
        placeAll();
    else if (!m_toPlace.empty())
        m_soon.start();
    for (const SetPlacing &file : placed) {
        const auto parts = static_cast<qsizetype>(m_folder->plan().parts(file.mark.file).size());
        if (file.result && parts > 0)
            m_services.disk()->post(
                [folder = m_folder, file = file.mark.file, parts] { folder->removeParts(file, parts); });
    }
    m_placed(placed);
}

void SetDisk::copy(const Files &copies, std::function<void(const Files &)> done)
{
    using Copied = std::vector<core::Result<std::shared_ptr<const storage::fs::File>>>;
    const auto make = [folder = m_folder, copies] {
        Copied copied;
        for (const Index file : copies)
            copied.push_back(folder->copy(*folder->plan().original(file), file));
        return copied;
    };
    ++m_work;
    core::runOn(m_services.disk(), make, this, [this, copies, done = std::move(done)](const Copied &copied) {
        --m_work;
        Files failed;
        for (std::size_t i = 0; i < copies.size(); ++i) {
            if (copied[i]) // its content key is the same
                place(copies[i], *copied[i], Verdict::Verified, core::WhenExists::Refuse);
            else
                failed.push_back(copies[i]);
        }
        done(failed);
    });
}

void SetDisk::join(Index file, qsizetype parts, core::WhenExists whenExists,
                   std::function<void(const core::Error &)> done)
{
    ++m_work;
    core::runOn(
        m_services.disk(), [folder = m_folder, file, parts] { return folder->join(file, parts); }, this,
        [this, file, whenExists,
         done = std::move(done)](const core::Result<std::shared_ptr<const storage::fs::File>> &joined) {
            --m_work;
            if (!joined)
                return done(joined.error());
            const bool isProven = m_folder->plan().contentKey(file).has_value();
            place(file, *joined, isProven ? Verdict::Verified : Verdict::ChunksVerified, whenExists);
            done({});
        });
}

void SetDisk::mark(Index file, Verdict verdict, std::function<void(const core::Result<void> &)> done)
{
    ++m_work;
    core::runOn(
        m_services.disk(),
        [folder = m_folder, file, verdict] {
            const auto mark = folder->markOf(file, static_cast<std::uint8_t>(verdict));
            return mark ? folder->mark({*mark}) : core::Result<void>(core::failure(mark.error()));
        },
        this,
        [this, done = std::move(done)](const core::Result<void> &marked) {
            --m_work;
            done(marked);
        });
}

/// What was begun of it before it was there is of no use any more.
core::Result<void> SetDisk::keep(storage::SetFolder &folder, const std::vector<Seen> &all)
{
    std::vector<SetMark> marks;
    for (const Seen &seen : all) {
        if (!seen.mark || !seen.isInPlace)
            continue;
        std::ignore = storage::removeRecord(folder.targetOf(seen.file));
        marks.push_back(*seen.mark);
    }
    return folder.mark(marks);
}

void SetDisk::look(const Files &files, core::WhenExists whenExists,
                   std::function<void(const core::Result<std::vector<Seen>> &)> done)
{
    const auto read = [folder = m_folder, keys = m_services.keys, files, whenExists] {
        const SetFileCheck check(folder->plan(), folder->folder(), keys.get());
        std::vector<Seen> all;
        for (const Index file : files)
            all.push_back(check.see(file, whenExists));
        return all;
    };
    ++m_work;
    core::runIn(m_services.hashing(), read, this,
                [this, done = std::move(done)](const std::vector<Seen> &all) {
                    core::runOn(
                        m_services.disk(), [folder = m_folder, all] { return keep(*folder, all); }, this,
                        [this, all, done](const core::Result<void> &marked) {
                            --m_work;
                            done(marked.map([&] { return all; }));
                        });
                });
}

void SetDisk::mend(Index file, const std::vector<tact::IndexEntry> &objects,
                   std::function<void(const core::Result<void> &)> done)
{
    const auto write = [folder = m_folder, keys = m_services.keys, file, objects]() -> core::Result<void> {
        const auto cipher = cipherOf(folder->plan(), file, keys.get());
        if (!cipher)
            return core::failure(cipher.error());
        for (std::size_t i = 0; i < objects.size(); ++i) {
            QFile part(folder->partPathOf(file, static_cast<qsizetype>(i)));
            if (!part.open(QIODevice::ReadOnly))
                return core::failure(core::ErrorKind::ReadFailed, part.fileName());
            const auto written =
                replaceObject(folder->targetOf(file), objects[i].offset, part.readAll(), *cipher);
            if (!written)
                return written;
        }
        folder->removeParts(file, static_cast<qsizetype>(objects.size()));
        return {};
    };
    ++m_work;
    core::runOn(m_services.disk(), write, this,
                [this, done = std::move(done)](const core::Result<void> &written) {
                    --m_work;
                    done(written);
                });
}

} // namespace transfer
