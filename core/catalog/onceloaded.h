#pragma once

#include "core/error.h"

#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace catalog {

/// A value that is loaded when it is first asked for, and held. Who asks meanwhile waits for the same; after
/// a failure the next one who asks has it tried again. Used on one thread.
template <typename T>
class OnceLoaded
{
public:
    using Value = std::shared_ptr<const T>;
    using Done = std::function<void(const core::Result<Value> &value)>;

    /// `done` is called at once when the value is there. Otherwise it waits for set(), which must follow the
    /// call of `load`.
    template <typename Load>
    void get(Done done, const Load &load)
    {
        if (m_value)
            return done(m_value);
        m_waiting.push_back(std::move(done));
        if (m_waiting.size() == 1)
            load();
    }
    /// Whoever is told may delete the owner of this.
    void set(core::Result<T> loaded)
    {
        const auto share = [](T &&it) -> Value { return std::make_shared<const T>(std::move(it)); };
        const core::Result<Value> value = std::move(loaded).map(share);
        if (value)
            m_value = *value;
        const auto waiting = std::exchange(m_waiting, {});
        for (const Done &done : waiting)
            done(value);
    }
    const T *value() const { return m_value.get(); } ///< null before

private:
    Value m_value;
    std::vector<Done> m_waiting;
};

} // namespace catalog
