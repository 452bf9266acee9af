#pragma once

#include "app/cli/filecheck.h"
#include "app/exitcode.h"

#include <QJsonArray>
#include <array>

namespace app {

/// Tells what `verify` finds, as lines or as one JSON object a file, and adds it up.
class CheckReport
{
public:
    enum class Form { Lines, Json };
    CheckReport(Form form, bool isQuiet);

    void fault(const CheckTarget &target, const QString &object, const blte::Fault &fault);
    void file(const CheckTarget &target, const FileCheck &check);
    /// The names of all keys that are missing or wrong, once; and the sums, where there are several files.
    void end();
    ExitCode code() const;

private:
    void tellLines(const CheckTarget &target, const FileCheck &check) const;
    void tellJson(const CheckTarget &target, const FileCheck &check);
    std::size_t &count(FileCheck::Verdict verdict) { return m_counts[static_cast<std::size_t>(verdict)]; }
    std::size_t count(FileCheck::Verdict verdict) const
    {
        return m_counts[static_cast<std::size_t>(verdict)];
    }

    Form m_form;
    bool m_isQuiet;
    QJsonArray m_faults; ///< of the file under way
    std::array<std::size_t, 6> m_counts{};
    std::size_t m_uncheckable = 0; ///< named by the user, and there is nothing to prove them by
    std::set<blte::KeyName> m_missingKeys;
    std::set<blte::KeyName> m_wrongKeys;
};

} // namespace app
