#pragma once

#include "core/choices.h"
#include "core/queue/standstill.h"
#include "core/source.h"
#include "core/transfer/progress.h"
#include "core/transfer/routing/state.h"

#include <QDateTime>

namespace queue {

enum class ItemId : qint64 {};
inline size_t qHash(ItemId id, size_t seed = 0)
{
    return ::qHash(static_cast<qint64>(id), seed);
}

using core::MissingKeys;
using core::WhenExists;
enum class Form : int { Decoded = 0, Raw = 1 };

struct Options
{
    Form form = Form::Decoded;
    WhenExists whenExists = WhenExists::Refuse;
    MissingKeys missingKeys = MissingKeys::Keep;
    bool operator==(const Options &) const = default;
};

/// What the user asks for: a new row.
struct Request
{
    core::Source source;
    QString folder; ///< absolute
    QString name;   ///< relative; empty: from the source, the URL, Content-Disposition
    Options options;
    transfer::Intent intent = transfer::Intent::Run;
    qint64 bytesPerSecond = 0; ///< limit of this item, besides that of all; 0: none
    bool mayRename = false;    ///< another name, when a row for another source makes a file of this one
    QString category = {};     ///< empty: none
    QStringList tags = {};
};

/// One row of the queue. A value; the queue hands out const references that stay valid until the next change.
struct Item
{
    ItemId id{};
    qint64 position = 0; ///< of its row: ascending, with gaps (RowList)
    core::Source source;
    QString folder;
    QString name; ///< relative; empty until known
    Options options;
    transfer::Intent intent = transfer::Intent::Run;
    qint64 bytesPerSecond = 0; ///< limit of this item, besides that of all; 0: none
    QString category;          ///< that the user put it in (category.h); empty: none
    QStringList tags;          ///< sorted, each once
    transfer::State state = transfer::State::Queued;
    transfer::Verdict verdict = transfer::Verdict::None;
    core::Error error; ///< why Failed or Waiting
    /// When Waiting, by the clock on the wall, to be shown; invalid: until the cause is gone. The wait itself
    /// is counted by `standstill`.
    QDateTime waitingUntil;
    transfer::Progress progress;
    QByteArray md5; ///< hex, when computed
    QDateTime added;
    QDateTime finished;
    int lockedChunks = 0;
    QList<blte::KeyName> missingKeys;
    int mirror = -1; ///< index of the mirror that was used last; -1: none yet
    int mirrorsInUse = 0;
    bool isSilent = false; ///< Connecting, and nothing has come for a while: others may have its place
    double checked = -1;   ///< 0…1 while the finished file is read back; -1 otherwise
    Standstill standstill;
    std::optional<quint64> volume; ///< of its folder, when it was last opened in this run

    QString target() const { return name.isEmpty() ? QString() : folder + QLatin1Char('/') + name; }
    /// What to show: the name, or something telling from the source.
    QString displayName() const;
    /// "host" of the first mirror.
    QString host() const;
};

/// What is to become of labels that rows bear. A value.
struct LabelChange
{
    std::optional<QString> category; ///< empty text: none
    QStringList addedTags;
    QStringList removedTags;
};

/// The row for a request, named as its file will be called unless the server says otherwise.
Item makeItem(const Request &request, ItemId id);

/// Nobody chose its name, which is only what its address ends with, and nothing of it was fetched yet: the
/// server may still say what it is called. Of what a key names the server says nothing.
bool isNameGuessed(const Item &item);
/// The user wants it, and it is not finished.
bool wantsToRun(const Item &item);
/// Something of it could not be decoded for want of a key.
bool isLocked(const Item &item);
/// No key can be named without trying it again: any new one may be the one.
bool failedForWantOfKey(const Item &item);
/// It ended without what it needed a key for. A set may have failed for other files' sake.
bool mayNeedKeys(const Item &item);

} // namespace queue
