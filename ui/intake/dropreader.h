#pragma once

#include "core/blte/keylist.h"
#include "core/links/sourcelist.h"
#include "core/tact/buildinfo.h"

#include <QStringList>

class QMimeData;

namespace ui {

/// What was handed over, before anyone looked into it.
struct DropInput
{
    QString text;
    QStringList files; ///< local paths
    bool isEmpty() const { return text.isEmpty() && files.isEmpty(); }
};

/// A line or a file that could not be used.
struct DropProblem
{
    QString origin; ///< file path; empty for text
    int line = 0;   ///< from 1; 0: the whole
    QString text;   ///< the line, shortened; empty when it may hold secrets
    core::Error error;
};

/// What it turned out to be.
struct Dropped
{
    QList<links::ListEntry> sources;
    QList<links::ProductEntry> products;
    blte::KeyList keys;
    QList<blte::Digest> fileKeys; ///< 32 hex digits; whether of an object, a content or a build, and of
                                  ///< which product, is to be found out
    std::vector<tact::InstalledBuild> installed; ///< of the `.build.info` of a game
    /// Of file data ids: `id;path` lines.
    struct Listfile
    {
        QString path;
        qint64 names = 0;
    };
    QList<Listfile> listfiles;
    QStringList localBlte;
    QList<DropProblem> problems;
    QStringList remarks; ///< for whoever handed it over, one sentence each
    bool isEmpty() const
    {
        return sources.isEmpty() && products.isEmpty() && keys.isEmpty() && localBlte.isEmpty() &&
               fileKeys.isEmpty() && installed.empty() && listfiles.isEmpty();
    }
};

/// Local files as files, anything else as text. Touches no disk.
DropInput dropInputFrom(const QMimeData &mime);
/// Whether a drop could hold anything; decides the cursor while dragging.
bool mayHoldSources(const QMimeData &mime);

/// Reads files and sorts text into what Dropped has. Touches the disk: never on the GUI thread. A listfile of
/// any size is read by pieces; of a folder the `.build.info` in it. Other files above kLongestList and other
/// folders are problems, not a wait.
Dropped readDropped(const DropInput &input);
inline constexpr qint64 kLongestList = 256LL * 1024 * 1024;

} // namespace ui
