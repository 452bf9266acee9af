#pragma once

#include "core/blte/fault.h"
#include "core/blte/keystore.h"
#include "core/tact/objectkind.h"

#include <QFile>
#include <functional>
#include <memory>
#include <set>

namespace blte {
class Workspace;
}

namespace app {

/// A file to verify, and what is known of it besides its name.
struct CheckTarget
{
    QString path;                    ///< "-": standard input
    bool isNamed = false;            ///< by the user, not found in a folder
    std::optional<blte::Digest> md5; ///< of the whole file, out of a list or a build
};

/// What verify() found out about one file.
struct FileCheck
{
    enum class Verdict {
        Intact,     ///< all that can be proven is
        Locked,     ///< likewise, but some chunks cannot be decoded without their (right) key
        Unproven,   ///< nothing is wrong with it as far as one can see, and nothing proves it
        Bad,        ///< not what it says itself, or what its name says
        Unreadable, ///< not there, no permission, …
        Missing,    ///< not there, where a build says that there is one
    };

    Verdict verdict = Verdict::Intact;
    tact::ObjectKind kind = tact::ObjectKind::Other;
    bool isArchive = false;
    QString proof;           ///< "encoding key right", "right by its name"; empty: nothing
    QString trouble;         ///< a sentence without its full stop; empty: none that is not in `faults`
    bool isRefused = false;  ///< by policy: another copy would be refused as well
    std::size_t objects = 0; ///< in an archive; entries in an index
    std::size_t chunks = 0;
    std::size_t bad = 0;
    std::size_t locked = 0;
    std::size_t absent = 0; ///< behind the end of a file that is cut short
    std::uint64_t trailingBytes = 0;
    std::set<blte::KeyName> missingKeys;
    std::set<blte::KeyName> wrongKeys;
};

/// Checks local files: objects chunk by chunk, archives object by object, and what else a CDN has by the hash
/// in its name (core/tact/README.md, "Names"). Writes nothing. Blocks.
class FileChecker
{
public:
    explicit FileChecker(std::shared_ptr<const blte::KeyStore> keys);
    ~FileChecker();

    /// Told of every chunk that is bad or locked. `object` is its place in an archive, empty elsewhere.
    using OnFault = std::function<void(const QString &object, const blte::Fault &fault)>;
    FileCheck check(const CheckTarget &target, const OnFault &onFault);

private:
    struct Range;
    FileCheck checkBlte(QFile &file, const std::optional<blte::Digest> &name);
    void checkObject(QFile &file, const Range &range, FileCheck &result);
    bool checkByIndex(QFile &file, const blte::Digest &name, FileCheck &result);
    bool checkOneByOne(QFile &file, const blte::Digest &name, FileCheck &result);

    std::shared_ptr<const blte::KeyStore> m_keys;
    std::unique_ptr<blte::Workspace> m_workspace;
    OnFault m_onFault;
};

} // namespace app
