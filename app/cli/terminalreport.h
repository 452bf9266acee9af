#pragma once

#include "app/cli/linereport.h"

namespace app {

/// Lines, and below them one progress line per active file and a total, redrawn in place and gone at the end.
class TerminalReport : public LineReport
{
public:
    using LineReport::LineReport;

    void progressed(const QList<Numbered> &moved, const Totals &soFar, qint64 bytesPerSecond) override;
    void ended(const Totals &totals) override;

protected:
    void write(Stream stream, const QString &line) override;

private:
    void erase();
    void draw();

    QStringList m_lines; ///< what stands below, or would
    int m_drawn = 0;
};

} // namespace app
