#pragma once

#include "app/cli/mirrorplan.h"
#include "core/setplan.h"

#include <QHash>

namespace app {

/// Objects of a mirror that are fetched as one set of files: which they are, and what has become of them.
/// An entry is told by its number in the plan of the mirror. Values only; thread-safe as these are.
class MirrorSet
{
public:
    MirrorSet() { m_plan.setRaw(); }

    /// `folder` of the mirror, which is not asked for what it lacks. Looks into the other folders that the
    /// build's objects may lie in.
    void add(qsizetype number, const MirrorEntry &entry, const QString &folder);
    bool isEmpty() const { return m_numbers.isEmpty(); }
    qsizetype size() const { return m_numbers.size(); } ///< that have not come yet
    /// Once.
    core::SetPlan takePlan();

    /// The file of this name is in its place: its entry. Empty: it was told before.
    std::optional<qsizetype> finish(const QString &name);
    /// It could not be had, so far.
    void fail(const QString &name, const core::Error &error);
    struct Failure
    {
        qsizetype entry = 0;
        core::Error error;
    };
    /// Those that have not come, and why, where that is known.
    QList<Failure> failures() const;

private:
    core::SetPlan m_plan;
    QHash<QString, qsizetype> m_numbers; ///< by name, of what has not come
    QHash<QString, core::Error> m_errors;
    QHash<QByteArray, core::Source> m_archives; ///< by address: the slices of one share its addresses
};

} // namespace app
