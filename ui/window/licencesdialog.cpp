#include "ui/window/licencesdialog.h"

#include <QDialogButtonBox>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QTextBrowser>
#include <QVBoxLayout>
#include <array>

namespace ui {

namespace {

/// What the build links (CMakeLists.txt), and under which terms.
struct Part
{
    const char *name;
    const char *what; ///< a source text of context "ui::LicencesDialog"
    const char *licence;
};

constexpr std::array kParts{
    Part{"Qt 6", QT_TRANSLATE_NOOP("ui::LicencesDialog", "windows, network, database"),
         "GNU LGPL 3.0, © The Qt Company Ltd"},
    Part{"SQLite", QT_TRANSLATE_NOOP("ui::LicencesDialog", "the queue's database, by Qt"), "Public Domain"},
    Part{"OpenSSL", QT_TRANSLATE_NOOP("ui::LicencesDialog", "secure connections, by Qt"),
         "Apache License 2.0, © The OpenSSL Project Authors"},
    Part{"zlib", QT_TRANSLATE_NOOP("ui::LicencesDialog", "decoding of large chunks"),
         "zlib License, © Jean-loup Gailly, Mark Adler"},
    Part{"libdeflate", QT_TRANSLATE_NOOP("ui::LicencesDialog", "decoding of whole chunks"),
         "MIT License, © Eric Biggers"},
    Part{"Nettle", QT_TRANSLATE_NOOP("ui::LicencesDialog", "digests and decryption"),
         "GNU LGPL 3.0, © Niels Möller"},
    Part{"tl::expected", QT_TRANSLATE_NOOP("ui::LicencesDialog", "values or errors"), "CC0 1.0, Sy Brand"},
};

QString licenceText()
{
    QFile file(QStringLiteral(":/LICENSE"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

LicencesDialog::LicencesDialog(QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Licences"));
    setAttribute(Qt::WA_DeleteOnClose);
    QString html =
        QStringLiteral("<h3>%1</h3><table cellpadding=\"4\">").arg(tr("Built with").toHtmlEscaped());
    for (const Part &part : kParts) {
        html += QStringLiteral("<tr><td><b>%1</b></td><td>%2</td><td>%3</td></tr>")
                    .arg(QString::fromUtf8(part.name).toHtmlEscaped(), tr(part.what).toHtmlEscaped(),
                         QString::fromUtf8(part.licence).toHtmlEscaped());
    }
    html += QStringLiteral("</table><h3>Sluice</h3><p style=\"white-space:pre-wrap\">%1</p>")
                .arg(licenceText().toHtmlEscaped());
    auto *text = new QTextBrowser(this);
    text->setAccessibleName(tr("Licences"));
    text->setOpenLinks(false);
    text->setHtml(html);
    auto *intro =
        new QLabel(tr("Sluice is free software. What it is built with has licences of its own."), this);
    intro->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("&Close"), QDialogButtonBox::RejectRole)->setDefault(true);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(intro);
    layout->addWidget(text, 1);
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 100, fontMetrics().lineSpacing() * 34);
}

} // namespace ui
