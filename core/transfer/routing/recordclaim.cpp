#include "core/transfer/routing/recordclaim.h"

#include <algorithm>

namespace transfer {

namespace {

template <typename Key>
bool contradict(const std::optional<Key> &a, const std::optional<Key> &b)
{
    return a && b && a->digest != b->digest;
}

bool sharesAddress(const core::Source &a, const core::Source &b)
{
    return std::any_of(a.mirrors.begin(), a.mirrors.end(),
                       [&](const QUrl &url) { return b.mirrors.contains(url); });
}

/// By an encoding key that the record was made under, or whose header it has seen.
bool isNamedBy(const storage::ResumeRecord &record, const blte::EncodingKey &key)
{
    const auto &then = record.source.encodingKey;
    return (then && then->digest == key.digest) || record.tableDigest == key.digest;
}

} // namespace

std::optional<blte::ContentKey> digestOfFile(const core::Source &source, bool isRaw)
{
    return isRaw && source.encodingKey ? std::nullopt : source.contentKey;
}

bool isProvenWhole(const core::Source &source, bool isRaw)
{
    return digestOfFile(source, isRaw) || (source.checksum && !isRaw);
}

Claim claimOf(const storage::ResumeRecord &record, const core::Source &wanted, bool isRaw)
{
    const core::Source &then = record.source;
    const bool isOther = then.checksum && wanted.checksum && *then.checksum != *wanted.checksum;
    if (record.isRaw != isRaw || isOther || contradict(then.contentKey, wanted.contentKey) ||
        contradict(then.encodingKey, wanted.encodingKey))
        return Claim::OtherSource;
    if (wanted.encodingKey && isNamedBy(record, *wanted.encodingKey))
        return Claim::Proven;
    if (then.slice != wanted.slice || then.armadillo != wanted.armadillo || !sharesAddress(then, wanted))
        return Claim::OtherSource;
    return isProvenWhole(wanted, isRaw) ? Claim::Proven : Claim::AskServer;
}

} // namespace transfer
