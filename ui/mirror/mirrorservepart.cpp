#include "ui/mirror/mirrorservepart.h"

#include "core/catalog/mirrorcheck.h"
#include "ui/background.h"
#include "ui/icons.h"
#include "ui/mirror/mirrorservice.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QSysInfo>
#include <QVBoxLayout>

namespace ui {

MirrorServePart::MirrorServePart(QWidget *parent)
    : QWidget(parent)
    , m_host(new QLineEdit(QSysInfo::machineHostName(), this))
    , m_port(new QSpinBox(this))
    , m_problem(new QLabel(this))
{
    m_port->setRange(1, 65'535);
    m_port->setValue(8080);
    auto *layout = new QVBoxLayout(this);
    auto *form = new QFormLayout;
    form->addRow(tr("This computer's na&me:"), m_host);
    form->addRow(tr("&Port:"), m_port);
    layout->addLayout(form);
    m_problem->setWordWrap(true);
    layout->addWidget(m_problem);
    m_server = addText(tr("For &nginx, in a file of its own, like /etc/nginx/conf.d/mirror.conf:"),
                       tr("Lines for nginx"), 6);
    m_commands = addText(tr("&Others use it like this:"), tr("Commands for others"), 3);
    auto *hint = new QLabel(tr("In the settings of Sluice, on the page Mirrors, the address is entered as a "
                               "version service. Any other server of files does as well."),
                            this);
    hint->setWordWrap(true);
    hint->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(hint);
    layout->addStretch();
    connect(m_host, &QLineEdit::textChanged, this, &MirrorServePart::refresh);
    connect(m_port, &QSpinBox::valueChanged, this, &MirrorServePart::refresh);
    refresh();
}

/// With its own button to copy it.
QPlainTextEdit *MirrorServePart::addText(const QString &caption, const QString &name, int lines)
{
    auto *text = new QPlainTextEdit(this);
    text->setReadOnly(true);
    text->setTabChangesFocus(true);
    text->setAccessibleName(name);
    text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    text->setLineWrapMode(QPlainTextEdit::NoWrap);
    text->setFixedHeight(text->fontMetrics().lineSpacing() * (lines + 1)); // and a bar to move it sideways
    auto *label = new QLabel(caption, this);
    label->setBuddy(text);
    auto *copy = new QPushButton(themedIcon(QStringLiteral("copy")), tr("Copy"), this);
    copy->setAccessibleName(tr("Copy: %1").arg(name));
    copy->setAutoDefault(false);
    connect(copy, &QPushButton::clicked, this,
            [text] { QGuiApplication::clipboard()->setText(text->toPlainText()); });
    auto *row = new QHBoxLayout;
    row->addWidget(text, 1);
    row->addWidget(copy, 0, Qt::AlignTop);
    auto *layout = qobject_cast<QVBoxLayout *>(this->layout());
    layout->addWidget(label);
    layout->addLayout(row);
    return text;
}

void MirrorServePart::setFolder(const QString &folder)
{
    if (m_folder == folder)
        return;
    m_folder = folder;
    m_product.clear();
    refresh();
    if (isVisible())
        look();
}

/// It may have become one since it was shown last.
void MirrorServePart::showEvent(QShowEvent *event)
{
    look();
    QWidget::showEvent(event);
}

void MirrorServePart::look()
{
    if (m_folder.isEmpty())
        return;
    using Wishes = core::Result<QList<catalog::MirrorWish>>;
    inBackground([folder = m_folder] { return catalog::buildsOfMirror(folder); }, this,
                 [this, folder = m_folder](const Wishes &wishes) {
                     if (folder != m_folder)
                         return;
                     m_product = wishes ? wishes->first().build.product : QString();
                     refresh();
                     if (!wishes)
                         m_problem->setText(tr("There is no mirror in that folder yet."));
                 });
}

void MirrorServePart::refresh()
{
    const auto server = nginxText(m_folder, m_port->value());
    const QString address = serviceAddress(m_host->text().trimmed(), m_port->value());
    m_problem->setText(m_folder.isEmpty() ? tr("Name the folder of the mirror.")
                       : !server ? tr("nginx can name no folder with a “$” in its path: rename it.")
                                 : QString());
    m_server->setPlainText(m_folder.isEmpty() ? QString() : server.value_or(QString()));
    m_commands->setPlainText(commandText(address, m_product));
}

} // namespace ui
