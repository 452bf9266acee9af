#include "core/storage/journalfile.h"

#include "core/bytes.h"
#include "core/storage/filesystem.h"
#include "core/storage/partpaths.h"

namespace storage {

namespace {

using core::ErrorKind;

/// The largest chunk table (2^24 chunks) makes a snapshot of 4 MiB, and a checkpoint comes every second; what
/// is larger was not written by us.
constexpr qint64 kLargestJournal = 64 * 1024 * 1024;

QString freshPath(const QString &path)
{
    return path + QStringLiteral(".new");
}

core::Result<QByteArray> readAll(const fs::File &file)
{
    const auto size = file.size();
    if (!size)
        return tl::unexpected(size.error());
    if (*size > kLargestJournal)
        return core::failure(ErrorKind::RecordUnreadable, QStringLiteral("too large"));
    QByteArray bytes(*size, Qt::Uninitialized);
    const auto got =
        file.readAt(0, {reinterpret_cast<std::uint8_t *>(bytes.data()), std::size_t(bytes.size())});
    if (!got)
        return tl::unexpected(got.error());
    bytes.truncate(*got);
    return bytes;
}

} // namespace

JournalFile::JournalFile(QString path)
    : m_path(std::move(path))
{
}

core::Result<std::optional<JournalContent>> JournalFile::load() const
{
    auto file = fs::File::open(m_path, fs::File::Mode::ReadOnly);
    if (!file && file.error().kind == ErrorKind::FolderMissing)
        return std::nullopt;
    if (!file)
        return tl::unexpected(file.error());
    const auto modified = file->modified();
    if (!modified)
        return tl::unexpected(modified.error());
    return readAll(*file)
        .and_then([](const QByteArray &bytes) { return parseJournal(bytes); })
        .map([&](JournalContent content) {
            content.modified = *modified;
            return std::optional(std::move(content));
        });
}

core::Result<JournalFile::Prepared> JournalFile::prepare(const ResumeRecord &record,
                                                         const std::vector<SpoolNote> &carried) const
{
    const QString fresh = freshPath(m_path);
    auto file = fs::File::open(fresh, fs::File::Mode::AppendNew);
    if (!file && file.error().kind == ErrorKind::TargetExists) {
        if (auto ok = removeJournal(fresh); !ok)
            return tl::unexpected(ok.error());
        file = fs::File::open(fresh, fs::File::Mode::AppendNew);
    }
    if (!file && file.error().kind == ErrorKind::TargetExists)
        return core::failure(ErrorKind::NameRefused,
                             fresh % QStringLiteral(" is there, and is not Sluice's; move it away"));
    if (!file)
        return tl::unexpected(file.error());
    QByteArray bytes = snapshotBytes(record);
    const Seal seal = noteSeal(bytes);
    for (const SpoolNote &note : carried)
        bytes.append(noteBytes(note, seal));
    auto written = file->append(core::bytesOf(bytes)).and_then([&] { return file->syncData(); });
    if (!written)
        return tl::unexpected(written.error());
    return Prepared{std::move(*file), bytes.size(), seal};
}

core::Result<void> JournalFile::adopt(Prepared prepared, const std::vector<Note> &meanwhile)
{
    QByteArray bytes;
    for (const Note &note : meanwhile)
        bytes.append(noteBytes(note, prepared.seal));
    if (auto ok = prepared.file.append(core::bytesOf(bytes)); !ok)
        return ok;
    m_tail.close(); // Windows renames over no open file
    if (auto ok = fs::renameOver(freshPath(m_path), m_path); !ok)
        return ok;
    m_tail = std::move(prepared.file);
    m_length = prepared.length + bytes.size();
    m_seal = std::move(prepared.seal);
    m_torn = false;
    return {};
}

core::Result<void> JournalFile::syncFolder() const
{
    return fs::syncFolder(folderOf(m_path));
}

core::Result<void> JournalFile::replace(const ResumeRecord &record, const std::vector<SpoolNote> &carried)
{
    return prepare(record, carried)
        .and_then([this](Prepared prepared) { return adopt(std::move(prepared), {}); })
        .and_then([this] { return syncFolder(); });
}

core::Result<void> JournalFile::mendTail()
{
    if (!m_torn)
        return {};
    auto cut = m_tail.resize(m_length);
    m_torn = !cut.has_value();
    return cut;
}

core::Result<void> JournalFile::note(const Note &note)
{
    if (!m_tail.isOpen())
        return core::failure(ErrorKind::Internal, QStringLiteral("a note without a snapshot: ") + m_path);
    if (auto ok = mendTail(); !ok)
        return ok;
    const NoteBytes bytes = noteBytes(note, *m_seal);
    auto written = m_tail.append(core::bytesOf(bytes));
    if (written) {
        m_length += bytes.size();
        return {};
    }
    // Half a note would hide all that follow it.
    m_torn = true;
    static_cast<void>(mendTail());
    return written;
}

core::Result<void> JournalFile::remove()
{
    m_tail.close();
    return removeJournal(freshPath(m_path)).and_then([this] { return removeJournal(m_path); });
}

core::Result<void> JournalFile::setAside()
{
    m_tail.close();
    const QString bad = m_path + QStringLiteral(".bad");
    if (auto ok = removeJournal(bad); !ok)
        return ok;
    constexpr int kMost = 100;
    auto moved = fs::renameNew(m_path, bad);
    for (int i = 2; !moved && moved.error().kind == ErrorKind::TargetExists && i <= kMost; ++i)
        moved = fs::renameNew(m_path, bad % u'-' % QString::number(i));
    return moved.and_then([this] { return syncFolder(); });
}

bool JournalFile::isJournal(const QString &path)
{
    const auto file = fs::File::open(path, fs::File::Mode::ReadOnly);
    const auto bytes = file ? readAll(*file) : core::Result<QByteArray>(tl::unexpected(file.error()));
    return bytes && (bytes->startsWith("SLUR") || bytes->count('\0') == bytes->size());
}

core::Result<void> JournalFile::removeJournal(const QString &path)
{
    return isJournal(path) ? fs::remove(path) : core::Result<void>();
}

} // namespace storage
