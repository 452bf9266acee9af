#pragma once

#include "core/catalog/objectfinder.h"

namespace catalog {

/// What is known of a file: by the manifest that names it, by the encoding manifest and by the indices. A
/// value; what nobody knows is empty.
struct FileFacts
{
    SelectedFile file;
    std::optional<FoundFile::Object> object; ///< the first that it can be had from
    std::optional<core::Error> error;        ///< why there is none
    std::optional<bool> isEncrypted;
};

/// Without asking anybody. Pure.
FileFacts factsOf(const SelectedFile &file);

/// Looks up sizes, places, and what is encrypted, of files that are listed. `done` is called once, later.
class FactsLookup : public QObject
{
public:
    /// `finder` outlives this.
    FactsLookup(ObjectFinder &finder, const QList<SelectedFile> &files, QObject *parent = nullptr);

    using Done = std::function<void(const QList<FileFacts> &facts)>;
    void start(Done done);

private:
    void onFound(const ObjectFinder::Files &found);
    void findEspecs();

    ObjectFinder &m_finder;
    QList<FileFacts> m_facts;
    Done m_done;
};

} // namespace catalog
