#include "core/catalog/priorities.h"

#include "core/bytes.h"
#include "core/catalog/installtree.h"

#include <algorithm>

namespace catalog {

core::Result<Priorities> Priorities::read(const QByteArray &manifest, const QString &name)
{
    const auto opened = tact::DownloadManifest::open(core::bytesOf(manifest));
    if (!opened)
        return core::failure(manifestError(name, opened.error()));
    Priorities priorities;
    priorities.m_entries.reserve(opened->size());
    for (std::size_t i = 0; i < opened->size(); ++i) {
        const tact::DownloadEntry entry = opened->entry(i);
        priorities.m_entries.push_back({entry.key, entry.priority});
    }
    std::stable_sort(priorities.m_entries.begin(), priorities.m_entries.end(),
                     [](const Entry &a, const Entry &b) { return a.key < b.key; });
    return priorities;
}

int Priorities::of(const blte::EncodingKey &key) const
{
    const auto found = std::lower_bound(
        m_entries.begin(), m_entries.end(), key,
        [](const Entry &entry, const blte::EncodingKey &wanted) { return entry.key < wanted; });
    return found != m_entries.end() && found->key == key ? found->priority : kLast;
}

} // namespace catalog
