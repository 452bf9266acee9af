#include "core/storage/setjournal.h"

#include "core/bytes.h"
#include "core/storage/journalstream.h"

#include <QFile>
#include <utility>

namespace storage {

namespace {

using core::SetPlan;

constexpr qint64 kMarkSize = 4 + 1 + 4 * 8;
constexpr qint64 kSealedMarkSize = kMarkSize + Seal::kSize;

QByteArray sealed(const SetMark &mark, const Seal &seal)
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    journal::setUp(out);
    out << mark.file << mark.verdict << mark.size;
    journal::putStamp(out, mark.stamp);
    return bytes + core::toByteArray(seal.of(bytes));
}

} // namespace

QByteArray SetJournal::toBytes(const std::vector<SetMark> &marks, const Seal &seal)
{
    QByteArray bytes;
    for (const SetMark &mark : marks)
        bytes += sealed(mark, seal);
    return bytes;
}

std::vector<SetMark> SetJournal::read(const QString &path, const Seal &seal, SetPlan::Index files)
{
    QFile file(path);
    const QByteArray bytes = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    std::vector<SetMark> marks;
    for (qint64 at = 0; at + kSealedMarkSize <= bytes.size(); at += kSealedMarkSize) {
        const QByteArray record = bytes.mid(at, kMarkSize);
        if (!seal.holds(record, QByteArrayView(bytes).sliced(at + kMarkSize, Seal::kSize)))
            break;
        QDataStream in(record);
        journal::setUp(in);
        SetMark mark;
        in >> mark.file >> mark.verdict >> mark.size;
        mark.stamp = journal::takeStamp(in);
        if (mark.file >= files)
            break;
        marks.push_back(mark);
    }
    return marks;
}

SetJournal::SetJournal(fs::File file, qint64 length, const Seal &seal)
    : m_file(std::move(file))
    , m_length(length)
    , m_seal(seal)
{
}

core::Result<SetJournal> SetJournal::open(const QString &path, const Seal &seal, SetPlan::Index files,
                                          std::vector<SetMark> &marks)
{
    auto file = fs::File::open(path, fs::File::Mode::AppendCreate);
    if (!file)
        return core::failure(file.error());
    marks = read(path, seal, files);
    const qint64 length = static_cast<qint64>(marks.size()) * kSealedMarkSize;
    if (auto ok = file->resize(length); !ok)
        return core::failure(ok.error());
    return SetJournal(std::move(*file), length, seal);
}

core::Result<void> SetJournal::add(const std::vector<SetMark> &marks)
{
    if (marks.empty())
        return {};
    const QByteArray bytes = toBytes(marks, m_seal);
    const auto written = m_file.append(core::bytesOf(bytes));
    if (!written) { // half a mark would end the journal for all that follow
        std::ignore = m_file.resize(m_length);
        return written;
    }
    m_length += bytes.size();
    return m_file.syncData();
}

} // namespace storage
