#pragma once

#include "core/catalog/filefacts.h"
#include "core/catalog/treeindex.h"

#include <QCoreApplication>
#include <QVariant>

namespace transfer {
class TransferServices;
}

namespace ui {

/// What is shown of a file of a build, column by column.
enum class FileColumn { Name, Size, EncodedSize, Where, Key, Locale, Tags, Number };
inline constexpr int kFileColumns = 8;

/// The texts of these columns, for whatever lists files. A value.
class FileCells
{
    Q_DECLARE_TR_FUNCTIONS(ui::FileCells)
public:
    using File = catalog::TreeIndex::File;

    /// `services`: whose keys are those that are there, whenever it is asked; outlives this. Null: there are
    /// none.
    FileCells(std::shared_ptr<const catalog::TreeIndex> index, const transfer::TransferServices *services);

    static QString header(FileColumn column);
    /// Which of them say anything about files of this build.
    bool isUseful(FileColumn column) const;
    static Qt::Alignment alignment(FileColumn column);

    /// `facts`: null where nothing was looked up yet. Of Name it is the file's own name.
    QString text(FileColumn column, File file, const catalog::FileFacts *facts) const;
    /// What does not fit into a cell; may be empty.
    QString toolTip(FileColumn column, File file, const catalog::FileFacts *facts) const;
    bool isEncrypted(File file, const catalog::FileFacts *facts) const;

private:
    static QString localeText(quint32 bits);
    QString whereText(const catalog::FileFacts &facts) const;
    QString keyText(File file, const catalog::FileFacts *facts) const;
    QStringList missingKeys(const catalog::FileFacts &facts) const;

    std::shared_ptr<const catalog::TreeIndex> m_index;
    const transfer::TransferServices *m_services;
};

/// The names of the keys that an ESpec names, as WoW.txt prints them.
std::vector<blte::KeyName> keysOfEspec(const QString &espec);

} // namespace ui
