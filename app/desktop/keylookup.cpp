#include "app/desktop/keylookup.h"

#include "core/bytes.h"
#include "core/catalog/buildhistory.h"
#include "core/hex.h"
#include "ui/background.h"

#include <algorithm>
#include <utility>

namespace app {

KeyLookup::KeyLookup(catalog::OpenProducts &products, QString historyPath)
    : m_products(products)
    , m_historyPath(std::move(historyPath))
{
}

void KeyLookup::find(const blte::Digest &key, Done done)
{
    m_wanted.enqueue({key, std::move(done)});
    if (m_wanted.size() == 1)
        readBuilds();
}

void KeyLookup::readBuilds()
{
    const auto read = [path = m_historyPath] {
        const auto builds = catalog::BuildHistory(path).builds();
        return catalog::newestFirst(builds.value_or(QList<catalog::BuildRecord>()));
    };
    ui::inBackground(read, this, [this](const QList<catalog::BuildRecord> &builds) {
        m_builds = builds;
        findFirst();
    });
}

void KeyLookup::findFirst()
{
    const blte::Digest key = m_wanted.head().key;
    const auto named = std::find_if(m_builds.begin(), m_builds.end(), [&](const catalog::BuildRecord &build) {
        return build.row.buildConfig == key;
    });
    if (named != m_builds.end())
        return end({0, *named, {}});
    m_search = std::make_unique<catalog::KeySearch>(m_products, key);
    m_search->start(catalog::wishesFor(m_builds), [this, key](const auto &found) {
        if (!found)
            return end({});
        const auto build =
            std::find_if(m_builds.begin(), m_builds.end(), [&](const catalog::BuildRecord &other) {
                return other.product == found->build.product &&
                       core::hex(other.row.buildConfig) == found->build.build;
            });
        end({0, *build, catalog::selectionOf(*found, key)});
    });
}

/// The search that found it calls this, and is not deleted meanwhile.
void KeyLookup::end(Answer answer)
{
    answer.builds = m_builds.size();
    if (m_search)
        m_search.release()->deleteLater();
    const Wanted wanted = m_wanted.dequeue();
    if (!m_wanted.isEmpty())
        QMetaObject::invokeMethod(this, &KeyLookup::findFirst, Qt::QueuedConnection);
    wanted.done(answer);
}

QString textOf(const KeyLookup::Answer &answer, const blte::Digest &key)
{
    const QString build =
        answer.build->product + u' ' + core::fromUtf8(answer.build->row.versionName).left(80);
    return answer.files->by == core::FileSelection::By::ContentKey
               ? KeyLookup::tr("%1 is the content key of a file of %2").arg(core::hex(key), build)
               : KeyLookup::tr("%1 is the encoding key of a file of %2").arg(core::hex(key), build);
}

QString unknownText(const KeyLookup::Answer &answer, const blte::Digest &key)
{
    const QString hex = core::hex(key);
    if (answer.builds == 0)
        return KeyLookup::tr("%1: no build is known yet in which it could be looked for. Name its product: "
                             "PRODUCT:ckey=%1 (content key) or PRODUCT:ekey=%1 (encoding key)")
            .arg(hex);
    return KeyLookup::tr(
               "%1 is neither a key nor a config of the %Ln build(s) seen so far. Name its product: "
               "PRODUCT:ckey=%1 (content key) or PRODUCT:ekey=%1 (encoding key)",
               nullptr, static_cast<int>(answer.builds))
        .arg(hex);
}

} // namespace app
