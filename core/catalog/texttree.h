#pragma once

#include "core/catalog/filetree.h"
#include "core/tact/rootkind.h"

#include <QByteArray>
#include <memory>

namespace catalog {

/// A root manifest that is a table of text: paths and content keys.
class TextTree final : public FileTree
{
public:
    enum class Form { StarCraft, Overwatch };
    /// `name`: for messages.
    static core::Result<std::shared_ptr<const FileTree>> open(QByteArray root, QString name, Form form);

    QList<LoadWarning> visit(const Visit &visit) const override;

private:
    TextTree(QByteArray bytes, QString name, Form form);
    tact::Expected<void> read(const Visit &visit, tact::Warnings &warnings) const;

    const QByteArray m_bytes;
    const QString m_name;
    const Form m_form;
};

} // namespace catalog
