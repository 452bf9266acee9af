#pragma once

#include "app/keyfile.h"

#include <QObject>
#include <QThread>
#include <QTimer>

namespace app {

/// The key store of the running window: read at start, grows by what the user hands over. Its file is touched
/// on a thread of its own, and read anew before it is written, so that `sluice keys import` meanwhile is not
/// undone; and when somebody else has changed it.
class KeyKeeper : public QObject
{
    Q_OBJECT
public:
    explicit KeyKeeper(QObject *parent = nullptr);
    ~KeyKeeper() override;

    void load();
    void add(const blte::KeyList &keys);
    void remove(const QList<quint64> &names); ///< blte::KeyName

Q_SIGNALS:
    void changed(const std::shared_ptr<const blte::KeyStore> &keys);
    void failed(const QString &sentence);
    /// What was handed over has other keys for names that had one.
    void conflicted(const QString &sentence);

private:
    struct Outcome
    {
        std::shared_ptr<const blte::KeyStore> keys;
        QString complaint;
        QStringList conflicts;
    };
    struct Change
    {
        blte::KeyList added;
        QList<quint64> removed;
        bool isEmpty() const { return added.isEmpty() && removed.isEmpty(); }
    };
    static Outcome merge(const blte::KeyStore &before, const Change &change);
    void change(const Change &change);
    void take(const Outcome &outcome);
    void watch();

    QThread m_thread;
    QObject *m_worker; ///< lives on m_thread, and ends with it
    QTimer m_settled;  ///< whoever changes the file may not be done with one write
    std::shared_ptr<const blte::KeyStore> m_keys;
};

} // namespace app
