#pragma once

#include <QByteArrayView>
#include <optional>

namespace http {

/// 1*DIGIT within qint64: no sign, no blank, no overflow.
std::optional<qint64> readNumber(QByteArrayView text);

} // namespace http
