#pragma once

#include <QObject>
#include <memory>

namespace ui {

/// Whether the network's bytes cost money, as far as the system knows. Unknown counts as no. Never waits for
/// the system.
class MeteredWatch : public QObject
{
    Q_OBJECT
public:
    explicit MeteredWatch(QObject *parent = nullptr);
    ~MeteredWatch() override;

    bool isMetered() const { return m_isMetered; }
    bool isKnown() const { return m_isKnown; } ///< whoever was asked has answered, or nobody is there

Q_SIGNALS:
    void changed(); ///< or known for the first time

private:
    void set(bool isMetered);

    class Backend;
    std::unique_ptr<Backend> m_backend;
    bool m_isMetered = false;
    bool m_isKnown = false;
};

} // namespace ui
