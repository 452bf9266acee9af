#pragma once

#include <QString>
#include <tl/expected.hpp>

namespace app {

/// The value, or the sentence that tells the user what is wrong with the command line and what to write
/// instead.
template <typename T>
using Usage = tl::expected<T, QString>;

inline tl::unexpected<QString> badUsage(QString message)
{
    return tl::unexpected(std::move(message));
}

} // namespace app
