#include "app/keyfile.h"

#include "app/advice.h"
#include "app/console.h"
#include "app/sources.h"
#include "app/text.h"
#include "core/storage/filesystem.h"

#include <QDir>
#include <QSaveFile>
#include <QStandardPaths>

namespace app {

using namespace Qt::StringLiterals;
using core::ErrorKind;

namespace {

constexpr auto kOwnerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

QByteArray lineFor(blte::KeyName name, const blte::Key &key)
{
    const QByteArray bytes(reinterpret_cast<const char *>(key.data()), static_cast<qsizetype>(key.size()));
    return QByteArray::fromStdString(blte::toHex(name)) + ' ' + bytes.toHex().toUpper() + '\n';
}

} // namespace

KeyFile::KeyFile(QString path)
    : m_path(std::move(path))
{
}

QString KeyFile::defaultPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + "/keys.txt"_L1;
}

core::Result<void> KeyFile::load()
{
    QFile file(m_path);
    if (!file.exists())
        return {};
    if (!file.open(QIODevice::ReadOnly))
        return core::failure(ErrorKind::ReadFailed, m_path % ": "_L1 % file.errorString());
    const QByteArray text = file.readAll();
    merge(blte::parseKeyList({text.constData(), static_cast<std::size_t>(text.size())}));
    return {};
}

KeyFile::Counts KeyFile::merge(const blte::KeyList &keys)
{
    Counts counts;
    for (const blte::KeyListEntry &entry : keys.entries) {
        const auto before = m_store.find(entry.name);
        m_store.insert(entry.name, entry.key);
        ++(!before ? counts.added : *before == entry.key ? counts.known : counts.changed);
    }
    return counts;
}

core::Result<void> KeyFile::save() const
{
    const QString folder = QFileInfo(m_path).path();
    if (!storage::fs::makePrivateFolder(folder))
        return core::failure(ErrorKind::FolderMissing, folder);
    QSaveFile file(m_path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(kOwnerOnly))
        return core::failure(ErrorKind::WriteFailed, m_path % ": "_L1 % file.errorString());
    for (const blte::KeyName name : m_store.names())
        file.write(lineFor(name, *m_store.find(name)));
    if (!file.commit())
        return core::failure(ErrorKind::WriteFailed, m_path % ": "_L1 % file.errorString());
    return {};
}

Usage<blte::KeyList> readKeyList(const QString &path)
{
    if (blte::digestFromHex(path.toStdString()) && !QFile::exists(path)) // and do not repeat it
        return badUsage(
            u"that is no file but looks like a key; write \"NAME KEY\" into a file and name the file"_s);
    const auto text = readFile(path);
    if (!text)
        return badUsage(text.error());
    blte::KeyList keys = blte::parseKeyList({text->constData(), static_cast<std::size_t>(text->size())});
    for (const blte::KeyListProblem &problem : keys.problems) {
        complain(u"%1, line %2: %3; the line was skipped"_s.arg(printable(path))
                     .arg(problem.line)
                     .arg(QString::fromStdString(problem.reason)));
    }
    return keys;
}

Usage<std::shared_ptr<const blte::KeyStore>> loadKeys(const QStringList &files)
{
    KeyFile keys;
    if (const auto loaded = keys.load(); !loaded)
        complain(u"the key store was not read: "_s % tell(loaded.error(), u"Going on without it."_s));
    for (const QString &path : files) {
        const auto list = readKeyList(path);
        if (!list)
            return badUsage(list.error());
        if (list->entries.empty())
            return badUsage(
                u"%1 holds no keys; it needs lines like \"NAME KEY\" in hex"_s.arg(printable(path)));
        keys.merge(*list);
    }
    return std::make_shared<const blte::KeyStore>(keys.store());
}

} // namespace app
