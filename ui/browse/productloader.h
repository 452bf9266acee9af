#pragma once

#include "core/catalog/buildrecord.h"
#include "core/catalog/productsurvey.h"
#include "ui/browse/catalogaccess.h"

#include <QTimer>

namespace ui {

/// The products that there are, and every build that was ever seen, as they come in. GUI thread.
class ProductLoader : public QObject
{
    Q_OBJECT
public:
    explicit ProductLoader(CatalogAccess access, QObject *parent = nullptr);
    ~ProductLoader() override;

    /// From the beginning; also after a failure.
    void start();
    bool isUnderWay() const { return m_survey != nullptr; }
    const catalog::ProductSurvey::Found &found() const;
    const core::Error &error() const
    {
        return m_error;
    } ///< None: the products could be had, or are on their way
    const QList<catalog::BuildRecord> &builds() const { return m_builds; }
    void readBuilds();

Q_SIGNALS:
    void changed(); ///< a few times a second at most
    void buildsRead();

private:
    void end(const core::Result<catalog::ProductSurvey::Found> &found);

    const CatalogAccess m_access;
    std::unique_ptr<catalog::VersionService> m_service;
    std::unique_ptr<catalog::ProductSurvey> m_survey; ///< null: none is under way
    catalog::ProductSurvey::Found m_found;            ///< by the last one that ended
    core::Error m_error;
    QList<catalog::BuildRecord> m_builds;
    QTimer m_pause;
};

} // namespace ui
