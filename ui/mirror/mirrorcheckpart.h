#pragma once

#include "ui/browse/catalogaccess.h"
#include "ui/intake/productrequest.h"
#include "ui/mirror/wrongobjects.h"

#include <QTimer>
#include <QWidget>
#include <memory>

class QLabel;
class QProgressBar;
class QPushButton;
class QTreeView;

namespace ui {

class MirrorVerification;

/// Reads a mirror back, names what is missing or damaged, and has it fetched again.
class MirrorCheckPart : public QWidget
{
    Q_OBJECT
public:
    MirrorCheckPart(CatalogAccess access, QWidget *parent = nullptr);
    ~MirrorCheckPart() override;

    void setFolder(const QString &folder);

Q_SIGNALS:
    void productsRequested(const QList<ui::ProductRequest> &products);

private:
    QWidget *buildButtons();
    QWidget *buildList();
    void clear();
    void startOrStop();
    void start();
    void showProgress();
    void end(const QString &sentence);
    void heal();

    const CatalogAccess m_access;
    QString m_folder;
    std::unique_ptr<MirrorVerification> m_work; ///< stays when it has ended: it knows what to fetch
    QTimer m_poll;                              ///< while it reads
    WrongObjects m_wrong;
    QPushButton *m_verify = nullptr;
    QPushButton *m_heal = nullptr;
    QPushButton *m_copy = nullptr;
    QProgressBar *m_bar = nullptr;
    QLabel *m_text = nullptr;
    QTreeView *m_list = nullptr;
};

} // namespace ui
