#pragma once

#include "app/desktop/otherobjects.h"
#include "core/blte/keylist.h"
#include "core/catalog/mirroropening.h"
#include "core/catalog/selectionopening.h"
#include "ui/browse/catalogaccess.h"
#include "ui/intake/productrequest.h"

namespace ui {
class Preferences;
}

namespace app {

struct CatalogMeans;

/// Looks up files of products that were handed to the window, and tells what the queue can fetch of them.
///
/// The builds stay open as long as anything is looked up; who asks later gets what is current by then. What
/// is being looked up is kept in the preferences as text, and asked once more by the next run. Lives on the
/// thread of the queue. Never blocks.
class ProductIntake : public QObject
{
    Q_OBJECT
public:
    /// All of them outlive it.
    ProductIntake(transfer::TransferServices &services, queue::Queue &queue, ui::Preferences &preferences,
                  QObject *parent = nullptr);
    ~ProductIntake() override;

    /// With what products are looked up now, for whoever looks at more of them; `done` is called once, later,
    /// unless `receiver` is gone.
    void prepareAccess(QObject *receiver,
                       const std::function<void(const ui::CatalogAccess &access)> &done) const;

    /// found() comes for each, later. So it does for a set in the queue whose list of files is gone or cannot
    /// be read: its row goes, and comes again.
    void lookUp(const QList<ui::ProductRequest> &requests);
    /// Nothing more comes of what is being looked up.
    void cancel();
    QStringList underWay() const; ///< as the user named them

    /// Nobody is asked before release(): the network is metered, or the program ends. What is being looked up
    /// is looked up from its beginning then.
    void hold();
    void release();
    /// What is being looked up is looked up from its beginning: the listfile is another one.
    void renew();
    /// Looks up what an earlier run did not get to the end of; how much that is.
    qsizetype resume();

Q_SIGNALS:
    void underWayChanged(const QStringList &sources);
    void found(const ui::FoundFiles &files);
    /// Keys that a build's key ring has and nobody had before.
    void keysFound(const blte::KeyList &keys);

private:
    struct Lookup;
    struct Mirror;

    void prepare();
    void begin(const CatalogMeans &means);
    void noteUnderWay();
    void resolve(const ui::ProductRequest &request);
    void findKey(const ui::ProductRequest &request);
    void openFiles(const ui::ProductRequest &request);
    const queue::Item *rowToGrow(const ui::ProductRequest &request) const;
    void grow(const ui::ProductRequest &request, const queue::Item &row);
    void onPlanned(const ui::ProductRequest &request, queue::ItemId row, const QString &grownText,
                   const catalog::OpenedSelection &opened);
    void onNotGrown(const ui::ProductRequest &request, queue::ItemId row, const core::Error &why);
    void leaveRow(queue::ItemId row);
    void openOwn(const ui::ProductRequest &request);
    QString ownName(const ui::ProductRequest &request) const;
    static catalog::SelectionOpening::Order orderFor(const ui::ProductRequest &request);
    void openMirror(const ui::ProductRequest &request);
    void prepareMirror(const ui::ProductRequest &request, Mirror &mirror);
    static catalog::BuildWish wishFor(const links::ProductSource &source);
    void end(const ui::ProductRequest &request, const core::Result<ui::FoundFiles> &files);
    QList<ui::ProductRequest>::iterator entryOf(const ui::ProductRequest &request);
    static QStringList lostFiles(const ui::ProductRequest &request, const QList<catalog::LostFile> &files);
    ui::FoundFiles foundFiles(const ui::ProductRequest &request, const catalog::ResolvedFiles &files);
    static ui::FoundFiles foundSet(const ui::ProductRequest &request, const catalog::FoundSet &set);
    void lookUpAnew(queue::ItemId id, const transfer::Event &event);
    void tellNewKeys();
    void endIfNothingRuns();

    transfer::TransferServices &m_services;
    queue::Queue &m_queue;
    ui::Preferences &m_preferences;
    QList<ui::ProductRequest> m_underWay;
    QStringList m_remarks;               ///< that belong to the next found()
    std::unique_ptr<Lookup> m_lookup;    ///< null: nothing is looked up, or its means are not there yet
    QSet<queue::ItemId> m_growing;       ///< rows that somebody has files for
    QList<ui::ProductRequest> m_waiting; ///< with more files for these
    quint64 m_round = 0;                 ///< of means; only the newest count
    bool m_hasListfile = false;
    bool m_isHeld = false;
    std::shared_ptr<const blte::KeyStore> m_keysBefore;
    OtherObjects m_others;
};

} // namespace app
