#pragma once

#include "app/cli/report.h"

class QJsonObject;

namespace app {

/// One JSON object a line on standard output; the fields are a contract with scripts.
class JsonReport : public Report
{
public:
    void added(Numbered file, const catalog::FoundSet *set) override;
    void fileEnded(Numbered set, const transfer::SetFileEnd &file) override;
    void happened(Numbered file, const transfer::Event &event) override;
    void progressed(const QList<Numbered> &moved, const Totals &soFar, qint64 bytesPerSecond) override;
    void ended(const Totals &totals) override;
    void lost(int number, const QString &name, const core::Error &error) override;
    void warned(const catalog::LoadWarning &warning) override;
};

} // namespace app
