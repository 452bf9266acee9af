#pragma once

#include "tests/support/ngdp/networkserver.h"

#include <QByteArrayList>
#include <QStringList>
#include <memory>

namespace walk {

/// A product of 20,000 files with two builds: the newer has another content for seven of them, two that no
/// host has, and one that needs a key which nobody has told.
class MadeGame
{
public:
    static constexpr int kFiles = 20'000;
    static constexpr int kChanged = 7;

    MadeGame();

    QStringList lost() const { return m_lostFiles; } ///< files, as the listfile names them
    QString locked() const;                          ///< the file that needs the key
    static QString key();                            ///< its key, in hex
    QByteArray listfile() const;

    /// A service whose current build is the older one.
    std::unique_ptr<ngdp::NetworkServer> serveOlder() const;
    std::unique_ptr<ngdp::NetworkServer> serveNewer() const;
    void findLost(ngdp::NetworkServer &server) const; ///< from now on it has what no host had

private:
    ngdp::Store m_store;
    ngdp::MadeBuild m_older;
    ngdp::MadeBuild m_newer;
    ngdp::Product m_before;
    ngdp::Product m_after;
    QStringList m_lostFiles;
    QByteArrayList m_lostObjects; ///< their paths on the CDN
};

} // namespace walk
