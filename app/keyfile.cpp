#include "app/keyfile.h"

#include "app/advice.h"
#include "app/console.h"
#include "app/text.h"
#include "core/bytes.h"
#include "core/hex.h"
#include "core/storage/filesystem.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSaveFile>
#include <QStandardPaths>
#include <algorithm>
#include <utility>

namespace app {

using namespace Qt::StringLiterals;
using core::ErrorKind;

namespace {

constexpr auto kOwnerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

QByteArray lineFor(const std::string &name, const blte::Key &key)
{
    const QByteArray bytes(reinterpret_cast<const char *>(key.data()), static_cast<qsizetype>(key.size()));
    return QByteArray::fromStdString(name) + ' ' + bytes.toHex().toUpper() + '\n';
}

QString originsPath(const QString &keys)
{
    return QFileInfo(keys).path() % "/key-origins.json"_L1;
}

/// By the names of keys.
QJsonObject readOrigins(const QString &keys)
{
    QFile file(originsPath(keys));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

/// A hint for a person: when it cannot be written, the keys are good all the same.
void writeOrigins(const QString &keys, const blte::KeyStore &store)
{
    QJsonObject origins;
    for (const blte::KeyName name : store.names()) {
        if (const std::string origin = store.originOf(name); !origin.empty())
            origins.insert(core::hex(name), QString::fromStdString(origin));
    }
    QSaveFile file(originsPath(keys));
    if (file.open(QIODevice::WriteOnly) && file.setPermissions(kOwnerOnly) &&
        file.write(QJsonDocument(origins).toJson()) > 0)
        file.commit();
}

void count(KeyFile::Counts &counts, const QString &name, const std::optional<blte::Key> &before,
           const blte::Key &now)
{
    ++(!before ? counts.added : *before == now ? counts.known : counts.changed);
    if (before && *before != now && !counts.conflicts.contains(name))
        counts.conflicts.append(name);
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
    blte::KeyList keys = blte::parseKeyList(core::textOf(file.readAll()));
    const QJsonObject origins = readOrigins(m_path);
    for (blte::KeyListEntry &entry : keys.entries)
        entry.origin = origins.value(core::hex(entry.name)).toString().toStdString();
    merge(keys);
    return {};
}

KeyFile::Counts KeyFile::merge(const blte::KeyList &keys)
{
    Counts counts;
    for (const blte::KeyListEntry &entry : keys.entries) {
        const auto before = m_store.find(entry.name);
        m_store.insert(entry.name, entry.key, entry.origin);
        count(counts, core::hex(entry.name), before, entry.key);
    }
    for (const blte::ArmadilloKey &key : keys.armadillo) {
        const auto before = m_store.findArmadillo(key.name);
        m_store.insert(key);
        count(counts, core::fromUtf8(key.name), before, key.key);
    }
    return counts;
}

void KeyFile::remove(const QList<quint64> &names)
{
    for (const quint64 name : names)
        m_store.remove(blte::KeyName{name});
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
        file.write(lineFor(blte::toHex(name), *m_store.find(name)));
    for (const blte::ArmadilloKey &key : m_store.armadilloKeys())
        file.write(lineFor(key.name + ".ak", key.key));
    if (!file.commit())
        return core::failure(ErrorKind::WriteFailed, m_path % ": "_L1 % file.errorString());
    writeOrigins(m_path, m_store);
    return {};
}

namespace {

constexpr std::size_t kMostLinesTold = 5; ///< per list; the rest is counted
constexpr qsizetype kMostNamed = 8;

/// 32 hex digits in a row, which nobody calls a file: what was typed is the key itself.
bool holdsKey(const QString &text)
{
    static const QRegularExpression digits(u"[0-9A-Fa-f]{32}"_s);
    return text.contains(digits);
}

/// Of what the user gave, the name of the whole objects' key that is in the file, and the file: "sc1Dev.ak",
/// or "sc1Dev=FILE". The name is empty for a key list.
std::pair<QString, QString> armadilloIn(const QString &given)
{
    const QString name = given.section(u'=', 0, 0);
    if (given.contains(u'=') && !QFileInfo::exists(given) && blte::isArmadilloName(name.toStdString()))
        return {name, given.section(u'=', 1)};
    const std::string fileName = QFileInfo(given).fileName().toStdString();
    return {core::fromUtf8(blte::armadilloNameOf(fileName)), given};
}

void complainOf(const QString &path, const std::vector<blte::KeyListProblem> &problems)
{
    const QString name = printable(path);
    for (std::size_t i = 0; i < std::min(problems.size(), kMostLinesTold); ++i) {
        const QString reason = QString::fromStdString(problems[i].reason);
        if (problems[i].line == 0)
            complain(name % ": "_L1 % reason);
        else
            complain(u"%1, line %2: %3; the line was skipped"_s.arg(name).arg(problems[i].line).arg(reason));
    }
    if (problems.size() > kMostLinesTold)
        complain(
            u"%1: %2 more not understood"_s.arg(name, counted(problems.size() - kMostLinesTold, "line")));
}

} // namespace

QString shown(const QStringList &names)
{
    QStringList texts = names.first(std::min(names.size(), kMostNamed));
    if (names.size() > kMostNamed)
        texts << u"and %1 more"_s.arg(names.size() - kMostNamed);
    return texts.join(", "_L1);
}

void tellConflicts(const QString &path, const QStringList &names)
{
    if (!names.isEmpty())
        complain(u"%1: gives another key than was known for %2; the one that was given last is used"_s.arg(
            printable(path), shown(names)));
}

Usage<blte::KeyList> readKeyList(const QString &given)
{
    const auto [armadillo, path] = armadilloIn(given);
    const QFileInfo info(path);
    if (path != u"-" && !info.exists()) {
        if (holdsKey(path)) // and do not repeat it
            return badUsage(
                u"that is no file but looks like a key; write \"NAME KEY\" into a file and name the file"_s);
        return badUsage(u"there is no key list %1; name a file with lines like \"NAME KEY\" in hex"_s.arg(
            printable(path)));
    }
    if (info.isDir())
        return badUsage(u"%1 is a folder; name the key list in it"_s.arg(printable(path)));
    QFile file(path);
    const bool isOpen = path == u"-" ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    const QByteArray text = isOpen ? file.readAll() : QByteArray();
    if (!isOpen || file.error() != QFileDevice::NoError)
        return badUsage(u"the key list %1 cannot be read (%2); check its permissions"_s.arg(
            printable(path), file.errorString()));
    if (!armadillo.isEmpty()) {
        blte::KeyList key = blte::keyListOfArmadillo(armadillo.toStdString(), core::bytesOf(text));
        if (key.isEmpty())
            return badUsage(u"%1 has no key: %2"_s.arg(printable(path),
                                                       QString::fromStdString(key.problems.front().reason)));
        return key;
    }
    blte::KeyList keys = blte::parseKeyList(core::textOf(text));
    complainOf(path, keys.problems);
    blte::setOrigin(keys, QFileInfo(path).fileName().toStdString());
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
        if (list->isEmpty())
            return badUsage(
                u"%1 holds no keys; it needs lines like \"NAME KEY\" in hex"_s.arg(printable(path)));
        tellConflicts(path, keys.merge(*list).conflicts);
    }
    return std::make_shared<const blte::KeyStore>(keys.store());
}

} // namespace app
