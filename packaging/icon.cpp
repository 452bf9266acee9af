// Draws an icon in one size as PNG, to standard output: sluice-icon FILE.svg SIZE
#include <QFile>
#include <QImage>
#include <QPainter>
#include <QSvgRenderer>
#include <cstdio>
#include <cstdlib>

int main(int argc, char *argv[])
{
    QSvgRenderer icon;
    const int size = argc == 3 ? std::atoi(argv[2]) : 0;
    if (size < 1 || size > 4096 || !icon.load(QString::fromLocal8Bit(argv[1]))) {
        std::fputs("sluice-icon FILE.svg SIZE\n", stderr);
        return 2;
    }
    QImage image(size, size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    icon.render(&painter);
    painter.end();
    QFile out;
    const bool isWritten = out.open(stdout, QIODevice::WriteOnly) && image.save(&out, "PNG") && out.flush();
    return isWritten ? 0 : 1;
}
