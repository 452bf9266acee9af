#pragma once

#include <QObject>
#include <QPointer>
#include <utility>

namespace catalog {

/// `call` for something that may outlive `object`: does nothing when the object is gone by then. Both live on
/// the thread that calls.
template <typename Call>
auto whileAlive(QObject *object, Call call)
{
    return [alive = QPointer<QObject>(object), call = std::move(call)](const auto &result) {
        if (alive)
            call(result);
    };
}

} // namespace catalog
