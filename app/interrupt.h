#pragma once

#include <QObject>

namespace app {

/// Ctrl-C, and a polite request to end (SIGTERM, closing the console). The first emits requested() on this
/// object's thread; a second one ends the process at once with exit code 130. One instance per process.
class Interrupt : public QObject
{
    Q_OBJECT
public:
    explicit Interrupt(QObject *parent = nullptr);
    ~Interrupt() override;

Q_SIGNALS:
    void requested();
};

/// A file that grows beyond the limit of the process (ulimit -f) is an error of the write, not its end.
void ignoreFileSizeSignal();

} // namespace app
