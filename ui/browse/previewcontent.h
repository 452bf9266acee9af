#pragma once

#include <QByteArray>
#include <QImage>
#include <QString>

namespace ui {

/// The beginning of a file, made ready to be looked at. A value.
struct PreviewContent
{
    enum class Kind { Empty, Text, Image, Hex };
    Kind kind = Kind::Empty;
    QString text;     ///< of Text and Hex
    QImage image;     ///< of Image, no larger than what is shown
    QSize imageSize;  ///< as the file has it
    qint64 shown = 0; ///< bytes of the file that `text` is made of
};

/// Text where it reads as such (UTF-8, or UTF-16 with a mark), an image where Qt reads its format and it is
/// not larger than a screen could need, bytes in hex otherwise. Nothing of it is executed. `isWhole`: an
/// image that is cut is shown as bytes. Pure; takes some milliseconds, so it belongs to a worker thread.
PreviewContent previewContent(const QByteArray &bytes, bool isWhole);

/// "00000010  48 65 6c 6c 6f … |Hello…|", sixteen bytes a line.
QString hexDump(QByteArrayView bytes);

} // namespace ui
