#pragma once

#include "core/catalog/treeindex.h"
#include "ui/browse/buildcomparing.h"
#include "ui/browse/catalogaccess.h"
#include "ui/browse/selectionforecast.h"

#include <QObject>

namespace ui {

/// A build that is being looked through: opens it, and makes the index of its files. GUI thread; never
/// blocks.
class BuildSession : public QObject
{
    Q_OBJECT
public:
    enum class State {
        Idle,
        Opening, ///< version service, configs, indices, and the manifest that names the files
        Listing, ///< everything is here; the files are put in order
        Ready,
        Failed,
        Cancelled,
    };
    Q_ENUM(State)

    explicit BuildSession(CatalogAccess access, QObject *parent = nullptr);
    ~BuildSession() override;

    /// Instead of what was opened before. Builds of one product stay open for the next time.
    void open(const catalog::BuildWish &wish);
    void cancel();
    /// Of files of the build that is ready.
    void forecast(SelectionForecast &forecast, const catalog::SelectionOpening::Order &order,
                  SelectionForecast::Done done);
    /// The build that is ready with another one of the product.
    std::unique_ptr<BuildComparing> compare(const catalog::BuildWish &other, BuildComparing::Done done);

    State state() const { return m_state; }
    const catalog::BuildWish &wish() const { return m_wish; }
    const core::Error &error() const { return m_error; } ///< of Failed
    qint64 networkBytes() const;                         ///< that came for this build so far
    const QList<catalog::LoadWarning> &warnings() const { return m_warnings; }
    const CatalogAccess &access() const { return m_access; }
    // Of Ready; the build also of Listing:
    const catalog::NamedBuild &build() const { return m_build; }
    std::shared_ptr<const catalog::TreeIndex> index() const { return m_index; }

Q_SIGNALS:
    void changed();

private:
    void onTree(const core::Result<catalog::NamedBuild> &build);
    void onIndex(const std::shared_ptr<const catalog::TreeIndex> &index);
    void fail(const core::Error &error);
    void setState(State state);
    void makeProducts();
    void dropProducts();

    const CatalogAccess m_access;
    std::unique_ptr<catalog::OpenProducts> m_products; ///< builds of the product of m_wish
    catalog::BuildWish m_wish;
    State m_state = State::Idle;
    core::Error m_error;
    qint64 m_bytesBefore = 0; ///< of builds that were opened before
    quint64 m_round = 0;      ///< only the newest counts
    QList<catalog::LoadWarning> m_warnings;
    catalog::NamedBuild m_build;
    std::shared_ptr<const catalog::TreeIndex> m_index;
};

} // namespace ui
