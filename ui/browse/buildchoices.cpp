#include "ui/browse/buildchoices.h"

#include "core/hex.h"
#include "ui/format.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>
#include <set>

namespace ui {

namespace {

QString versionOf(const tact::VersionRow &row)
{
    return row.versionName.empty() ? core::hex(row.buildConfig).left(8)
                                   : QString::fromStdString(row.versionName);
}

struct ChoiceTexts
{
    Q_DECLARE_TR_FUNCTIONS(ui::BuildChoices)
};

} // namespace

QList<BuildChoice> buildChoices(const catalog::ProductEntry &product, const QString &region,
                                const QList<catalog::BuildRecord> &known)
{
    QList<BuildChoice> choices;
    std::set<blte::Digest> listed;
    for (const tact::VersionRow &row : product.builds) {
        if (row.region == region.toStdString() && listed.insert(row.buildConfig).second)
            choices.prepend({ChoiceTexts::tr("%1 (current)").arg(versionOf(row)), {}});
    }
    if (choices.isEmpty())
        choices.append({ChoiceTexts::tr("Current build"), {}});
    for (const tact::VersionRow &row : product.builds) {
        if (listed.insert(row.buildConfig).second)
            choices.append({ChoiceTexts::tr("%1 (current in %2)")
                                .arg(versionOf(row), QString::fromStdString(row.region)),
                            core::hex(row.buildConfig)});
    }
    QList<catalog::BuildRecord> older;
    std::copy_if(known.begin(), known.end(), std::back_inserter(older),
                 [&](const catalog::BuildRecord &record) { return record.product == product.code; });
    std::stable_sort(older.begin(), older.end(),
                     [](const auto &a, const auto &b) { return b.lastSeen < a.lastSeen; });
    for (const catalog::BuildRecord &record : std::as_const(older)) {
        if (!listed.insert(record.row.buildConfig).second)
            continue;
        const QString date = QLocale().toString(record.lastSeen.toLocalTime().date(), QLocale::ShortFormat);
        choices.append({ChoiceTexts::tr("%1 (last seen %2)").arg(versionOf(record.row), date),
                        core::hex(record.row.buildConfig)});
    }
    return choices;
}

} // namespace ui
