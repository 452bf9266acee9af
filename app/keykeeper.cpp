#include "app/keykeeper.h"

#include "app/advice.h"
#include "core/async.h"

namespace app {

using namespace Qt::StringLiterals;

KeyKeeper::KeyKeeper(QObject *parent)
    : QObject(parent)
    , m_worker(new QObject)
    , m_keys(std::make_shared<const blte::KeyStore>())
{
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
}

KeyKeeper::~KeyKeeper()
{
    m_thread.quit();
    m_thread.wait();
}

void KeyKeeper::load()
{
    add({});
}

void KeyKeeper::add(const blte::KeyList &keys)
{
    core::runOn(
        m_worker, [before = m_keys, keys] { return merge(*before, keys); }, this,
        [this](const Outcome &outcome) { take(outcome); });
}

/// What is in the file, in memory (keys that could not be saved) and new, in this order.
KeyKeeper::Outcome KeyKeeper::merge(const blte::KeyStore &before, const blte::KeyList &keys)
{
    KeyFile file;
    const auto loaded = file.load();
    blte::KeyList known;
    for (const blte::KeyName name : before.names())
        known.entries.push_back({name, *before.find(name)});
    file.merge(known);
    file.merge(keys);
    Outcome outcome{std::make_shared<const blte::KeyStore>(file.store()), {}};
    if (!loaded) // and never write over a file that could not be read
        outcome.complaint = tell(loaded.error());
    else if (keys.entries.empty())
        return outcome;
    else if (const auto saved = file.save(); !saved)
        outcome.complaint = tell(saved.error());
    return outcome;
}

void KeyKeeper::take(const Outcome &outcome)
{
    m_keys = outcome.keys;
    Q_EMIT changed(m_keys);
    if (!outcome.complaint.isEmpty())
        Q_EMIT failed(
            tr("The keys are good for this session only; the key store failed: %1").arg(outcome.complaint));
}

} // namespace app
