#pragma once

#include "app/usage.h"
#include "core/blte/keylist.h"
#include "core/blte/keystore.h"
#include "core/error.h"

#include <memory>

namespace app {

/// The key store on disk: one text file in WoW.txt's form, with lines "NAME.ak KEY" for keys of whole
/// objects, readable by its owner only. Key bytes go into it and nowhere else. Beside it "key-origins.json"
/// says where keys are from; without it nobody knows.
class KeyFile
{
public:
    explicit KeyFile(QString path = defaultPath());
    static QString defaultPath(); ///< keys.txt in the application's data folder

    const QString &path() const { return m_path; }
    const blte::KeyStore &store() const { return m_store; }

    /// A file that is not there is an empty store.
    core::Result<void> load();

    struct Counts
    {
        int added = 0;
        int changed = 0;
        int known = 0;
        QStringList conflicts; ///< names of the changed ones; each once
    };
    Counts merge(const blte::KeyList &keys);
    void remove(const QList<quint64> &names); ///< blte::KeyName

    /// Replaces the file atomically.
    core::Result<void> save() const;

private:
    QString m_path;
    blte::KeyStore m_store;
};

/// A key list from a file the user named, or the one key of "…/NAME.ak" or "NAME=FILE"; lines that were not
/// understood are complained about, without their text.
Usage<blte::KeyList> readKeyList(const QString &path);
/// Names of keys, as many as a sentence takes.
QString shown(const QStringList &names);
/// Says that the list `path` has other keys for these names than were known before it.
void tellConflicts(const QString &path, const QStringList &names);
/// The key store together with the lists in `files`.
Usage<std::shared_ptr<const blte::KeyStore>> loadKeys(const QStringList &files);

} // namespace app
