#include "ui/window/aboutdialog.h"

#include "ui/icons.h"
#include "ui/installation.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace ui {

AboutDialog::AboutDialog(QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("About Sluice"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *news = new QTextBrowser(this);
    news->setAccessibleName(tr("What is new"));
    news->setMarkdown(newsText());
    news->setOpenLinks(false);
    auto *caption = new QLabel(tr("What is &new:"), this);
    caption->setBuddy(news);
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("&Close"), QDialogButtonBox::RejectRole)->setDefault(true);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(buildHead());
    layout->addWidget(caption);
    layout->addWidget(news, 1);
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 90, fontMetrics().lineSpacing() * 32);
}

QWidget *AboutDialog::buildHead()
{
    auto *head = new QWidget(this);
    auto *icon = new QLabel(head);
    icon->setPixmap(applicationIcon().pixmap(QSize(64, 64), devicePixelRatio()));
    icon->setAlignment(Qt::AlignTop);
    auto *text = new QLabel(head);
    text->setWordWrap(true);
    text->setTextFormat(Qt::RichText);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    text->setText(
        tr("<h3>Sluice %1</h3><p>A download manager for BLTE content and plain files. Every chunk is "
           "checked before it counts.</p>")
            .arg(QCoreApplication::applicationVersion().toHtmlEscaped()) +
        QStringLiteral("<p>") + installationText(installation()).toHtmlEscaped() + QLatin1Char(' ') +
        tr("Sluice itself never looks for updates, and tells nobody that you use it.").toHtmlEscaped() +
        QStringLiteral("</p>"));
    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(fontMetrics().averageCharWidth() * 2);
    layout->addWidget(icon, 0, Qt::AlignTop);
    layout->addWidget(text, 1);
    return head;
}

} // namespace ui
