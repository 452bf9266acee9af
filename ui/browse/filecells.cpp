#include "ui/browse/filecells.h"

#include "core/blte/keystore.h"
#include "core/bytes.h"
#include "core/catalog/objectfinder.h"
#include "core/hex.h"
#include "core/tact/espec.h"
#include "core/tact/wowlocale.h"
#include "core/transfer/transferservices.h"
#include "ui/errortext.h"
#include "ui/format.h"

#include <algorithm>

namespace ui {

using catalog::FileFacts;
using catalog::FoundFile;

namespace {

/// Of 30 locales only that they are many is said.
constexpr std::size_t kMostLocales = 4;

QStringList allLocaleNames(quint32 bits)
{
    QStringList texts;
    for (const std::string_view name : tact::localeNames(bits))
        texts << core::fromUtf8(name);
    return texts;
}

} // namespace

std::vector<blte::KeyName> keysOfEspec(const QString &espec)
{
    const auto parsed = tact::parseEspec(espec.toStdString());
    return parsed ? tact::keysOf(*parsed) : std::vector<blte::KeyName>();
}

FileCells::FileCells(std::shared_ptr<const catalog::TreeIndex> index,
                     const transfer::TransferServices *services)
    : m_index(std::move(index))
    , m_services(services)
{
}

QString FileCells::header(FileColumn column)
{
    switch (column) {
    case FileColumn::Name:
        return tr("Name");
    case FileColumn::Size:
        return tr("Size");
    case FileColumn::EncodedSize:
        return tr("Encoded");
    case FileColumn::Where:
        return tr("Where");
    case FileColumn::Key:
        return tr("Key");
    case FileColumn::Locale:
        return tr("Locale");
    case FileColumn::Tags:
        return tr("Tags");
    case FileColumn::Number:
        return tr("File data ID");
    }
    return {};
}

bool FileCells::isUseful(FileColumn column) const
{
    switch (column) {
    case FileColumn::Locale:
        return m_index->columns().allLocales() != 0;
    case FileColumn::Tags:
        return !m_index->columns().tags().isEmpty();
    case FileColumn::Number:
        return m_index->columns().haveIds();
    default:
        return true;
    }
}

Qt::Alignment FileCells::alignment(FileColumn column)
{
    const bool isNumber =
        column == FileColumn::Size || column == FileColumn::EncodedSize || column == FileColumn::Number;
    return (isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter;
}

QString FileCells::text(FileColumn column, File file, const FileFacts *facts) const
{
    const catalog::FileColumns &columns = m_index->columns();
    const auto sizeText = [](std::optional<qint64> size) { return size ? formatSize(*size) : QString(); };
    switch (column) {
    case FileColumn::Name:
        return core::fromUtf8(m_index->name(file));
    case FileColumn::Size:
        return sizeText(facts ? facts->file.size : columns.size(file));
    case FileColumn::EncodedSize:
        return sizeText(facts ? facts->file.encodedSize : columns.encodedSize(file));
    case FileColumn::Where:
        return facts ? whereText(*facts) : QString();
    case FileColumn::Key:
        return keyText(file, facts);
    case FileColumn::Locale:
        return localeText(columns.locales(file));
    case FileColumn::Tags:
        return m_index->file(file).tags.join(QLatin1Char(' '));
    case FileColumn::Number:
        return columns.fileDataId(file) ? QString::number(*columns.fileDataId(file)) : QString();
    }
    return {};
}

QString FileCells::localeText(quint32 bits)
{
    const auto names = tact::localeNames(bits);
    if (names.size() > kMostLocales)
        return tr("%Ln locales", nullptr, static_cast<int>(names.size()));
    QStringList texts;
    for (const std::string_view name : names)
        texts << core::fromUtf8(name);
    return texts.join(QLatin1Char(' '));
}

QString FileCells::whereText(const FileFacts &facts) const
{
    if (catalog::isEmpty(facts.file))
        return tr("empty file");
    if (!facts.object)
        return facts.error ? tr("not in this build") : QString();
    switch (facts.object->where) {
    case FoundFile::Where::Archive:
        return tr("archive");
    case FoundFile::Where::Loose:
        return tr("loose");
    case FoundFile::Where::Unlisted:
        return tr("in no index");
    }
    return {};
}

bool FileCells::isEncrypted(File file, const FileFacts *facts) const
{
    return (facts ? facts->isEncrypted : m_index->columns().isEncrypted(file)).value_or(false);
}

QStringList FileCells::missingKeys(const FileFacts &facts) const
{
    const auto keys = m_services ? m_services->keys : nullptr;
    QStringList missing;
    for (const blte::KeyName name : keysOfEspec(facts.file.espec)) {
        if (!keys || !keys->find(name))
            missing << QString::fromStdString(blte::toHex(name));
    }
    return missing;
}

QString FileCells::keyText(File file, const FileFacts *facts) const
{
    if (!isEncrypted(file, facts))
        return {};
    QStringList names;
    for (const blte::KeyName name : facts ? keysOfEspec(facts->file.espec) : std::vector<blte::KeyName>())
        names << QString::fromStdString(blte::toHex(name));
    if (names.isEmpty())
        return tr("encrypted");
    const QString text = names.join(QLatin1Char(' '));
    return missingKeys(*facts).isEmpty() ? text : tr("%1 (missing)").arg(text);
}

QString FileCells::toolTip(FileColumn column, File file, const FileFacts *facts) const
{
    switch (column) {
    case FileColumn::Name:
        return core::fromUtf8(m_index->path(file));
    case FileColumn::Where:
        if (facts && facts->error)
            return errorParagraph(*facts->error);
        return facts && facts->object && facts->object->object.slice
                   ? tr("Archive %1").arg(core::hex(facts->object->object.path.hash))
                   : QString();
    case FileColumn::Key:
        if (!isEncrypted(file, facts))
            return {};
        if (facts && !missingKeys(*facts).isEmpty())
            return tr("Without the key %1 its locked parts stay empty until the key is added")
                .arg(missingKeys(*facts).join(QLatin1Char(' ')));
        return facts && !keysOfEspec(facts->file.espec).empty() ? tr("The key is there") : QString();
    case FileColumn::Locale:
        return allLocaleNames(m_index->columns().locales(file)).join(QLatin1Char(' '));
    default:
        return {};
    }
}

} // namespace ui
