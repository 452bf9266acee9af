#include "core/storage/partfile.h"

#include "core/storage/filesystem.h"

#include <array>
#include <limits>
#include <tuple>

namespace storage {

using core::ErrorKind;

namespace {

constexpr unsigned bit(PartState state)
{
    return 1u << static_cast<unsigned>(state);
}

// Row: from. Bits: where it may lead.
constexpr std::array<unsigned, kPartStateCount> kSuccessors{
    /* Fresh  */ bit(PartState::Named) | bit(PartState::Placed) | bit(PartState::Failed) |
        bit(PartState::Closed),
    /* Named  */ bit(PartState::Fresh) | bit(PartState::Placed) | bit(PartState::Failed) |
        bit(PartState::Closed),
    /* Placed */ bit(PartState::Closed),
    /* Failed */ bit(PartState::Closed),
    /* Closed */ 0u,
};

core::Result<qint64> fileSize(quint64 size, const QString &target)
{
    if (size > kLargestFile)
        return core::failure(ErrorKind::FileTooLarge, target);
    return static_cast<qint64>(size);
}

} // namespace

bool canMove(PartState from, PartState to)
{
    return (kSuccessors[static_cast<std::size_t>(from)] & bit(to)) != 0;
}

PartFile::PartFile(PartClaim claim, quint64 volume, std::shared_ptr<DiskReservations> room)
    : m_target(std::move(claim.target))
    , m_volume(volume)
    , m_room(std::move(room))
    , m_state(claim.found == PartClaim::Found::Known ? PartState::Named : PartState::Fresh)
    , m_path(std::move(claim.path))
    , m_file(std::make_shared<const fs::File>(std::move(claim.file)))
{
}

PartFile::~PartFile()
{
    close();
}

core::Result<std::shared_ptr<const fs::File>> PartFile::file() const
{
    const QMutexLocker locker(&m_mutex);
    if (m_state == PartState::Failed)
        return tl::unexpected(m_failure);
    if (m_state == PartState::Closed)
        return core::failure(ErrorKind::Cancelled, m_target % QStringLiteral(" is finished or removed"));
    return m_file;
}

core::Result<void> PartFile::usable() const
{
    return file().map([](const auto &) {});
}

core::Result<void> PartFile::write(quint64 decodedOffset, std::span<const std::uint8_t> bytes) const
{
    const auto open = file();
    if (!open)
        return tl::unexpected(open.error());
    if (decodedOffset > kLargestFile || bytes.size() > kLargestFile - decodedOffset)
        return core::failure(ErrorKind::FileTooLarge, m_target);
    return (*open)->writeAt(static_cast<qint64>(decodedOffset), bytes);
}

core::Result<void> PartFile::zero(quint64 decodedOffset, quint64 size) const
{
    const auto open = file();
    if (!open || size == 0)
        return open.map([](const auto &) {});
    if (decodedOffset > kLargestFile || size > kLargestFile - decodedOffset)
        return core::failure(ErrorKind::FileTooLarge, m_target);
    return (*open)->zero(static_cast<qint64>(decodedOffset), static_cast<qint64>(size));
}

core::Result<qint64> PartFile::read(quint64 decodedOffset, std::span<std::uint8_t> buffer) const
{
    const auto open = file();
    if (!open)
        return tl::unexpected(open.error());
    return decodedOffset > kLargestFile ? 0 : (*open)->readAt(static_cast<qint64>(decodedOffset), buffer);
}

core::Result<qint64> PartFile::size() const
{
    return file().and_then([](const auto &open) { return open->size(); });
}

core::Result<fs::Stamp> PartFile::stamp() const
{
    return file().and_then([](const auto &open) { return open->stamp(); });
}

core::Result<void> PartFile::claim(quint64 size)
{
    return file().and_then([&](const auto &open) {
        return fileSize(size, m_target).and_then([&](qint64 bytes) {
            return m_room ? m_room->claim(open, m_volume, folderOf(m_target), bytes) : core::Result<void>();
        });
    });
}

core::Result<void> PartFile::reserve(quint64 size)
{
    return file().and_then([&](const auto &open) {
        return fileSize(size, m_target).and_then([&](qint64 bytes) { return open->reserve(bytes); });
    });
}

core::Result<void> PartFile::resize(quint64 size)
{
    return file().and_then([&](const auto &open) {
        return fileSize(size, m_target).and_then([&](qint64 bytes) { return open->resize(bytes); });
    });
}

core::Result<void> PartFile::sync(Behind behind)
{
    return file().and_then([behind](const auto &open) {
        return behind == Behind::VolumeSync ? open->checkWrites() : open->syncData();
    });
}

core::Result<void> PartFile::probe()
{
    const auto open = file();
    if (!open)
        return tl::unexpected(open.error());
    const auto end = (*open)->size();
    if (!end)
        return tl::unexpected(end.error());
    static constexpr std::array<std::uint8_t, 1> kByte{0};
    const auto taken = (*open)->writeAt(*end, kByte).and_then([&] { return (*open)->syncData(); });
    const auto cut = (*open)->resize(*end);
    return taken ? cut : taken;
}

core::Result<void> PartFile::checkPlace() const
{
    if (const auto [open, path] = place(); open && open->isStillThere(path))
        return {};
    const QString folder = folderOf(m_target);
    if (fs::volumeOf(folder).map([this](quint64 volume) { return volume == m_volume; }).value_or(false))
        return core::failure(ErrorKind::PartFileChanged,
                             partPath(m_target) % QStringLiteral(" was removed or replaced"));
    return core::failure(ErrorKind::FolderMissing,
                         folder % QStringLiteral(" is not on the volume it was on"));
}

core::Result<void> PartFile::takeKnownName()
{
    if (state() != PartState::Fresh)
        return {};
    const QString path = partPath(m_target);
    auto moved = fs::renameNew(place().second, path);
    if (!moved && moved.error().kind == ErrorKind::TargetExists)
        return core::failure(ErrorKind::NameRefused,
                             path % QStringLiteral(" is there, and is not Sluice's; move it away"));
    return moved.map([&] { moveTo(PartState::Named, path); });
}

core::Result<void> PartFile::takeFreshName()
{
    if (state() != PartState::Named)
        return {};
    const QString path = freshPartPath(m_target);
    return fs::renameOver(place().second, path).map([&] { moveTo(PartState::Fresh, path); });
}

core::Result<void> PartFile::moveToTarget(core::WhenExists whenExists)
{
    if (state() == PartState::Placed)
        return {};
    const QString path = place().second;
    return usable().and_then([&] { return storage::moveToTarget(path, m_target, whenExists); }).map([&] {
        moveTo(PartState::Placed, path);
    });
}

core::Result<void> PartFile::remove()
{
    return state() == PartState::Placed ? core::Result<void>() : fs::remove(place().second);
}

void PartFile::fail(const core::Error &error)
{
    const QMutexLocker locker(&m_mutex);
    Q_ASSERT(canMove(m_state, PartState::Failed));
    m_state = PartState::Failed;
    m_failure = error;
}

/// The lock goes with the file, when the last lane has let go of it.
void PartFile::close()
{
    const PartState before = state();
    if (before == PartState::Closed)
        return;
    const QString path = place().second;
    // A part file of which no journal speaks is no use to anyone.
    if (before != PartState::Placed && path == freshPartPath(m_target))
        std::ignore = fs::remove(path);
    moveTo(PartState::Closed, path);
}

PartState PartFile::state() const
{
    const QMutexLocker locker(&m_mutex);
    return m_state;
}

bool PartFile::hasKnownName() const
{
    const QMutexLocker locker(&m_mutex);
    return m_path == partPath(m_target);
}

std::pair<std::shared_ptr<const fs::File>, QString> PartFile::place() const
{
    const QMutexLocker locker(&m_mutex);
    return {m_file, m_path};
}

void PartFile::moveTo(PartState next, const QString &path)
{
    const QMutexLocker locker(&m_mutex);
    Q_ASSERT(canMove(m_state, next));
    m_state = next;
    m_path = path;
    if (next == PartState::Closed)
        m_file.reset();
}

} // namespace storage
