#pragma once

#include "ui/browse/catalogaccess.h"
#include "ui/intake/productrequest.h"

#include <QDialog>

class QLineEdit;
class QTabWidget;

namespace ui {

/// A mirror: what it takes and go, is it whole, how others are served from it.
class MirrorDialog : public QDialog
{
    Q_OBJECT
public:
    MirrorDialog(const CatalogAccess &access, const QString &folder, QWidget *parent = nullptr);

Q_SIGNALS:
    void productsRequested(const QList<ui::ProductRequest> &products);
    void folderChanged(const QString &folder); ///< absolute, or empty

private:
    QWidget *buildFolderRow(const QString &folder);
    void chooseFolder();
    void tellFolder();

    QLineEdit *m_folder = nullptr;
    QTabWidget *m_tabs = nullptr;
};

} // namespace ui
