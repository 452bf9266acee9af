#pragma once

#include "core/catalog/selectedfile.h"

#include <QObject>
#include <deque>
#include <functional>

namespace catalog {

/// Gets the decoded bytes of a file by its keys. `what`: for messages. `done` is called later, once, on the
/// same thread.
using FileLoaded = std::function<void(const core::Result<QByteArray> &bytes)>;
using LoadFile = std::function<void(const SelectedFile &file, const QString &what, FileLoaded done)>;

/// Loads any number of files, a few at a time. Lives on one thread; deleting it ends everything without a
/// word.
class ParallelLoads : public QObject
{
public:
    explicit ParallelLoads(LoadFile load, QObject *parent = nullptr);

    /// `done` is called once, later.
    void add(const SelectedFile &file, const QString &what, FileLoaded done);

private:
    struct Wanted
    {
        SelectedFile file;
        QString what;
        FileLoaded done;
    };
    void startMore();

    const LoadFile m_load;
    std::deque<Wanted> m_waiting;
    int m_underWay = 0;
};

} // namespace catalog
