#pragma once

#include "core/catalog/openbuild.h"
#include "core/catalog/treecomparison.h"
#include "core/links/productsource.h"

#include <array>

namespace app {

/// How `compare` tells what is different. Any thread, one at a time.
class CompareReport
{
public:
    enum class Form {
        Text, ///< a line a file: "+", "-" or "~", its sizes, its path; figures behind them
        Json, ///< the same as JSON objects
        List, ///< what is new or changed as lines that can be fetched, each as one download
    };
    /// `after`: how the later build is named in a list.
    CompareReport(Form form, links::ProductSource after);

    void file(const catalog::Difference &difference);
    /// Last. Writes what has not been written yet.
    void finish(const catalog::TreeComparison::Count &same, const catalog::Build &before,
                const catalog::Build &after);

private:
    void count(const catalog::Difference &difference);
    void list(const catalog::SelectedFile &file);
    void writeList();
    void add(const QString &line);

    const Form m_form;
    links::ProductSource m_after;
    std::array<catalog::TreeComparison::Count, 3> m_counts{}; ///< by Difference::Kind
    QString m_pending;                                        ///< lines; written in one go
    qsizetype m_listed = 0;                                   ///< characters of what is named in
    QStringList m_paths;                                      ///< of the next line of the list
    QList<core::FileSelection::IdRange> m_ids;                ///< likewise, of files without a path
    QList<blte::Digest> m_keys;                               ///< likewise, and without a number
};

} // namespace app
