#include "app/desktop/keykeeper.h"

#include "app/advice.h"
#include "core/async.h"

#include <QFileInfo>
#include <QFileSystemWatcher>

namespace app {

using namespace Qt::StringLiterals;

KeyKeeper::KeyKeeper(QObject *parent)
    : QObject(parent)
    , m_worker(new QObject)
    , m_keys(std::make_shared<const blte::KeyStore>())
{
    m_settled.setSingleShot(true);
    m_settled.setInterval(300);
    connect(&m_settled, &QTimer::timeout, this, &KeyKeeper::load);
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
    watch();
}

KeyKeeper::~KeyKeeper()
{
    m_thread.quit();
    m_thread.wait();
}

/// On the worker's thread, because looking at files takes as long as the disk likes. The folder tells when
/// the file is replaced, the file itself when it is written.
void KeyKeeper::watch()
{
    QMetaObject::invokeMethod(m_worker, [this] {
        const QString path = KeyFile::defaultPath();
        auto *watcher = new QFileSystemWatcher(m_worker);
        watcher->addPaths({path, QFileInfo(path).path()});
        const auto last = std::make_shared<QDateTime>(QFileInfo(path).lastModified());
        const auto look = [this, watcher, path, last] {
            const QDateTime now = QFileInfo(path).lastModified();
            if (std::exchange(*last, now) == now)
                return;
            watcher->addPath(path); // a replaced file is watched no more
            QMetaObject::invokeMethod(&m_settled, qOverload<>(&QTimer::start));
        };
        connect(watcher, &QFileSystemWatcher::fileChanged, m_worker, look);
        connect(watcher, &QFileSystemWatcher::directoryChanged, m_worker, look);
    });
}

void KeyKeeper::load()
{
    add({});
}

void KeyKeeper::add(const blte::KeyList &keys)
{
    change({keys, {}});
}

void KeyKeeper::remove(const QList<quint64> &names)
{
    change({{}, names});
}

void KeyKeeper::change(const Change &change)
{
    core::runOn(
        m_worker, [before = m_keys, change] { return merge(*before, change); }, this,
        [this](const Outcome &outcome) { take(outcome); });
}

/// What is in the file, in memory (keys that could not be saved) and new, in this order.
KeyKeeper::Outcome KeyKeeper::merge(const blte::KeyStore &before, const Change &change)
{
    KeyFile file;
    const auto loaded = file.load();
    blte::KeyList known;
    for (const blte::KeyName name : before.names())
        known.entries.push_back({name, *before.find(name), before.originOf(name)});
    known.armadillo = before.armadilloKeys();
    file.merge(known);
    const auto counts = file.merge(change.added);
    file.remove(change.removed);
    Outcome outcome{std::make_shared<const blte::KeyStore>(file.store()), {}, counts.conflicts};
    if (!loaded) // and never write over a file that could not be read
        outcome.complaint = tell(loaded.error());
    else if (change.isEmpty())
        return outcome;
    else if (const auto saved = file.save(); !saved)
        outcome.complaint = tell(saved.error());
    return outcome;
}

void KeyKeeper::take(const Outcome &outcome)
{
    if (*outcome.keys != *m_keys) {
        m_keys = outcome.keys;
        Q_EMIT changed(m_keys);
    }
    if (!outcome.conflicts.isEmpty())
        Q_EMIT conflicted(
            tr("Another key than was known was given for %1; the one that was given last is used.")
                .arg(shown(outcome.conflicts)));
    if (!outcome.complaint.isEmpty())
        Q_EMIT failed(
            tr("The keys are good for this session only; the key store failed: %1").arg(outcome.complaint));
}

} // namespace app
