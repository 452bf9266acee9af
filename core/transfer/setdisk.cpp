#include "core/transfer/setdisk.h"

#include "core/async.h"
#include "core/objectkey.h"
#include "core/storage/finished.h"
#include "core/storage/safename.h"
#include "core/transfer/contenthasher.h"
#include "core/transfer/transferservices.h"

#include <QFile>
#include <QFileInfo>
#include <algorithm>
#include <tuple>
#include <utility>

namespace transfer {

namespace {

using namespace std::chrono_literals;
using storage::SetMark;
using storage::SetPlacing;

constexpr std::size_t kMostTogether = 64;

/// What reading a file proves.
std::uint8_t verdictOf(const core::SetPlan &plan)
{
    return static_cast<std::uint8_t>(plan.isRaw() ? Verdict::ChunksVerified : Verdict::Verified);
}

/// What a file that is kept as it was served is encrypted with as a whole; its name is that of the object.
core::Result<WholeCipher> cipherOf(const core::SetPlan &plan, core::SetPlan::Index file,
                                   const blte::KeyStore *keys)
{
    if (plan.proof(file) == core::SetPlan::Proof::OnItsWay) // it came clear
        return WholeCipher();
    return core::objectKeyOf(plan.armadillo(file), QUrl::fromLocalFile(plan.name(file)), keys);
}

/// Reads files of a plan, and tells whether they are what they are to be. Blocks.
class Reader
{
public:
    using Index = core::SetPlan::Index;

    Reader(const storage::SetFolder &folder, const blte::KeyStore *keys)
        : m_folder(folder)
        , m_keys(keys)
    {
    }

    SetDisk::Seen see(Index file, core::WhenExists whenExists) const
    {
        const QString place = m_folder.targetOf(file);
        SetDisk::Seen seen = prove(file, place);
        if (seen.mark || whenExists != core::WhenExists::Rename)
            return seen;
        for (int i = 1;; ++i) {
            const QFileInfo other(storage::numberedName(place, i));
            if (!other.isFile())
                return seen;
            if (isProven(file, other.filePath()))
                return {file, SetMark{file, m_verdict, other.size(), {}}, false};
        }
    }

private:
    /// It may change while it is read.
    SetDisk::Seen prove(Index file, const QString &path) const
    {
        const auto before = m_folder.markOf(file, m_verdict);
        if (!before)
            return {file, {}, true, before.error()};
        const auto check = checkOf(file, path);
        if (!check)
            return {file, {}, true, check.error()};
        if (!check->wrong.empty()) {
            SetDisk::Seen seen{file, {}, true, wrongObjects(*check)};
            if (isWorthMending(*check))
                seen.wrong = check->wrong;
            return seen;
        }
        const auto after = m_folder.markOf(file, m_verdict);
        const bool isUnchanged = after && after->stamp == before->stamp;
        return isUnchanged ? SetDisk::Seen{file, *after} : SetDisk::Seen{file};
    }

    bool isProven(Index file, const QString &path) const
    {
        const auto check = checkOf(file, path);
        return check && check->wrong.empty();
    }

    core::Result<ArchiveCheck> checkOf(Index file, const QString &path) const
    {
        const core::SetPlan &plan = m_folder.plan();
        const auto whole = [] { return ArchiveCheck(); };
        if (!plan.isRaw())
            return checkContent(file, path).map(whole);
        const auto cipher = cipherOf(plan, file, m_keys);
        if (!cipher)
            return core::failure(cipher.error());
        if (plan.proof(file) == core::SetPlan::Proof::ByItsIndex)
            return checkArchive(path, *cipher);
        const auto key = plan.encodingKey(file);
        return key ? checkObject(path, *key, *cipher).map(whole)
                   : core::failure(core::ErrorKind::EncodingKeyWrong, path);
    }

    /// By its content key.
    core::Result<void> checkContent(Index file, const QString &path) const
    {
        const auto key = m_folder.plan().contentKey(file);
        const qint64 size = m_folder.plan().decodedSize(file);
        if (!key || (size >= 0 && QFileInfo(path).size() != size))
            return core::failure(core::ErrorKind::ContentKeyWrong, path);
        const auto md5 = hashFile(path);
        if (!md5)
            return core::failure(md5.error());
        return *md5 == key->digest ? core::Result<void>()
                                   : core::failure(core::ErrorKind::ContentKeyWrong, path);
    }

    static core::Error wrongObjects(const ArchiveCheck &check)
    {
        return {core::ErrorKind::EncodingKeyWrong,
                QStringLiteral("%1 of its %2 objects are not what its index says")
                    .arg(check.wrong.size())
                    .arg(check.objects)};
    }

    const storage::SetFolder &m_folder;
    const blte::KeyStore *const m_keys;
    const std::uint8_t m_verdict = verdictOf(m_folder.plan());
};

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
        const Reader reader(*folder, keys.get());
        std::vector<Seen> all;
        for (const Index file : files)
            all.push_back(reader.see(file, whenExists));
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
