#include "tests/faults/setsample.h"

#include "core/hex.h"
#include "tests/support/bytes.h"

#include <algorithm>
#include <array>

namespace faults {

using namespace Qt::StringLiterals;
namespace {

constexpr std::size_t kSlices = 20;
constexpr std::size_t kLoose = 4;
constexpr std::size_t kLargeSize = 1'600'000;
constexpr std::size_t kJoinedSize = 300'000;

const blte::KeyName kKeyName{0xA1B2C3D4E5F60708ULL};
const blte::Key kKey{7, 7, 7, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13};

support::ByteVector bytesOf(std::size_t seed, std::size_t size)
{
    return support::payload(support::noise(seed), size);
}

ngdp::FileShape fileAt(const std::string &path, support::ByteVector content)
{
    ngdp::FileShape file;
    file.path = "Set/" + path;
    file.content = std::move(content);
    return file;
}

std::vector<ngdp::FileShape> shapes()
{
    std::vector<ngdp::FileShape> files;
    for (std::size_t i = 0; i < kSlices; ++i) {
        files.push_back(fileAt("folder" + std::to_string(i % 3) + "/slice" + std::to_string(i),
                               bytesOf(i + 1, 400 + i * 3701 % 30'000)));
        if (i % 4 == 0)
            files.back().layout = ngdp::ObjectLayout::even(4096, ngdp::kZlib);
    }
    for (std::size_t i = 0; i < kLoose; ++i) {
        files.push_back(fileAt("loose" + std::to_string(i), bytesOf(100 + i, 900 + i * 7001)));
        files.back().place = ngdp::Place::LooseListed;
    }
    files.push_back(fileAt("empty", {}));
    files.push_back(fileAt("large", bytesOf(200, kLargeSize)));
    files.back().layout = ngdp::ObjectLayout::even(64 << 10, ngdp::kRaw);
    files.back().place = ngdp::Place::LooseListed;
    files.push_back(fileAt("copy of slice", bytesOf(2, 400 + 3701)));
    files.push_back(fileAt("folder1/copy of large", bytesOf(200, kLargeSize)));
    files.back().layout = ngdp::ObjectLayout::even(64 << 10, ngdp::kRaw);
    files.back().place = ngdp::Place::LooseListed;
    files.push_back(fileAt("joined", bytesOf(300, kJoinedSize)));
    files.back().spans = 2;
    files.push_back(fileAt("locked", bytesOf(400, 20'000)));
    files.back().layout =
        ngdp::ObjectLayout::even(8000, {support::Encoding::Raw, 6, support::Encryption{kKeyName, kKey}});
    return files;
}

ngdp::BuildShape buildShape()
{
    ngdp::BuildShape shape;
    shape.root = ngdp::RootKind::None;
    shape.vfs = ngdp::VfsKind::Flat;
    shape.files = ngdp::listed(shapes());
    return shape;
}

ngdp::CdnShape cdnShape()
{
    ngdp::CdnShape cdn;
    cdn.archiveSize = 400'000;
    return cdn;
}

} // namespace

const SetSample &SetSample::instance()
{
    static const SetSample kSample;
    return kSample;
}

SetSample::SetSample()
    : m_network(buildShape(), cdnShape())
{
    for (const ngdp::FileShape &file : shapes())
        m_contents.insert(QString::fromStdString(file.path), support::toBytes(file.content));
    const auto note = [this](const ngdp::MadeManifest &object) {
        const QByteArray path = pathOf(object);
        m_resources.insert(path,
                           static_cast<qint64>(m_network.store.bytes(path.mid(1).toStdString()).size()));
    };
    for (const ngdp::MadeFile &file : m_network.build.files) {
        note(file);
        std::for_each(file.furtherSpans.begin(), file.furtherSpans.end(), note);
    }
    m_largePath = pathOf(m_network.file("Set/large"));
    auto keys = std::make_shared<blte::KeyStore>();
    keys->insert(kKeyName, kKey);
    m_keys = keys;
}

QByteArray SetSample::keyFile() const
{
    return QByteArray::fromStdString(blte::toHex(kKeyName)) + ' ' +
           QByteArray(reinterpret_cast<const char *>(kKey.data()), kKey.size()).toHex() + '\n';
}

QByteArray SetSample::pathOf(const ngdp::MadeManifest &object) const
{
    return '/' + QByteArray::fromStdString(m_network.pathOf(object.encodingKey));
}

void SetSample::serve(support::FaultServer &server, const QStringList &hosts) const
{
    std::vector<std::string> servers;
    for (const QString &host : hosts)
        servers.push_back(server.url("/", host).toString().toStdString());
    ngdp::Store tables;
    ngdp::putTables(tables.putter(), {m_network.product}, servers);
    const std::array<const ngdp::Store *, 2> stores{&m_network.store, &tables};
    for (const ngdp::Store *store : stores) {
        for (const auto &[path, bytes] : store->objects())
            server.serve('/' + QByteArray::fromStdString(path), support::toBytes(*bytes));
    }
}

QString SetSample::selection() const
{
    return QString::fromStdString(m_network.product.code) + u":Set/"_s;
}

core::Source SetSample::sourceOf(const ngdp::MadeManifest &object, const QString &name,
                                 const Mirrors &mirrors) const
{
    core::Source source;
    source.mirrors = mirrors(pathOf(object));
    source.encodingKey = blte::EncodingKey{object.encodingKey};
    source.contentKey = blte::ContentKey{object.contentKey};
    source.encodedSize = static_cast<qint64>(object.encodedSize);
    source.decodedSize = static_cast<qint64>(object.size);
    source.name = name;
    const auto placed = m_network.cdn.find(object.encodingKey);
    if (placed->place == ngdp::Place::Archive)
        source.slice =
            core::ByteRange{placed->offset, qint64(placed->offset) + qint64(placed->encodedSize) - 1};
    return source;
}

core::SetPlan SetSample::plan(const Mirrors &mirrors) const
{
    core::SetPlan plan;
    for (const ngdp::MadeFile &file : m_network.build.files) {
        const QString name = QString::fromStdString(file.path);
        QList<core::Source> parts{sourceOf(file, name, mirrors)};
        for (const ngdp::MadeManifest &span : file.furtherSpans)
            parts << sourceOf(span, name, mirrors);
        const QByteArray content = m_contents.value(name);
        if (parts.size() > 1)
            plan.addJoined(parts, blte::ContentKey{blte::md5(
                                      std::span(reinterpret_cast<const std::uint8_t *>(content.constData()),
                                                static_cast<std::size_t>(content.size())))});
        else
            plan.add(parts.first());
    }
    plan.arrange();
    return plan;
}

} // namespace faults
