#include "app/cli/decode.h"

#include "app/cli/command.h"
#include "app/console.h"
#include "app/decoding.h"
#include "app/keyfile.h"
#include "app/text.h"

#include <QSaveFile>
#include <array>

namespace app {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kOptions{
    OptionSpec{'o', "output", "FILE"},
    OptionSpec{0, "overwrite"},
    OptionSpec{'k', "keys", "FILE", true},
    OptionSpec{0, "missing-keys", "WHAT"},
};

/// Where the decoded file goes: standard output, or a temporary file that takes the name at the end.
class Output
{
public:
    static Usage<std::unique_ptr<Output>> open(const Options &options)
    {
        auto output = std::make_unique<Output>();
        const QString path = options.value("output");
        if (path.isEmpty()) {
            if (isTerminal(Stream::Out))
                return badUsage(u"decoded bytes do not go to a terminal; use -o FILE"_s);
            makeBinary();
            if (!output->m_standard.open(stdout, QIODevice::WriteOnly | QIODevice::Unbuffered))
                return badUsage(u"standard output cannot be written"_s);
            return output;
        }
        if (QFile::exists(path) && !options.isSet("overwrite"))
            return badUsage(
                u"%1 exists already; use --overwrite, or another name with -o"_s.arg(printable(path)));
        output->m_save = std::make_unique<QSaveFile>(path);
        if (!output->m_save->open(QIODevice::WriteOnly)) {
            return badUsage(u"cannot write %1 (%2); choose another place with -o"_s.arg(
                printable(path), output->m_save->errorString()));
        }
        return output;
    }

    QIODevice &device() { return m_save ? static_cast<QIODevice &>(*m_save) : m_standard; }
    bool commit() { return m_save ? m_save->commit() : m_standard.flush(); }
    QString errorString() { return device().errorString(); }

private:
    QFile m_standard;
    std::unique_ptr<QSaveFile> m_save;
};

QString adviceFor(const Decoding &decoding)
{
    if (!decoding.fault)
        return u"Read it from another place."_s;
    if (decoding.fault->kind == blte::FaultKind::KeyMissing)
        return u"Give its key with -k FILE, or fill such chunks with zeros: --missing-keys zero."_s;
    if (decoding.fault->kind == blte::FaultKind::KeyWrong)
        return u"Give the right key with -k FILE, or fill such chunks with zeros: --missing-keys zero -o FILE."_s;
    return u"Fetch the file again."_s;
}

ExitCode decodeTo(Output &output, LocalBlte &local, std::shared_ptr<const blte::KeyStore> keys,
                  blte::MissingKeys missingKeys)
{
    const Decoding decoding =
        decode(local, output.device(), std::move(keys), missingKeys, [&](const auto &fault) {
            complain(u"%1: %2; its bytes are zeros"_s.arg(local.name(), tell(fault)));
        });
    const bool isRight = decoding.complaint.isEmpty();
    if (decoding.hasWriteFailed || (isRight && !output.commit())) {
        complain(
            u"%1: writing its decoded bytes failed (%2). Check the disk, or choose another place with -o."_s
                .arg(local.name(), output.errorString()));
        return ExitCode::Failed;
    }
    if (!isRight) {
        complain(
            u"%1: %2. Nothing was kept. %3"_s.arg(local.name(), decoding.complaint, adviceFor(decoding)));
        return ExitCode::Failed;
    }
    if (decoding.trailingBytes > 0) {
        complain(u"%1: %2 after the last chunk; left out"_s.arg(local.name(),
                                                                counted(decoding.trailingBytes, "byte")));
    }
    return decoding.lockedChunks > 0 ? ExitCode::Incomplete : ExitCode::Done;
}

Usage<ExitCode> run(const Options &options)
{
    if (options.arguments().size() != 1)
        return badUsage(u"one file is needed, or - for standard input"_s);
    auto missingKeys = blte::MissingKeys::Fail;
    if (options.isSet("missing-keys")) {
        const auto choice =
            readChoice(u"missing-keys"_s, options.value("missing-keys"), {u"fail"_s, u"zero"_s});
        if (!choice)
            return badUsage(choice.error());
        missingKeys = static_cast<blte::MissingKeys>(*choice);
    }
    auto keys = loadKeys(options.values("keys"));
    if (!keys)
        return badUsage(keys.error());
    const auto local = LocalBlte::open(options.arguments().first());
    if (!local)
        return badUsage(local.error());
    const auto output = Output::open(options);
    if (!output)
        return badUsage(output.error());
    return decodeTo(**output, **local, std::move(*keys), missingKeys);
}

} // namespace

ExitCode runDecode(const QStringList &arguments)
{
    return runCommand(u"decode"_s, arguments, kOptions, run);
}

} // namespace app
