#pragma once

#include "tests/support/faultserver.h"

#include <QMutex>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>
#include <memory>
#include <random>

namespace faults {

/// What a running process holds, as /proc tells it.
struct Footprint
{
    qint64 residentKiB = 0;
    int threads = 0;
    int handles = 0;
    static Footprint of(qint64 pid);
};

/// What is fetched: many files, or a set (SetSample).
enum class Load { Files, Set };

/// Many files and a product on a server that goes wrong at random, by a seed, and the real program that
/// fetches them.
class SoakBed
{
public:
    SoakBed(quint32 seed, int files);

    support::FaultServer server;

    /// From now on everything is answered rightly, or not so.
    void setCalm(bool isCalm) { m_isCalm = isCalm; }
    int faultsServed() const { return m_faults; }
    int number(int least, int most); ///< at random

    QString path(const QString &name) const { return m_home.filePath(name); }
    /// Every file as name in `folder`, from two names of the server; the path of the list.
    QString writeList(const QString &folder);
    /// What comes behind `get` to fetch the set.
    QStringList setArguments() const;
    std::unique_ptr<QProcess> start(const QStringList &arguments);

    int count(Load load) const;
    /// How many files are finished below the folder; a complaint about the first that is wrong.
    int finished(Load load, const QString &folder, QString *complaint);
    /// What belongs to nobody when all are finished.
    QStringList leftovers(Load load, const QString &folder) const;
    qint64 size() const { return m_size; }

private:
    struct File
    {
        QByteArray path;
        std::shared_ptr<const QByteArray> bytes;
    };

    void publish(int index);
    QStringList names(Load load) const;
    QByteArray contentOf(Load load, const QString &name) const;
    std::optional<support::Fault> fault(const support::Request &request);

    QTemporaryDir m_home;
    QMutex m_mutex; ///< guards m_random, which the server's thread asks, too
    std::mt19937 m_random;
    std::vector<File> m_distinct;
    QStringList m_names;
    QSet<QString> m_seen; ///< files that were looked at and were right
    qint64 m_size = 0;
    std::atomic<bool> m_isCalm{true};
    std::atomic<int> m_faults{0};
};

} // namespace faults
