#include "ui/browse/productloader.h"

#include "core/catalog/buildhistory.h"
#include "ui/background.h"

namespace ui {

namespace {

constexpr int kSurveyPause = 300; // ms between two looks at what a survey has found

} // namespace

ProductLoader::ProductLoader(CatalogAccess access, QObject *parent)
    : QObject(parent)
    , m_access(std::move(access))
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(kSurveyPause);
    connect(&m_pause, &QTimer::timeout, this, &ProductLoader::changed);
}

ProductLoader::~ProductLoader() = default;

void ProductLoader::start()
{
    m_survey.reset();
    m_error = {};
    m_service = std::make_unique<catalog::VersionService>(m_access.means.services, m_access.means.cache,
                                                          m_access.means.service);
    m_survey =
        std::make_unique<catalog::ProductSurvey>(m_access.means.services, m_access.means.cache, *m_service);
    connect(m_survey.get(), &catalog::ProductSurvey::foundMore, this, [this] {
        if (!m_pause.isActive())
            m_pause.start();
    });
    m_survey->start([this](const core::Result<catalog::ProductSurvey::Found> &found) { end(found); });
    readBuilds();
    Q_EMIT changed();
}

void ProductLoader::end(const core::Result<catalog::ProductSurvey::Found> &found)
{
    if (found)
        m_found = *found;
    else
        m_error = found.error();
    m_survey.release()->deleteLater(); // this call is one of its
    m_pause.stop();
    Q_EMIT changed();
}

const catalog::ProductSurvey::Found &ProductLoader::found() const
{
    return m_survey && !m_survey->found().products.isEmpty() ? m_survey->found() : m_found;
}

void ProductLoader::readBuilds()
{
    const auto read = [path = m_access.means.historyPath] {
        return catalog::BuildHistory(path).builds().value_or(QList<catalog::BuildRecord>());
    };
    inBackground(read, this, [this](const QList<catalog::BuildRecord> &builds) {
        m_builds = builds;
        Q_EMIT buildsRead();
    });
}

} // namespace ui
