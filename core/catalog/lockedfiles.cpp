#include "core/catalog/lockedfiles.h"

#include "core/blte/keystore.h"
#include "core/catalog/whilealive.h"
#include "core/tact/espec.h"

#include <algorithm>
#include <utility>

namespace catalog {

namespace {

constexpr std::size_t kObjectsOfBatch = 5'000;

} // namespace

LockedFilesLookup::LockedFilesLookup(ObjectFinder &finder, std::shared_ptr<const core::SetPlan> plan,
                                     std::shared_ptr<const blte::KeyStore> keys, QObject *parent)
    : QObject(parent)
    , m_finder(finder)
    , m_plan(std::move(plan))
    , m_keys(std::move(keys))
    , m_isUnknown(m_plan->size())
{
    for (core::SetPlan::Index file = 0; file < m_plan->size(); ++file) {
        if (m_plan->decodedSize(file) == 0)
            continue;
        QList<core::Source> objects = m_plan->parts(file);
        if (objects.isEmpty())
            objects << m_plan->source(file);
        for (const core::Source &object : std::as_const(objects)) {
            if (object.encodingKey)
                m_objects.push_back({*object.encodingKey, file});
            else
                m_isUnknown[file] = true;
        }
    }
    std::sort(m_objects.begin(), m_objects.end(),
              [](const Object &a, const Object &b) { return a.key < b.key; });
}

void LockedFilesLookup::start(Done done)
{
    m_done = std::move(done);
    QMetaObject::invokeMethod(this, &LockedFilesLookup::next, Qt::QueuedConnection);
}

void LockedFilesLookup::next()
{
    if (m_next == m_objects.size())
        return end();
    const std::size_t from = m_next;
    m_next = std::min(m_next + kObjectsOfBatch, m_objects.size());
    QList<blte::EncodingKey> keys;
    for (std::size_t i = from; i < m_next; ++i)
        keys << m_objects[i].key;
    m_finder.findEncoded(keys, whileAlive(this, [this, from](const auto &encoded) { take(encoded, from); }));
}

void LockedFilesLookup::take(const core::Result<QList<std::optional<EncodingLookup::Encoded>>> &encoded,
                             std::size_t from)
{
    for (std::size_t i = from; i < m_next; ++i) {
        const core::SetPlan::Index file = m_objects[i].file;
        const auto known = encoded ? (*encoded)[static_cast<qsizetype>(i - from)] : std::nullopt;
        const auto *missing = known ? missingFor(known->espec) : nullptr;
        if (!missing)
            m_isUnknown[file] = true;
        else if (!missing->empty())
            m_locked[file].insert(m_locked[file].end(), missing->begin(), missing->end());
    }
    QMetaObject::invokeMethod(this, &LockedFilesLookup::next, Qt::QueuedConnection);
}

/// Null: it does not say how the object is encoded.
const std::vector<blte::KeyName> *LockedFilesLookup::missingFor(const QString &espec)
{
    if (const auto known = m_missing.find(espec); known != m_missing.end())
        return &known->second;
    const auto parsed = tact::parseEspec(espec.toStdString());
    if (!parsed)
        return nullptr;
    std::vector<blte::KeyName> missing = tact::keysOf(*parsed);
    std::erase_if(missing, [this](blte::KeyName key) { return m_keys && m_keys->find(key); });
    return &m_missing.emplace(espec, std::move(missing)).first->second;
}

void LockedFilesLookup::end()
{
    LockedFiles locked;
    locked.files = static_cast<qint64>(m_locked.size());
    for (auto &[file, keys] : m_locked) {
        m_isUnknown[file] = false;
        std::sort(keys.begin(), keys.end());
        keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
        for (const blte::KeyName key : keys)
            ++locked.byKey[key];
    }
    locked.unknown = std::count(m_isUnknown.begin(), m_isUnknown.end(), true);
    std::exchange(m_done, {})(locked);
}

} // namespace catalog
