#include "ui/intake/relocatedialog.h"

#include "ui/errortext.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

RelocateDialog::RelocateDialog(queue::Queue &queue, const QList<queue::ItemId> &ids, QWidget *parent)
    : QDialog(parent)
    , m_queue(queue)
    , m_ids(ids)
    , m_isOne(ids.size() == 1)
{
    setWindowTitle(m_isOne ? tr("Rename or move") : tr("Move"));
    setAttribute(Qt::WA_DeleteOnClose);
    build();
}

void RelocateDialog::build()
{
    const queue::Item *first = std::as_const(m_queue).find(m_ids.value(0));
    auto *intro = new QLabel(m_isOne ? tr("What is on the disk of “%1” goes along.").arg(first->displayName())
                                     : tr("What is on the disk of %Ln download(s) goes along.", nullptr,
                                          static_cast<int>(m_ids.size())),
                             this);
    intro->setWordWrap(true);
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    if (m_isOne) {
        m_name = new QLineEdit(first->name, this);
        m_name->setAccessibleName(tr("File name"));
        form->addRow(tr("File &name:"), m_name);
        const qsizetype base = QFileInfo(first->name).completeBaseName().size();
        m_name->setSelection(static_cast<int>(first->name.lastIndexOf(u'/') + 1), static_cast<int>(base));
    }
    auto *row = new QHBoxLayout;
    m_folder = new QLineEdit(QDir::toNativeSeparators(first ? first->folder : QString()), this);
    m_folder->setAccessibleName(tr("Folder"));
    auto *browse = new QPushButton(tr("&Browse…"), this);
    browse->setAutoDefault(false);
    connect(browse, &QPushButton::clicked, this, &RelocateDialog::chooseFolder);
    row->addWidget(m_folder, 1);
    row->addWidget(browse);
    auto *caption = new QLabel(tr("&Folder:"), this);
    caption->setBuddy(m_folder);
    form->addRow(caption, row);
    m_complaint = new QLabel(this);
    m_complaint->setWordWrap(true);
    m_complaint->setTextFormat(Qt::PlainText);
    m_complaint->setMinimumHeight(fontMetrics().lineSpacing() * 3);
    m_complaint->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    m_move = buttons->addButton(m_isOne ? tr("&Rename or move") : tr("&Move"), QDialogButtonBox::AcceptRole);
    m_move->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &RelocateDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(intro);
    layout->addLayout(form);
    layout->addWidget(m_complaint);
    layout->addStretch();
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 80, sizeHint().height());
}

void RelocateDialog::chooseFolder()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder"), m_folder->text());
    if (!folder.isEmpty())
        m_folder->setText(QDir::toNativeSeparators(folder));
}

void RelocateDialog::setBusy(const QString &note)
{
    m_complaint->setText(note);
    m_move->setEnabled(note.isEmpty());
}

void RelocateDialog::accept()
{
    if (!QDir::isAbsolutePath(QDir::fromNativeSeparators(m_folder->text().trimmed())))
        return m_complaint->setText(
            tr("“%1” is no whole path of a folder. It begins with %2")
                .arg(m_folder->text().trimmed(), QDir::toNativeSeparators(QDir::rootPath())));
    relocateNext();
}

void RelocateDialog::relocateNext()
{
    if (m_ids.isEmpty())
        return QDialog::accept();
    const queue::Item *item = std::as_const(m_queue).find(m_ids.first());
    if (!item) {
        m_ids.removeFirst();
        return relocateNext();
    }
    setBusy(tr("Moving…"));
    const QString folder = QDir::cleanPath(QDir::fromNativeSeparators(m_folder->text().trimmed()));
    const QString name = m_name ? m_name->text().trimmed() : item->name;
    m_queue.relocate(item->id, folder, name, this,
                     [this](const core::Result<void> &result) { onRelocated(result); });
}

void RelocateDialog::onRelocated(const core::Result<void> &result)
{
    setBusy({});
    if (!result)
        return m_complaint->setText(errorPhrase(result.error()) + QStringLiteral(". ") +
                                    result.error().detail);
    m_ids.removeFirst();
    // A turn later, so that many of them are no deep stack.
    QMetaObject::invokeMethod(this, &RelocateDialog::relocateNext, Qt::QueuedConnection);
}

} // namespace ui
