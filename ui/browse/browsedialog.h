#pragma once

#include "ui/browse/buildsession.h"
#include "ui/browse/productloader.h"
#include "ui/browse/rowoffer.h"
#include "ui/browse/totalsbar.h"
#include "ui/intake/productrequest.h"

#include <QDialog>

class QVBoxLayout;

namespace ui {

class BuildRow;
class BuildStatus;
class FilesPage;
class Preferences;
class ProductList;

/// From the products that there are to files of one of them that are queued. Stays open beside the window.
class BrowseDialog : public QDialog
{
    Q_OBJECT
public:
    /// `preferences`, the queue and which rows of it are about to go outlive it.
    BrowseDialog(const CatalogAccess &access, Preferences &preferences, queue::Queue &queue,
                 const QSet<queue::ItemId> &hidden, QWidget *parent = nullptr);
    ~BrowseDialog() override;

    /// As if it had been chosen in the list, once that is there.
    void openProduct(const QString &code);

Q_SIGNALS:
    void productsRequested(const QList<ui::ProductRequest> &products);

private:
    void build();
    void presentProducts();
    void choose(const QString &code);
    void openBuild();
    void onSession();
    void onChecks();
    void compare();
    void onChanges(const BuildComparing::Changes &changes, const core::Error &error);
    void showRemoved();
    void lookUpSizes();
    void onForecast(const core::Result<catalog::OpenedSelection> &opened);
    void queueChecked();
    void send(const ProductRequest &request, int files);
    links::ProductSource checkedSource() const;
    QString pinnedBuild() const;

    Preferences &m_preferences;
    ProductLoader m_loader;
    BuildSession m_session;
    SelectionForecast m_forecast;
    RowOffer m_offer;
    std::unique_ptr<BuildComparing> m_comparing; ///< null: with nothing
    BuildComparing::Changes m_changes;           ///< null: not known
    QString m_product;                           ///< that was chosen
    QTimer m_settled;                            ///< what is checked has not changed for a moment
    ProductList *m_products = nullptr;
    BuildRow *m_row = nullptr;
    BuildStatus *m_status = nullptr;
    FilesPage *m_files = nullptr; ///< null: no build is open
    QWidget *m_hint = nullptr;    ///< in its place
    QVBoxLayout *m_right = nullptr;
    TotalsBar *m_totals = nullptr;
};

} // namespace ui
