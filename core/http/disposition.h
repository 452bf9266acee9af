#pragma once

#include <QByteArrayView>
#include <QString>

namespace http {

/// What a server alone may call a file: the last path segment, without control characters, and never one that
/// begins with a dot: such files are hidden, and some are run (".bash_profile"). Empty when nothing is left.
/// Still hostile: storage::safeName has the last word.
QString nameFromServer(QString name);

/// The file name a Content-Disposition (RFC 6266) suggests, by nameFromServer(): `filename*`, `filename`, the
/// pieces of RFC 2231. Also what servers send although they should not: no type, RFC 2047's words, percents
/// in `filename`. Empty when there is none.
QString dispositionName(QByteArrayView value);

} // namespace http
