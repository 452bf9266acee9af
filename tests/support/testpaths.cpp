#include "testpaths.h"

QString support::sourceFolder()
{
    return QStringLiteral(SLUICE_SOURCE_DIR);
}

QString support::programPath()
{
    return QStringLiteral(SLUICE_PROGRAM);
}

QString support::corpusFolder()
{
    return QStringLiteral(SLUICE_SOURCE_DIR "/../shared/corpus");
}
