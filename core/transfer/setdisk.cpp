#include "core/transfer/setdisk.h"

#include "core/async.h"
#include "core/transfer/contenthasher.h"
#include "core/transfer/transferservices.h"

#include <utility>

namespace transfer {

namespace {

using namespace std::chrono_literals;
using storage::SetMark;
using storage::SetPlacing;

constexpr std::size_t kPlacedTogether = 64;

/// The mark of a file that lies in its place, once all of it was read and has its content key; empty: it has
/// not. Blocks.
std::optional<SetMark> provenMark(const storage::SetFolder &folder, core::SetPlan::Index file)
{
    const auto key = folder.plan().contentKey(file);
    const qint64 size = folder.plan().decodedSize(file);
    const auto before = folder.markOf(file, static_cast<std::uint8_t>(Verdict::Verified));
    if (!key || !before || (size >= 0 && size != before->size))
        return std::nullopt;
    const auto md5 = hashFile(folder.targetOf(file));
    const auto after = folder.markOf(file, static_cast<std::uint8_t>(Verdict::Verified));
    const bool isIt = md5 && *md5 == key->digest && after && after->stamp == before->stamp;
    return isIt ? std::optional(*after) : std::nullopt;
}

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
    if (m_toPlace.size() >= kPlacedTogether || m_isHurried)
        placeAll();
    else if (!m_isPlacing && !m_soon.isActive())
        m_soon.start();
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
    if (m_toPlace.size() >= kPlacedTogether || m_isHurried)
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

void SetDisk::look(const Files &files, std::function<void(const core::Result<std::vector<SetMark>> &)> done)
{
    const auto read = [folder = m_folder, files] {
        std::vector<SetMark> proven;
        for (const Index file : files) {
            if (const auto mark = provenMark(*folder, file))
                proven.push_back(*mark);
        }
        return proven;
    };
    ++m_work;
    core::runIn(m_services.hashing(), read, this,
                [this, done = std::move(done)](const std::vector<SetMark> &proven) {
                    core::runOn(
                        m_services.disk(), [folder = m_folder, proven] { return folder->mark(proven); }, this,
                        [this, proven, done](const core::Result<void> &marked) {
                            --m_work;
                            done(marked.map([&] { return proven; }));
                        });
                });
}

} // namespace transfer
