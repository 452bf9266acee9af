#pragma once

#include <QByteArrayView>
#include <QString>

namespace http {

/// The file name a Content-Disposition (RFC 6266) suggests: `filename*` before `filename`, the last path
/// segment only, without control characters. Empty when there is none. Still hostile: storage::safeName has
/// the last word.
QString dispositionName(QByteArrayView value);

} // namespace http
