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

Q_SIGNALS:
    void changed();

private:
    void set(bool isMetered);

    class Backend;
    std::unique_ptr<Backend> m_backend;
    bool m_isMetered = false;
};

} // namespace ui
