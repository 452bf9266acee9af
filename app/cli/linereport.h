#pragma once

#include "app/cli/report.h"
#include "app/console.h"

#include <QSet>

namespace app {

/// One line per event: what happens to standard output, what went wrong to standard error.
class LineReport : public Report
{
public:
    explicit LineReport(Talk talk)
        : m_talk(talk)
    {
    }

    void added(Numbered file, const catalog::FoundSet *set) override;
    void fileEnded(Numbered set, const transfer::SetFileEnd &file) override;
    void happened(Numbered file, const transfer::Event &event) override;
    void progressed(const QList<Numbered> &moved, const Totals &soFar, qint64 bytesPerSecond) override;
    void ended(const Totals &totals) override;
    void lost(int number, const QString &name, const core::Error &error) override;
    void warned(const catalog::LoadWarning &warning) override;

protected:
    /// All lines go through here.
    virtual void write(Stream stream, const QString &line);

private:
    bool isNews(Numbered file, const transfer::Event &event);

    Talk m_talk;
    QSet<std::pair<int, quint64>> m_missingKeys; ///< file and key: a person is told once, not for every chunk
};

} // namespace app
