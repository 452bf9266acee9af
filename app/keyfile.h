#pragma once

#include "app/usage.h"
#include "core/blte/keylist.h"
#include "core/blte/keystore.h"
#include "core/error.h"

#include <memory>

namespace app {

/// The key store on disk: one text file in WoW.txt's form, readable by its owner only. Key bytes go into it
/// and nowhere else.
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
        QList<blte::KeyName> conflicts; ///< of the changed ones; each once
    };
    Counts merge(const blte::KeyList &keys);

    /// Replaces the file atomically.
    core::Result<void> save() const;

private:
    QString m_path;
    blte::KeyStore m_store;
};

/// A key list from a file the user named; lines that were not understood are complained about, without their
/// text.
Usage<blte::KeyList> readKeyList(const QString &path);
/// Their names, as many as a sentence takes.
QString shown(const QList<blte::KeyName> &names);
/// Says that the list `path` has other keys for these names than were known before it.
void tellConflicts(const QString &path, const QList<blte::KeyName> &names);
/// The key store together with the lists in `files`.
Usage<std::shared_ptr<const blte::KeyStore>> loadKeys(const QStringList &files);

} // namespace app
