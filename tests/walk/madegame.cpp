#include "tests/walk/madegame.h"

#include "tests/app/madefiles.h"
#include "tests/support/faultserver.h"

namespace walk {

namespace {

constexpr std::size_t kLocked = 100;
constexpr blte::KeyName kKeyName{0x0123456789ABCDEF};

blte::Key madeKey()
{
    blte::Key key{};
    key.fill(0x5A);
    return key;
}

ngdp::FileSource newerFiles()
{
    ngdp::FileSource files = ngdp::sampleFiles(MadeGame::kFiles);
    files.at = [at = files.at](std::size_t i) {
        ngdp::FileShape file = at(i);
        if (i < MadeGame::kChanged)
            file.content.push_back(1);
        if (i == kLocked) {
            support::ChunkStyle style = ngdp::kRaw;
            style.encryption = support::Encryption{kKeyName, madeKey()};
            file.layout = ngdp::ObjectLayout::one(style);
        }
        return file;
    };
    return files;
}

} // namespace

MadeGame::MadeGame()
{
    ngdp::Cdn cdn({}, m_store.putter());
    m_older = ngdp::addBuild(cdn, support::shapeOf("wow_classic_era", kFiles));
    m_before.builds = {ngdp::versionsRow("us", m_older, cdn.seal())};
    m_before.builds.front().versionName = "1.15.7.10000";
    ngdp::BuildShape shape = support::shapeOf("wow_classic_era", 0);
    shape.files = newerFiles();
    m_newer = ngdp::addBuild(cdn, shape);
    m_after.sequenceNumber = 2;
    m_after.builds = {ngdp::versionsRow("us", m_newer, cdn.seal())};
    for (std::size_t i = 0; m_lostFiles.size() < 2; ++i) {
        if (shape.files.at(i).place != ngdp::Place::LooseListed)
            continue;
        m_lostFiles << QString::fromStdString(m_newer.files.at(i).path);
        m_lostObjects << QByteArray::fromStdString(cdn.pathOf("data", m_newer.files.at(i).encodingKey));
    }
}

QString MadeGame::locked() const
{
    return QString::fromStdString(m_newer.files.at(kLocked).path);
}

QString MadeGame::key()
{
    return QString::fromLatin1(QByteArray(blte::Key().size(), '\x5A').toHex());
}

QByteArray MadeGame::listfile() const
{
    return support::listfileOf(m_newer);
}

std::unique_ptr<ngdp::NetworkServer> MadeGame::serveOlder() const
{
    return std::make_unique<ngdp::NetworkServer>(m_store, std::vector<ngdp::Product>{m_before});
}

std::unique_ptr<ngdp::NetworkServer> MadeGame::serveNewer() const
{
    auto server = std::make_unique<ngdp::NetworkServer>(m_store, std::vector<ngdp::Product>{m_after});
    for (const QByteArray &path : m_lostObjects)
        server->always(path.toStdString(), support::fault::status(404));
    return server;
}

void MadeGame::findLost(ngdp::NetworkServer &server) const
{
    for (const QByteArray &path : m_lostObjects)
        server.always(path.toStdString(), support::fault::none());
}

} // namespace walk
