#include "app/text.h"

#include "core/hex.h"

#include <QLocale>
#include <array>

namespace app {

using namespace Qt::StringLiterals;

namespace {

struct Span
{
    char32_t first;
    char32_t last;
};

// East Asian wide and fullwidth blocks of Unicode's EastAsianWidth.txt, coarsely.
constexpr std::array kWide{
    Span{0x1100, 0x115F}, Span{0x2E80, 0xA4CF},   Span{0xAC00, 0xD7A3},
    Span{0xF900, 0xFAFF}, Span{0xFE30, 0xFE6F},   Span{0xFF00, 0xFF60},
    Span{0xFFE0, 0xFFE6}, Span{0x1F300, 0x1FAFF}, Span{0x20000, 0x3FFFD},
};

int columnsOf(char32_t character)
{
    const auto category = QChar::category(character);
    if (category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing)
        return 0;
    for (const Span &span : kWide) {
        if (character >= span.first && character <= span.last)
            return 2;
    }
    return 1;
}

bool isHarmless(char32_t character)
{
    switch (QChar::category(character)) {
    case QChar::Other_Control:
    case QChar::Other_Format: // also turns the writing direction
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return false;
    default:
        return true;
    }
}

} // namespace

QString sizeText(qint64 bytes)
{
    if (bytes < 0)
        return u"?"_s;
    return QLocale::c().formattedDataSize(bytes, bytes < 1000 ? 0 : 1, QLocale::DataSizeSIFormat);
}

QString rateText(qint64 bytesPerSecond)
{
    return sizeText(bytesPerSecond) + "/s"_L1;
}

QString durationText(qint64 seconds)
{
    if (seconds < 0)
        return u"-:--"_s;
    const auto two = [](qint64 n) { return u"%1"_s.arg(n, 2, 10, QLatin1Char('0')); };
    if (seconds < 3600)
        return QString::number(seconds / 60) % u':' % two(seconds % 60);
    return QString::number(seconds / 3600) % u':' % two(seconds / 60 % 60) % u':' % two(seconds % 60);
}

QString counted(quint64 number, const char *noun)
{
    return QString::number(number) % u' ' % QLatin1String(noun) % (number == 1 ? ""_L1 : "s"_L1);
}

QStringList textsOf(const std::set<blte::KeyName> &keys)
{
    QStringList texts;
    for (const blte::KeyName key : keys)
        texts << core::hex(key);
    return texts;
}

QString printable(const QString &text)
{
    QString result;
    result.reserve(text.size());
    for (const char32_t character : text.toUcs4())
        result += isHarmless(character) ? QString::fromUcs4(&character, 1) : u"?"_s;
    return result;
}

int columns(const QString &text)
{
    int sum = 0;
    for (const char32_t character : text.toUcs4())
        sum += columnsOf(character);
    return sum;
}

QString fitted(const QString &text, int width)
{
    if (columns(text) <= width)
        return text;
    const QList<uint> all = text.toUcs4();
    const int room = std::max(0, width - 1);
    QString head;
    QString tail;
    int used = 0;
    qsizetype front = 0;
    qsizetype back = all.size() - 1;
    for (bool atFront = true; front <= back; atFront = !atFront) {
        const char32_t character = atFront ? all[front++] : all[back--];
        used += columnsOf(character);
        if (used > room)
            break;
        const QString one = QString::fromUcs4(&character, 1);
        atFront ? head.append(one) : tail.prepend(one);
    }
    return head + u'…' + tail;
}

} // namespace app
