#include "ui/mirror/mirrordialog.h"

#include "ui/mirror/mirrorcheckpart.h"
#include "ui/mirror/mirrormakepart.h"
#include "ui/mirror/mirrorservepart.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

namespace ui {

MirrorDialog::MirrorDialog(const CatalogAccess &access, const QString &folder, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Mirror"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(buildFolderRow(folder));
    m_tabs = new QTabWidget(this); // behind the folder, for the Tab key, too
    m_tabs->setAccessibleName(tr("What to do with the mirror"));
    auto *make = new MirrorMakePart(access, m_tabs);
    auto *check = new MirrorCheckPart(access, m_tabs);
    auto *serve = new MirrorServePart(m_tabs);
    m_tabs->addTab(make, tr("Ma&ke or complete"));
    m_tabs->addTab(check, tr("Verif&y"));
    m_tabs->addTab(serve, tr("&Serve to others"));
    layout->addWidget(m_tabs, 1);
    auto *buttons = new QDialogButtonBox(this);
    QPushButton *close = buttons->addButton(tr("&Close"), QDialogButtonBox::RejectRole);
    close->setAutoDefault(false);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    connect(make, &MirrorMakePart::productsRequested, this, &MirrorDialog::productsRequested);
    connect(check, &MirrorCheckPart::productsRequested, this, &MirrorDialog::productsRequested);
    connect(this, &MirrorDialog::folderChanged, make, &MirrorMakePart::setFolder);
    connect(this, &MirrorDialog::folderChanged, check, &MirrorCheckPart::setFolder);
    connect(this, &MirrorDialog::folderChanged, serve, &MirrorServePart::setFolder);
    resize(fontMetrics().averageCharWidth() * 95, fontMetrics().lineSpacing() * 32);
    tellFolder();
    m_folder->setFocus();
}

QWidget *MirrorDialog::buildFolderRow(const QString &folder)
{
    auto *row = new QWidget(this);
    m_folder = new QLineEdit(QDir::toNativeSeparators(folder), row);
    m_folder->setAccessibleName(tr("Folder of the mirror"));
    connect(m_folder, &QLineEdit::textChanged, this, &MirrorDialog::tellFolder);
    auto *label = new QLabel(tr("Fol&der of the mirror:"), row);
    label->setBuddy(m_folder);
    auto *browse = new QPushButton(tr("Bro&wse…"), row);
    browse->setAutoDefault(false);
    connect(browse, &QPushButton::clicked, this, &MirrorDialog::chooseFolder);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(label);
    layout->addWidget(m_folder, 1);
    layout->addWidget(browse);
    return row;
}

void MirrorDialog::chooseFolder()
{
    const QString folder =
        QFileDialog::getExistingDirectory(this, tr("Folder of the mirror"), m_folder->text());
    if (!folder.isEmpty())
        m_folder->setText(QDir::toNativeSeparators(folder));
}

/// One that is no whole path is none yet.
void MirrorDialog::tellFolder()
{
    const QString text = QDir::fromNativeSeparators(m_folder->text().trimmed());
    Q_EMIT folderChanged(QDir::isAbsolutePath(text) ? QDir::cleanPath(text) : QString());
}

} // namespace ui
