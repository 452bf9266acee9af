#include "app/cli/terminalreport.h"

#include "app/text.h"

namespace app {

using namespace Qt::StringLiterals;

namespace {

QString stateText(const queue::Item &item)
{
    switch (item.state) {
    case transfer::State::Waiting:
        return u"waiting: "_s + core::sentence(item.error.kind);
    case transfer::State::Connecting:
        return u"connecting"_s;
    case transfer::State::Committing:
        return u"finishing"_s;
    default:
        return {};
    }
}

QString figures(const queue::Item &item)
{
    if (const QString text = stateText(item); !text.isEmpty())
        return text;
    const transfer::Progress &p = item.progress;
    const double fraction = p.fraction();
    const QString percent = fraction < 0 ? u"  ?"_s : u"%1"_s.arg(static_cast<int>(fraction * 100), 3);
    const QString files =
        p.filesTotal < 0 ? QString() : u"%L1 of %L2 files  "_s.arg(p.filesDone).arg(p.filesTotal);
    return files % u"%1 %  %2 of %3  %4  %5"_s.arg(percent, sizeText(p.encodedDone), sizeText(p.encodedSize),
                                                   rateText(p.bytesPerSecond), durationText(p.secondsLeft()));
}

/// The name at the left, the figures at the right edge; the name gives way when it is narrow.
QString row(const QString &name, const QString &right, int width)
{
    const QString figuresText = fitted(right, width);
    const int room = width - columns(figuresText) - 2;
    if (room < 8)
        return figuresText;
    const QString left = fitted(printable(name), room);
    return left + QString(room - columns(left) + 2, u' ') + figuresText;
}

bool isShown(const queue::Item &item)
{
    return transfer::isActive(item.state) || item.state == transfer::State::Waiting;
}

} // namespace

void TerminalReport::erase()
{
    if (m_drawn > 0)
        print(Stream::Out, u"\x1b[%1A\r\x1b[J"_s.arg(m_drawn)); // up, and clear to the end of the screen
    m_drawn = 0;
}

void TerminalReport::draw()
{
    if (m_lines.isEmpty())
        return;
    print(Stream::Out, m_lines.join(u'\n') + u'\n');
    m_drawn = static_cast<int>(m_lines.size());
}

void TerminalReport::progressed(const QList<Numbered> &files, const Totals &soFar, qint64 bytesPerSecond)
{
    const TerminalSize size = terminalSize();
    const int width = size.columns - 1; // the last column makes some terminals wrap
    m_lines.clear();
    int active = 0;
    for (const Numbered &file : files) {
        if (!isShown(*file.item))
            continue;
        ++active;
        if (m_lines.size() < size.rows - 3)
            m_lines += row(file.item->displayName(), figures(*file.item), width);
    }
    QString total = u"%1 active, %2 done"_s.arg(active).arg(soFar.done + soFar.incomplete);
    if (soFar.failed > 0)
        total += u", %1 failed"_s.arg(soFar.failed);
    m_lines += row(total, rateText(bytesPerSecond), width);
    erase();
    draw();
}

void TerminalReport::write(Stream stream, const QString &line)
{
    erase();
    LineReport::write(stream, line);
    draw();
}

void TerminalReport::ended(const Totals &totals)
{
    erase();
    m_lines.clear();
    LineReport::ended(totals);
}

} // namespace app
