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

} // namespace

QByteArray SetJournal::toBytes(const std::vector<SetMark> &marks, const Seal &seal)
{
    QByteArray bytes;
    bytes.reserve(static_cast<qsizetype>(marks.size()) * kSealedMarkSize);
    QDataStream out(&bytes, QIODevice::WriteOnly);
    journal::setUp(out);
    for (const SetMark &mark : marks) {
        const qsizetype at = bytes.size();
        out << mark.file << mark.verdict << mark.size;
        journal::putStamp(out, mark.stamp);
        const auto mac = seal.of(QByteArrayView(bytes).sliced(at));
        out.writeRawData(reinterpret_cast<const char *>(mac.data()), static_cast<int>(mac.size()));
    }
    return bytes;
}

std::vector<SetMark> SetJournal::read(const QString &path, const Seal &seal, SetPlan::Index files)
{
    QFile file(path);
    const QByteArray bytes = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    QDataStream in(bytes);
    journal::setUp(in);
    std::vector<SetMark> marks;
    for (qint64 at = 0; at + kSealedMarkSize <= bytes.size(); at += kSealedMarkSize) {
        const auto record = QByteArrayView(bytes).sliced(at, kSealedMarkSize);
        if (!seal.holds(record.first(kMarkSize), record.sliced(kMarkSize)))
            break;
        SetMark mark;
        in >> mark.file >> mark.verdict >> mark.size;
        mark.stamp = journal::takeStamp(in);
        in.skipRawData(Seal::kSize);
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
