#include "core/catalog/tvfsopening.h"

#include "core/async.h"

#include <utility>

namespace catalog {

namespace {

bool isSame(const tact::ManifestRef &a, const tact::ManifestRef &b)
{
    return a.contentKey == b.contentKey && a.encodingKey == b.encodingKey;
}

/// All but the first one itself, which WoW lists as vfs-1.
std::map<std::uint32_t, tact::ManifestRef> nestedOf(const tact::BuildConfig &config)
{
    std::map<std::uint32_t, tact::ManifestRef> nested = config.vfs;
    std::erase_if(nested, [&](const auto &manifest) { return isSame(manifest.second, config.vfsRoot); });
    return nested;
}

} // namespace

SelectedFile selected(const tact::ManifestRef &manifest)
{
    TreeFile file;
    if (manifest.contentKey)
        file.contentKey = manifest.contentKey->digest;
    if (manifest.encodingKey)
        file.encodingKey = manifest.encodingKey->digest;
    file.size = manifest.decodedSize;
    file.encodedSize = manifest.encodedSize;
    return selected(file);
}

TvfsOpening::TvfsOpening(LoadFile load, const tact::BuildConfig &config, QThreadPool &workers,
                         QObject *parent)
    : QObject(parent)
    , m_nested(nestedOf(config))
    , m_workers(workers)
    , m_loads(std::move(load))
{
}

void TvfsOpening::start(const QByteArray &root, const QString &name, Done done)
{
    m_done = std::move(done);
    m_parts.name = name;
    read(root, name, [this](const Read &manifest) { onRoot(manifest); });
}

void TvfsOpening::read(const QByteArray &bytes, const QString &name, std::function<void(Read)> done)
{
    core::runIn(
        m_workers,
        [bytes, name, nested = NestedTvfs(m_nested)] {
            return std::make_shared<core::Result<TvfsManifest>>(readTvfs(bytes, name, nested));
        },
        this, std::move(done));
}

void TvfsOpening::onRoot(const Read &root)
{
    if (!*root)
        return std::exchange(m_done, {})(core::failure(root->error()));
    m_parts.root = std::move(**root);
    askMore();
}

void TvfsOpening::askMore()
{
    for (const std::uint32_t number : TvfsTree::missing(m_parts)) {
        if (m_asked.insert(number).second)
            ask(number);
    }
    if (m_underWay == 0)
        onEnded();
}

void TvfsOpening::ask(std::uint32_t number)
{
    ++m_underWay;
    const QString name = QStringLiteral("vfs-%1").arg(number);
    m_loads.add(selected(m_nested.at(number)), name,
                [this, number, name](const core::Result<QByteArray> &bytes) {
                    if (!bytes)
                        return onFailed(number, bytes.error());
                    read(*bytes, name, [this, number](const Read &manifest) { onNested(number, manifest); });
                });
}

void TvfsOpening::onNested(std::uint32_t number, const Read &manifest)
{
    if (!*manifest)
        return onFailed(number, manifest->error());
    --m_underWay;
    m_parts.nested.emplace(number, std::move(**manifest));
    askMore();
}

void TvfsOpening::onFailed(std::uint32_t number, const core::Error &error)
{
    --m_underWay;
    m_warnings.append({QStringLiteral("vfs-%1").arg(number),
                       {},
                       QStringLiteral("cannot be read, and its files are not there: %1").arg(error.detail)});
    askMore();
}

void TvfsOpening::onEnded()
{
    const Done done = std::move(m_done); // may delete this
    done(Opened{std::make_shared<const TvfsTree>(std::move(m_parts)), m_warnings});
}

} // namespace catalog
