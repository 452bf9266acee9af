#include "core/storage/setrecords.h"

#include "core/bytes.h"
#include "core/storage/filesystem.h"
#include "core/storage/journalstream.h"

#include <QFile>
#include <QRegularExpression>
#include <QSaveFile>
#include <algorithm>

namespace storage::setrecords {

namespace {

using core::ErrorKind;
using core::SetPlan;

QString nameOf(const QByteArray &mac)
{
    return QString::fromLatin1(mac.first(8).toHex());
}

/// Made before the plan, too, so that it changes with it.
QString unwantedPath(const QString &work, const SealedPlan &plan)
{
    return work + QStringLiteral("/unwanted-") + nameOf(plan.mac);
}

QString troublesPath(const QString &work)
{
    return work + QStringLiteral("/troubles");
}

Seal planSeal()
{
    return Seal::own().derived("plan of a set");
}

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Seal unwantedSeal(const SealedPlan &plan)
{
    return markSeal(plan.mac).derived("unwanted");
}

Seal troublesSeal(const SealedPlan &plan)
{
    return markSeal(plan.mac).derived("troubles");
}

} // namespace

QString planPath(const QString &work)
{
    return work + QStringLiteral("/plan");
}

QString doubtPath(const QString &work)
{
    return work + QStringLiteral("/doubted");
}

QString journalPath(const QString &work, const QByteArray &mac)
{
    return work + QStringLiteral("/journal-") + nameOf(mac);
}

bool isName(const QString &name)
{
    static const QRegularExpression names(
        QStringLiteral("^(plan|next|(journal|unwanted)-[0-9a-f]{16}|doubted|troubles)(\\.[A-Za-z]{6})?$"));
    return names.match(name).hasMatch();
}

QByteArray macOf(const QByteArray &plan)
{
    return core::toByteArray(planSeal().of(plan));
}

core::Result<SealedPlan> readPlan(const QString &work)
{
    const QString path = planPath(work);
    const QByteArray bytes = contentsOf(path);
    const QByteArray mac = bytes.left(Seal::kSize);
    const QByteArray body =
        QByteArray::fromRawData(bytes.constData() + mac.size(), bytes.size() - mac.size());
    if (mac.size() != Seal::kSize || !planSeal().holds(body, mac))
        return core::failure(ErrorKind::RecordNotOurs, path);
    return SetPlan::fromBytes(body).map([&](SetPlan plan) {
        return SealedPlan{std::make_shared<const SetPlan>(std::move(plan)), mac};
    });
}

Seal markSeal(const QByteArray &mac)
{
    return planSeal().derived(mac);
}

core::Result<void> write(const QString &path, const QByteArray &head, const QByteArray &body)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(head) != head.size() ||
        file.write(body) != body.size() || !file.commit())
        return core::failure(ErrorKind::WriteFailed, path + QStringLiteral(": ") + file.errorString());
    return {};
}

Seal proposalSeal()
{
    return planSeal().derived("next");
}

core::Result<void> writeSealed(const QString &path, const Seal &seal, const QByteArray &body)
{
    return body.isEmpty() ? fs::remove(path) : write(path, core::toByteArray(seal.of(body)), body);
}

QByteArray readSealed(const QString &path, const Seal &seal)
{
    const QByteArray bytes = contentsOf(path);
    const auto mac = QByteArrayView(bytes).first(std::min(bytes.size(), Seal::kSize));
    const QByteArray body = bytes.mid(mac.size());
    return mac.size() == Seal::kSize && seal.holds(body, mac) ? body : QByteArray();
}

std::vector<SetPlan::Index> readUnwanted(const QString &work, const SealedPlan &plan)
{
    const QByteArray body = readSealed(unwantedPath(work, plan), unwantedSeal(plan));
    QDataStream in(body);
    journal::setUp(in);
    std::vector<SetPlan::Index> files;
    files.reserve(static_cast<std::size_t>(body.size()) / sizeof(SetPlan::Index));
    while (!in.atEnd()) {
        SetPlan::Index file = 0;
        in >> file;
        if (in.status() != QDataStream::Ok || file >= plan.plan->size())
            return {};
        files.push_back(file);
    }
    return files;
}

core::Result<void> writeUnwanted(const QString &work, const SealedPlan &plan,
                                 const std::vector<SetPlan::Index> &files)
{
    QByteArray body;
    QDataStream out(&body, QIODevice::WriteOnly);
    journal::setUp(out);
    for (const SetPlan::Index file : files)
        out << file;
    return writeSealed(unwantedPath(work, plan), unwantedSeal(plan), body);
}

std::vector<SetTrouble> readTroubles(const QString &work, const SealedPlan &plan)
{
    const QByteArray body = readSealed(troublesPath(work), troublesSeal(plan));
    QDataStream in(body);
    journal::setUp(in);
    std::vector<SetTrouble> troubles;
    while (!in.atEnd()) {
        SetTrouble trouble;
        quint8 kind = 0;
        qint32 errorKind = 0;
        QList<quint64> keys;
        in >> trouble.file >> kind >> errorKind >> trouble.error.detail >> keys;
        if (in.status() != QDataStream::Ok || trouble.file >= plan.plan->size() ||
            kind > static_cast<quint8>(SetTrouble::Kind::Absent))
            return {};
        trouble.kind = static_cast<SetTrouble::Kind>(kind);
        trouble.error.kind = static_cast<ErrorKind>(errorKind);
        for (const quint64 key : keys)
            trouble.keys << blte::KeyName{key};
        troubles.push_back(std::move(trouble));
    }
    return troubles;
}

core::Result<void> writeTroubles(const QString &work, const SealedPlan &plan,
                                 const std::vector<SetTrouble> &troubles)
{
    QByteArray body;
    QDataStream out(&body, QIODevice::WriteOnly);
    journal::setUp(out);
    for (const SetTrouble &trouble : troubles) {
        QList<quint64> keys;
        for (const blte::KeyName key : trouble.keys)
            keys << static_cast<quint64>(key);
        out << trouble.file << static_cast<quint8>(trouble.kind) << static_cast<qint32>(trouble.error.kind)
            << trouble.error.detail << keys;
    }
    return writeSealed(troublesPath(work), troublesSeal(plan), body);
}

} // namespace storage::setrecords
