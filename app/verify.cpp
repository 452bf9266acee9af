#include "app/verify.h"

#include "app/command.h"
#include "app/console.h"
#include "app/keyfile.h"
#include "app/localblte.h"
#include "app/text.h"

#include <array>

namespace app {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kOptions{
    OptionSpec{'k', "keys", "FILE", true},
    OptionSpec{'q', "quiet"},
};

class NullSink : public blte::ByteSink
{
public:
    bool write(blte::Bytes) override { return true; }
};

class Verifier
{
public:
    Verifier(std::shared_ptr<const blte::KeyStore> keys, bool isQuiet)
        : m_keys(std::move(keys))
        , m_isQuiet(isQuiet)
    {
    }

    ExitCode verify(LocalBlte &local)
    {
        NullSink sink;
        blte::StreamDecoder::Options options;
        options.expectation.encodingKey = local.encodingKey();
        options.missingKeys = blte::MissingKeys::ZeroFill;
        options.keepGoing = true;
        blte::StreamDecoder decoder(m_workspace, m_keys, sink, options);
        m_bad = m_locked = 0;
        decoder.onChunkDone([&](std::size_t, const blte::Fault *fault) {
            if (fault)
                note(local.name(), *fault);
        });
        const QString wrong = local.feed(decoder);
        if (!wrong.isEmpty() && m_bad == 0) {
            complain(u"%1: %2. Fetch it again."_s.arg(local.name(), wrong));
            return ExitCode::Failed;
        }
        if (decoder.trailingBytes() > 0)
            complain(
                u"%1: %2 after the last chunk"_s.arg(local.name(), counted(decoder.trailingBytes(), "byte")));
        tellResult(local, decoder.table() ? decoder.table()->size() : 0);
        return m_bad > 0 ? ExitCode::Failed : m_locked > 0 ? ExitCode::Incomplete : ExitCode::Done;
    }

private:
    void note(const QString &name, const blte::Fault &fault)
    {
        const bool isLocked = fault.kind == blte::FaultKind::KeyMissing;
        ++(isLocked ? m_locked : m_bad);
        if (!isLocked)
            printLine(Stream::Out, name % ": "_L1 % tell(fault));
        else if (!m_isQuiet)
            printLine(Stream::Out, name % ": "_L1 % tell(fault) % "; its encoded bytes are intact"_L1);
    }

    void tellResult(const LocalBlte &local, std::size_t chunks) const
    {
        if (m_isQuiet)
            return;
        const QString proof = local.encodingKey() ? u", encoding key right"_s : QString();
        const QString counts = m_bad > 0 ? u"%1 of %2 bad"_s.arg(m_bad).arg(counted(chunks, "chunk"))
                               : m_locked > 0
                                   ? u"%2 intact, %1 locked"_s.arg(m_locked).arg(counted(chunks, "chunk"))
                                   : u"%1 intact"_s.arg(counted(chunks, "chunk"));
        printLine(Stream::Out, local.name() % ": "_L1 % counts % proof);
    }

    std::shared_ptr<const blte::KeyStore> m_keys;
    blte::Workspace m_workspace;
    bool m_isQuiet;
    int m_bad = 0;
    int m_locked = 0;
};

/// The graver of the two.
ExitCode worse(ExitCode a, ExitCode b)
{
    const auto weight = [](ExitCode code) {
        return code == ExitCode::Failed ? 2 : code == ExitCode::Incomplete ? 1 : 0;
    };
    return weight(b) > weight(a) ? b : a;
}

Usage<ExitCode> run(const Options &options)
{
    if (options.arguments().isEmpty())
        return badUsage(u"no file is given"_s);
    auto keys = loadKeys(options.values("keys"));
    if (!keys)
        return badUsage(keys.error());
    Verifier verifier(std::move(*keys), options.isSet("quiet"));
    ExitCode code = ExitCode::Done;
    for (const QString &path : options.arguments()) {
        const auto local = LocalBlte::open(path);
        if (!local)
            return badUsage(local.error());
        code = worse(code, verifier.verify(**local));
    }
    return code;
}

} // namespace

ExitCode runVerify(const QStringList &arguments)
{
    return runCommand(u"verify"_s, arguments, kOptions, run);
}

} // namespace app
