#pragma once

#include "app/cli/getoptions.h"
#include "core/catalog/filefacts.h"

namespace app {

/// How `ls` tells what it finds: a line of text or of JSON a file. Any thread, one at a time.
class LsReport
{
public:
    explicit LsReport(Output output);

    void folder(const QString &path, qint64 files);
    void file(const catalog::FileFacts &facts);
    /// Writes what has not been written yet.
    void finish();

private:
    void add(const QString &line);

    const Output m_output;
    QString m_pending; ///< lines; written in one go
};

} // namespace app
