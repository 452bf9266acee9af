#include "core/transfer/setfilecheck.h"

#include "core/objectkey.h"
#include "core/storage/safename.h"
#include "core/transfer/contenthasher.h"
#include "core/transfer/routing/state.h"

#include <QFileInfo>
#include <utility>

namespace transfer {

namespace {

using storage::SetMark;

std::uint8_t verdictOf(const core::SetPlan &plan)
{
    return static_cast<std::uint8_t>(plan.isRaw() ? Verdict::ChunksVerified : Verdict::Verified);
}

core::Error wrongObjects(const ArchiveCheck &check)
{
    return {core::ErrorKind::EncodingKeyWrong,
            QStringLiteral("%1 of its %2 objects are not what its index says")
                .arg(check.wrong.size())
                .arg(check.objects)};
}

} // namespace

core::Result<WholeCipher> cipherOf(const core::SetPlan &plan, core::SetPlan::Index file,
                                   const blte::KeyStore *keys)
{
    if (plan.proof(file) == core::SetPlan::Proof::OnItsWay) // it came clear
        return WholeCipher();
    return core::objectKeyOf(plan.armadillo(file), QUrl::fromLocalFile(plan.name(file)), keys);
}

SetFileCheck::SetFileCheck(const core::SetPlan &plan, QString folder, const blte::KeyStore *keys,
                           GoesOn goesOn)
    : m_plan(plan)
    , m_folder(std::move(folder))
    , m_keys(keys)
    , m_goesOn(std::move(goesOn))
    , m_verdict(verdictOf(plan))
{
}

bool SetFileCheck::isProvable(Index file) const
{
    if (m_plan.proof(file) == core::SetPlan::Proof::ByItsIndex)
        return true;
    return m_plan.isRaw() ? m_plan.encodingKey(file).has_value() : m_plan.contentKey(file).has_value();
}

SetFileCheck::Seen SetFileCheck::see(Index file, core::WhenExists whenExists) const
{
    const QString place = pathOf(file);
    Seen seen = prove(file, place);
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

/// It may change while it is read.
SetFileCheck::Seen SetFileCheck::prove(Index file, const QString &path) const
{
    const auto before = markOf(file);
    if (!before)
        return {file, {}, true, before.error()};
    const auto check = checkOf(file, path);
    if (!check)
        return {file, {}, true, check.error()};
    if (!check->wrong.empty()) {
        Seen seen{file, {}, true, wrongObjects(*check)};
        if (isWorthMending(*check))
            seen.wrong = check->wrong;
        return seen;
    }
    const auto after = markOf(file);
    const bool isUnchanged = after && after->stamp == before->stamp;
    return isUnchanged ? Seen{file, *after} : Seen{file};
}

bool SetFileCheck::isProven(Index file, const QString &path) const
{
    const auto check = checkOf(file, path);
    return check && check->wrong.empty();
}

core::Result<SetMark> SetFileCheck::markOf(Index file) const
{
    return storage::fs::statusOf(pathOf(file)).map([&](const storage::fs::Status &now) {
        return SetMark{file, m_verdict, now.size, now.stamp};
    });
}

core::Result<ArchiveCheck> SetFileCheck::checkOf(Index file, const QString &path) const
{
    const auto whole = [] { return ArchiveCheck(); };
    if (!m_plan.isRaw())
        return checkContent(file, path).map(whole);
    const auto cipher = cipherOf(m_plan, file, m_keys);
    if (!cipher)
        return core::failure(cipher.error());
    if (m_plan.proof(file) == core::SetPlan::Proof::ByItsIndex)
        return checkArchive(path, *cipher);
    const auto key = m_plan.encodingKey(file);
    return key ? checkObject(path, *key, *cipher).map(whole)
               : core::failure(core::ErrorKind::EncodingKeyWrong, path);
}

/// By its content key.
core::Result<void> SetFileCheck::checkContent(Index file, const QString &path) const
{
    const auto key = m_plan.contentKey(file);
    const qint64 size = m_plan.decodedSize(file);
    if (!key || (size >= 0 && QFileInfo(path).size() != size))
        return core::failure(core::ErrorKind::ContentKeyWrong, path);
    const auto md5 = hashFile(path, m_goesOn);
    if (!md5)
        return core::failure(md5.error());
    return *md5 == key->digest ? core::Result<void>() : core::failure(core::ErrorKind::ContentKeyWrong, path);
}

} // namespace transfer
