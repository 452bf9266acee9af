#include "core/catalog/diablo3opening.h"

#include "core/catalog/selection.h"

namespace catalog {

Diablo3Opening::Diablo3Opening(LoadFile load, QObject *parent)
    : QObject(parent)
    , m_loads(std::move(load))
{
}

void Diablo3Opening::start(const QByteArray &root, const QString &name, Done done)
{
    m_done = std::move(done);
    m_parts.root = root;
    m_parts.name = name;
    const auto folders = Diablo3Tree::folders(root, name);
    if (!folders)
        return m_done(core::failure(folders.error()));
    ++m_underWay;
    for (const auto &[path, key] : *folders) {
        SelectedFile file;
        file.contentKey = key;
        load(file, QStringLiteral("folder ") + QString::fromStdString(path),
             [this, key = key](const QByteArray &bytes) { m_parts.folders[key] = bytes; });
    }
    --m_underWay;
    onEnded();
}

void Diablo3Opening::load(const SelectedFile &file, const QString &what,
                          std::function<void(const QByteArray &bytes)> take)
{
    ++m_underWay;
    m_loads.add(file, what, [this, what, take = std::move(take)](const core::Result<QByteArray> &bytes) {
        --m_underWay;
        if (bytes)
            take(*bytes);
        else
            m_warnings.append({what, {}, QStringLiteral("cannot be read: ") + bytes.error().detail});
        onEnded();
    });
}

void Diablo3Opening::loadNames()
{
    m_hasFolders = true;
    ++m_underWay;
    loadName(Diablo3Tree::kAssetNames, &Diablo3Tree::Parts::assetNames);
    loadName(Diablo3Tree::kPartNames, &Diablo3Tree::Parts::partNames);
    --m_underWay;
    onEnded();
}

void Diablo3Opening::loadName(std::string_view path, QByteArray Diablo3Tree::Parts::*names)
{
    core::FileSelection selection;
    selection.by = core::FileSelection::By::Path;
    selection.path = QString::fromUtf8(path.data(), static_cast<qsizetype>(path.size()));
    const auto tree = Diablo3Tree::open(m_parts).value();
    const auto found = select(tree.get(), selection, m_parts.name);
    if (found)
        load(found->files.front(), selection.path,
             [this, names](const QByteArray &bytes) { m_parts.*names = bytes; });
    else
        m_warnings.append(
            {m_parts.name, {}, QStringLiteral("files have numbers for names: ") + found.error().detail});
}

void Diablo3Opening::onEnded()
{
    if (m_underWay > 0)
        return;
    if (!m_hasFolders)
        return loadNames();
    const Done done = std::move(m_done); // may delete this
    done(Opened{Diablo3Tree::open(std::move(m_parts)).value(), m_warnings});
}

} // namespace catalog
