#include "ui/details/fileexport.h"

#include "core/hex.h"
#include "core/links/productsource.h"
#include "ui/details/filearrangement.h"

#include <QCoreApplication>
#include <QSaveFile>

namespace ui {

namespace {

using Index = core::SetPlan::Index;
using Status = transfer::SetFileStatus;

struct Export
{
    Q_DECLARE_TR_FUNCTIONS(ui::Export)
};

/// Stable, whatever the language of the window.
QByteArray wordFor(Status status)
{
    switch (status) {
    case Status::Missing:
        return "missing";
    case Status::UnderWay:
        return "underway";
    case Status::Done:
        return "done";
    case Status::Locked:
        return "locked";
    case Status::Failed:
        return "failed";
    case Status::Absent:
        return "absent";
    case Status::Unwanted:
        return "skipped";
    }
    return {};
}

QByteArray quoted(const QByteArray &text)
{
    if (!text.contains(',') && !text.contains('"') && !text.contains('\n') && !text.contains('\r'))
        return text;
    return '"' + QByteArray(text).replace('"', "\"\"") + '"';
}

QByteArray sizeText(qint64 size)
{
    return size < 0 ? QByteArray() : QByteArray::number(size);
}

template <typename Key>
QByteArray keyDigits(const std::optional<Key> &key)
{
    return key ? core::hexBytes(key->digest) : QByteArray();
}

QByteArray reasonFor(const transfer::SetView &view, Index file)
{
    const auto trouble = view.troubles.constFind(file);
    if (trouble == view.troubles.cend())
        return {};
    QStringList words{core::name(trouble->error.kind)};
    for (const blte::KeyName key : trouble->keys)
        words << core::hex(key);
    if (!trouble->error.detail.isEmpty())
        words << trouble->error.detail;
    return words.join(QLatin1Char(' ')).toUtf8();
}

QByteArray csvLine(const transfer::SetView &view, Index file)
{
    const core::SetPlan &plan = *view.plan;
    const QByteArrayList fields{quoted(plan.utf8Name(file).toByteArray()),
                                sizeText(sizeOf(plan, file)),
                                sizeText(plan.encodedSize(file)),
                                keyDigits(plan.contentKey(file)),
                                keyDigits(plan.encodingKey(file)),
                                wordFor(view.states[file]),
                                quoted(reasonFor(view, file))};
    return fields.join(',');
}

/// With its build, empty selection. Nothing: a mirror, or it is not understood.
std::optional<links::ProductSource> productOf(const QString &set, const core::SetPlan &plan)
{
    const links::KeptText kept = links::keptFromText(set);
    if (kept.keep != links::Keep::Files)
        return std::nullopt;
    auto source = links::productSourceFromText(kept.text);
    if (!source)
        return std::nullopt;
    if (!plan.build().isEmpty())
        source->build = plan.build();
    source->selection = {};
    return *source;
}

QString lineFor(links::ProductSource source, const core::SetPlan &plan, Index file)
{
    source.selection.by = core::FileSelection::By::Path;
    source.selection.path = plan.name(file);
    return links::toText(source);
}

} // namespace

QString whyNoExport(const QString &set, const transfer::SetView &view, ExportForm form)
{
    if (form == ExportForm::Csv || productOf(set, *view.plan))
        return {};
    return Export::tr(
        "A mirror has objects of a CDN, which have no lines PRODUCT:PATH; save the list as CSV.");
}

QString sourceLine(const QString &set, const core::SetPlan &plan, Index file)
{
    const auto product = productOf(set, plan);
    return product ? lineFor(*product, plan, file) : QString();
}

core::Result<void> writeList(QIODevice &to, const QString &set, const transfer::SetView &view,
                             const std::vector<Index> &files, ExportForm form)
{
    constexpr qsizetype kWrittenAtOnce = 1 << 20;
    const auto product = productOf(set, *view.plan);
    QByteArray lines = form == ExportForm::Csv ? "path,size,encodedSize,ckey,ekey,state,reason\r\n" : "";
    bool isWritten = true;
    const auto write = [&] {
        isWritten = to.write(lines) == lines.size();
        lines.clear();
    };
    for (const Index file : files) {
        if (form == ExportForm::Csv)
            lines += csvLine(view, file) + "\r\n";
        else if (product)
            lines += lineFor(*product, *view.plan, file).toUtf8() + '\n';
        if (lines.size() >= kWrittenAtOnce)
            write();
        if (!isWritten)
            break;
    }
    if (isWritten)
        write();
    return isWritten ? core::Result<void>() : core::failure(core::ErrorKind::WriteFailed, to.errorString());
}

core::Result<void> saveList(const QString &path, const QString &set, const transfer::SetView &view,
                            const std::vector<Index> &files, ExportForm form)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return core::failure(core::ErrorKind::WriteFailed, path + QStringLiteral(": ") + file.errorString());
    if (auto ok = writeList(file, set, view, files, form); !ok)
        return ok;
    if (!file.commit())
        return core::failure(core::ErrorKind::WriteFailed, path + QStringLiteral(": ") + file.errorString());
    return {};
}

} // namespace ui
