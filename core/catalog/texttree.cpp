#include "core/catalog/texttree.h"

#include "core/tact/textroots.h"

#include <algorithm>
#include <string>

namespace catalog {

core::Result<std::shared_ptr<const FileTree>> TextTree::open(QByteArray root, QString name, Form form)
{
    const std::shared_ptr<const TextTree> tree(new TextTree(std::move(root), std::move(name), form));
    tact::Warnings told;
    if (const auto read = tree->read([](const TreeFile &) {}, told); !read)
        return core::failure(manifestError(tree->m_name, read.error()));
    return tree;
}

TextTree::TextTree(QByteArray bytes, QString name, Form form)
    : m_bytes(std::move(bytes))
    , m_name(std::move(name))
    , m_form(form)
{
}

QList<LoadWarning> TextTree::visit(const Visit &visit) const
{
    tact::Warnings warnings;
    (void)read(visit, warnings); // has gone well once
    return inWords(m_name, QStringLiteral("line"), warnings);
}

tact::Expected<void> TextTree::read(const Visit &visit, tact::Warnings &warnings) const
{
    const std::string_view text(m_bytes.constData(), static_cast<std::size_t>(m_bytes.size()));
    std::string turned;
    const auto tell = [&](std::string_view path, const blte::ContentKey &key) {
        turned = path;
        std::replace(turned.begin(), turned.end(), '\\', '/');
        TreeFile file;
        file.path = turned;
        file.contentKey = key.digest;
        visit(file);
    };
    if (m_form == Form::Overwatch)
        return tact::visitOverwatchRoot(text, tell, warnings);
    tact::visitStarCraftRoot(text, tell, warnings);
    return {};
}

} // namespace catalog
