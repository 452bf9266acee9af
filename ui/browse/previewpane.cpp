#include "ui/browse/previewpane.h"

#include "ui/background.h"
#include "ui/errortext.h"
#include "ui/format.h"

#include <QFontDatabase>
#include <QLabel>
#include <QPlainTextEdit>
#include <QResizeEvent>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace ui {

namespace {

/// Whoever walks down a list with the arrow keys does not want each file on the way.
constexpr int kReadingPause = 250; // ms

QString inWords(const catalog::FileBeginning &beginning, const PreviewContent &content)
{
    QStringList facts;
    if (beginning.size)
        facts << formatSize(*beginning.size);
    if (!content.imageSize.isEmpty())
        facts << PreviewPane::tr("%1 × %2 pixels")
                     .arg(content.imageSize.width())
                     .arg(content.imageSize.height());
    if (content.shown < beginning.size.value_or(content.shown))
        facts << PreviewPane::tr("the first %1 are shown").arg(formatSize(content.shown));
    facts << (beginning.host.isEmpty() ? PreviewPane::tr("from the cache")
                                       : PreviewPane::tr("from %1").arg(beginning.host));
    if (beginning.error.kind != core::ErrorKind::None)
        facts << errorPhrase(beginning.error);
    return facts.join(QStringLiteral(" · "));
}

} // namespace

PreviewPane::PreviewPane(std::shared_ptr<catalog::OpenBuild> build, QWidget *parent)
    : QWidget(parent)
    , m_build(std::move(build))
    , m_caption(new QLabel(this))
    , m_pages(new QStackedLayout)
    , m_note(new QLabel(this))
    , m_text(new QPlainTextEdit(this))
    , m_image(new QLabel(this))
{
    m_caption->setForegroundRole(QPalette::PlaceholderText);
    m_caption->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_note->setAlignment(Qt::AlignCenter);
    m_note->setWordWrap(true);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setUndoRedoEnabled(false);
    m_text->setAccessibleName(tr("Preview"));
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_image->setAlignment(Qt::AlignCenter);
    m_image->setMinimumSize(1, 1);
    m_image->setAccessibleName(tr("Preview"));
    for (QWidget *page :
         {static_cast<QWidget *>(m_note), static_cast<QWidget *>(m_text), static_cast<QWidget *>(m_image)})
        m_pages->addWidget(page);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_caption);
    layout->addLayout(m_pages, 1);
    setMinimumHeight(fontMetrics().lineSpacing() * 5);
    m_pause.setSingleShot(true);
    m_pause.setInterval(kReadingPause);
    connect(&m_pause, &QTimer::timeout, this, &PreviewPane::load);
    show(std::nullopt);
}

void PreviewPane::show(const std::optional<catalog::SelectedFile> &file)
{
    ++m_round;
    m_loading.reset();
    m_file = file;
    m_caption->clear();
    m_caption->setVisible(file.has_value());
    m_pause.stop();
    if (!file)
        return say(tr("Choose a file to see what is in it."));
    say(tr("Reading…"));
    m_pause.start();
}

void PreviewPane::load()
{
    m_caption->setText(catalog::pathOrUnknown(*m_file));
    m_loading = std::make_unique<catalog::FilePreview>(m_build, *m_file);
    m_loading->start([this](const core::Result<catalog::FileBeginning> &beginning) {
        m_loading.release()->deleteLater(); // this call is one of its
        beginning ? prepare(*beginning) : say(errorParagraph(beginning.error()));
    });
}

void PreviewPane::prepare(const catalog::FileBeginning &beginning)
{
    const auto work = [beginning] { return previewContent(beginning.bytes, beginning.isWhole()); };
    inBackground(work, this, [this, beginning, round = m_round](const PreviewContent &content) {
        if (round == m_round)
            present(content, beginning);
    });
}

void PreviewPane::present(const PreviewContent &content, const catalog::FileBeginning &beginning)
{
    m_caption->setText(catalog::pathOrUnknown(*m_file) + QStringLiteral(" · ") + inWords(beginning, content));
    switch (content.kind) {
    case PreviewContent::Kind::Empty:
        return say(tr("This file is empty."));
    case PreviewContent::Kind::Image:
        m_shown = content.image;
        scaleImage();
        return m_pages->setCurrentWidget(m_image);
    case PreviewContent::Kind::Text:
    case PreviewContent::Kind::Hex:
        m_text->setPlainText(content.text);
        return m_pages->setCurrentWidget(m_text);
    }
}

void PreviewPane::say(const QString &text)
{
    m_note->setText(text);
    m_pages->setCurrentWidget(m_note);
}

/// No larger than it is, and no larger than there is room.
void PreviewPane::scaleImage()
{
    if (m_shown.isNull())
        return;
    const double ratio = devicePixelRatioF();
    const QSize room = m_pages->geometry().size() * ratio;
    QPixmap pixmap = QPixmap::fromImage(m_shown);
    if (pixmap.width() > room.width() || pixmap.height() > room.height())
        pixmap = pixmap.scaled(room.expandedTo({1, 1}), Qt::KeepAspectRatio, Qt::SmoothTransformation);
    pixmap.setDevicePixelRatio(ratio);
    m_image->setPixmap(pixmap);
}

void PreviewPane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (m_pages->currentWidget() == m_image)
        scaleImage();
}

} // namespace ui
