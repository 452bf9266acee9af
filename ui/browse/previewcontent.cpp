#include "ui/browse/previewcontent.h"

#include <QBuffer>
#include <QImageReader>
#include <QStringDecoder>
#include <algorithm>

namespace ui {

namespace {

// Bytes that are shown: a text field takes its time for more.
constexpr qsizetype kMostText = 256 << 10;
constexpr qsizetype kMostHex = 32 << 10;
/// Pixels; a picture of more takes more memory than a look at it is worth.
constexpr qint64 kMostPixels = 8192 * 8192;
/// Pixels of a side that are kept of it.
constexpr int kLargestShown = 1024;

/// Empty: it is no text.
QString textFrom(QByteArrayView bytes, bool isCut)
{
    const auto encoding = QStringConverter::encodingForData(bytes).value_or(QStringConverter::Utf8);
    QStringDecoder decoder(encoding, QStringConverter::Flag::Stateless);
    // A character that is cut at the end is no reason not to show the others.
    const qsizetype most = isCut ? 4 : 0;
    for (qsizetype chopped = 0; chopped <= std::min(most, bytes.size()); ++chopped) {
        decoder.resetState();
        const QString text = decoder.decode(bytes.chopped(chopped));
        if (decoder.hasError())
            continue;
        const bool isBinary = std::any_of(text.begin(), text.end(), [](QChar c) {
            return c.category() == QChar::Other_Control && c != u'\n' && c != u'\r' && c != u'\t' &&
                   c != u'\f';
        });
        return isBinary ? QString() : text;
    }
    return {};
}

bool readImage(const QByteArray &bytes, PreviewContent &content)
{
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer);
    // By its bytes and not as a drawing: SVG is text, and may name other files.
    const QByteArray format = reader.format();
    if (!reader.canRead() || format == "svg" || format == "svgz")
        return false;
    const QSize size = reader.size();
    if (!size.isValid() || size.isEmpty() || qint64{size.width()} * size.height() > kMostPixels)
        return false;
    if (size.width() > kLargestShown || size.height() > kLargestShown)
        reader.setScaledSize(size.scaled(kLargestShown, kLargestShown, Qt::KeepAspectRatio));
    content.image = reader.read();
    content.imageSize = size;
    return !content.image.isNull();
}

} // namespace

QString hexDump(QByteArrayView bytes)
{
    constexpr qsizetype kPerLine = 16;
    QString dump;
    for (qsizetype begin = 0; begin < bytes.size(); begin += kPerLine) {
        const QByteArrayView line = bytes.sliced(begin, std::min(kPerLine, bytes.size() - begin));
        dump += QStringLiteral("%1  ").arg(begin, 8, 16, QLatin1Char('0'));
        QString characters;
        for (qsizetype i = 0; i < kPerLine; ++i) {
            if (i < line.size()) {
                const auto byte = static_cast<uchar>(line[i]);
                dump += QStringLiteral("%1 ").arg(byte, 2, 16, QLatin1Char('0'));
                characters +=
                    byte >= 0x20 && byte < 0x7F ? QLatin1Char(static_cast<char>(byte)) : QLatin1Char('.');
            } else {
                dump += QStringLiteral("   ");
            }
            if (i == kPerLine / 2 - 1)
                dump += QLatin1Char(' ');
        }
        dump += QStringLiteral(" |") + characters + QStringLiteral("|\n");
    }
    return dump;
}

PreviewContent previewContent(const QByteArray &bytes, bool isWhole)
{
    PreviewContent content;
    if (bytes.isEmpty())
        return content;
    if (isWhole && readImage(bytes, content)) {
        content.kind = PreviewContent::Kind::Image;
        content.shown = bytes.size();
        return content;
    }
    content.shown = std::min(bytes.size(), kMostText);
    content.text =
        textFrom(QByteArrayView(bytes).first(content.shown), !isWhole || content.shown < bytes.size());
    content.kind = PreviewContent::Kind::Text;
    if (content.text.isEmpty()) {
        content.kind = PreviewContent::Kind::Hex;
        content.shown = std::min(bytes.size(), kMostHex);
        content.text = hexDump(QByteArrayView(bytes).first(content.shown));
    }
    return content;
}

} // namespace ui
