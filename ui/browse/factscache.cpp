#include "ui/browse/factscache.h"

#include <algorithm>
#include <utility>

namespace ui {

namespace {

/// Files of one look-up: a screen of them.
constexpr std::size_t kAtOnce = 100;
/// Facts that are kept, so that a day of looking around does not fill the memory.
constexpr qsizetype kMostKept = 100'000;

} // namespace

FactsCache::FactsCache(std::shared_ptr<catalog::OpenBuild> build,
                       std::shared_ptr<const catalog::TreeIndex> index, QObject *parent)
    : QObject(parent)
    , m_build(std::move(build))
    , m_index(std::move(index))
{
}

const catalog::FileFacts *FactsCache::find(File file) const
{
    const auto it = m_facts.constFind(file);
    return it == m_facts.constEnd() ? nullptr : &*it;
}

void FactsCache::want(const std::vector<File> &files)
{
    m_wanted.clear();
    // Of a file in several objects the manifest says all there is to be said.
    std::copy_if(files.begin(), files.end(), std::back_inserter(m_wanted),
                 [this](File file) { return !m_facts.contains(file) && !m_index->columns().isJoined(file); });
    if (!m_isLookingUp)
        lookUpMore();
}

void FactsCache::lookUpMore()
{
    std::vector<File> files;
    for (const File file : m_wanted) {
        if (files.size() < kAtOnce && !m_facts.contains(file))
            files.push_back(file);
    }
    if (files.empty())
        return;
    QList<catalog::SelectedFile> selected;
    for (const File file : files)
        selected << m_index->file(file);
    m_isLookingUp = true;
    auto *lookup = new catalog::FactsLookup(*m_build->finder, selected, this);
    lookup->start([this, lookup, files](const QList<catalog::FileFacts> &facts) {
        lookup->deleteLater();
        m_isLookingUp = false;
        if (m_facts.size() > kMostKept)
            m_facts.clear();
        for (std::size_t i = 0; i < files.size(); ++i)
            m_facts.insert(files[i], facts[static_cast<qsizetype>(i)]);
        Q_EMIT found(files);
        lookUpMore();
    });
}

} // namespace ui
