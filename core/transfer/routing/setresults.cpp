#include "core/transfer/routing/setresults.h"

#include "core/errortable.h"

#include <QRegularExpression>
#include <algorithm>
#include <utility>

namespace transfer {

namespace {

/// Failures in a row, for a cause that the next file would meet as well, after which none is tried.
constexpr int kMostInARow = 6;

/// Time may mend it, it is the way to the hosts, or it is for a person to do (as to sign in), and not about
/// this file.
bool isOfAll(core::ErrorKind kind, bool mayHeal)
{
    const int number = static_cast<int>(kind);
    const bool isNetwork = number >= 30 && number < 50; // error.h
    return mayHeal || isNetwork ||
           (core::errorRow(kind).item == core::ItemDoes::AskUser && !core::isStorage(kind));
}

qint64 known(qint64 size)
{
    return std::max<qint64>(size, 0);
}

} // namespace

QString toText(const FailedFiles &count, const QString &name, const core::Error &error)
{
    return QStringLiteral("%1 of %2 files, %3 among them: %4 %5")
        .arg(count.failed)
        .arg(count.files)
        .arg(name, core::sentence(error.kind), error.detail);
}

std::optional<FailedFiles> failedFilesFrom(const QString &detail)
{
    static const QRegularExpression form(QStringLiteral("^(\\d+) of (\\d+) files, "));
    const QRegularExpressionMatch match = form.match(detail);
    if (!match.hasMatch())
        return std::nullopt;
    return FailedFiles{match.capturedView(1).toLongLong(), match.capturedView(2).toLongLong()};
}

SetResults::SetResults(const core::SetPlan &plan)
    : m_plan(plan)
    , m_encodedSize(plan.expectedSize())
    , m_decodedSize(plan.decodedSize())
{
}

void SetResults::addEarlier(Index file, Verdict verdict, qint64 size)
{
    if (!m_plan.original(file))
        m_encodedDone += known(m_plan.expectedSize(file));
    m_decodedDone += known(m_plan.decodedSize(file));
    ++m_filesDone;
    m_worst = std::max(m_worst, verdict); // by number: the later one proves less
    m_size += size;
}

void SetResults::addFinished(Index file, Verdict verdict, qint64 size)
{
    addEarlier(file, verdict, size);
    m_failedInARow = 0;
    if (verdict == Verdict::Incomplete)
        note(file, storage::SetTrouble::Kind::Locked, {core::ErrorKind::KeyMissing, {}});
    m_missingKeys.remove(file);
    m_ends.append({m_plan.name(file), m_plan.contentKey(file), size, verdict, {}});
}

void SetResults::addFound(Index file, Verdict verdict, qint64 size)
{
    addFinished(file, verdict, size);
    m_ends.last().wasThere = true;
}

void SetResults::addAbsent(Index file, const core::Error &error)
{
    m_absent.push_back(file);
    leaveOut(file);
    note(file, storage::SetTrouble::Kind::Absent, error);
    m_failedInARow = 0;
    m_ends.append({m_plan.name(file), m_plan.contentKey(file), m_plan.decodedSize(file), Verdict::None, error,
                   false, true});
}

void SetResults::addUnwanted(Index file)
{
    ++m_unwanted;
    leaveOut(file);
}

/// Of what is to come.
void SetResults::leaveOut(Index file)
{
    if (m_encodedSize >= 0 && !m_plan.original(file))
        m_encodedSize -= known(m_plan.expectedSize(file));
    if (m_decodedSize >= 0)
        m_decodedSize -= known(m_plan.decodedSize(file));
}

void SetResults::noteMissingKey(Index file, blte::KeyName key)
{
    if (QList<blte::KeyName> &keys = m_missingKeys[file]; !keys.contains(key))
        keys.append(key);
}

void SetResults::note(Index file, storage::SetTrouble::Kind kind, const core::Error &error)
{
    m_troubles.insert(file, {file, kind, error, m_missingKeys.take(file)});
}

void SetResults::addFailed(Index file, const core::Error &error, bool mayHeal)
{
    m_failed.push_back({file, error, mayHeal});
    note(file, storage::SetTrouble::Kind::Failed, error);
    m_failedInARow = isOfAll(error.kind, mayHeal) ? m_failedInARow + 1 : 0;
    m_ends.append(
        {m_plan.name(file), m_plan.contentKey(file), m_plan.decodedSize(file), Verdict::None, error});
}

QList<SetFileEnd> SetResults::takeEnds()
{
    return std::exchange(m_ends, {});
}

core::Error SetResults::error() const
{
    const FailedFile &first = m_failed.front();
    const bool isOneKind = std::all_of(m_failed.begin(), m_failed.end(), [&first](const FailedFile &other) {
        return other.error.kind == first.error.kind;
    });
    return {isOneKind ? first.error.kind : core::ErrorKind::FilesFailed,
            toText({filesFailed(), m_plan.size()}, m_plan.name(first.file), first.error)};
}

bool SetResults::mayHeal() const
{
    return std::all_of(m_failed.begin(), m_failed.end(), [](const FailedFile &file) { return file.mayHeal; });
}

bool SetResults::isHopelessNow() const
{
    return m_failedInARow >= kMostInARow;
}

} // namespace transfer
