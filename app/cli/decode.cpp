#include "app/cli/decode.h"

#include "app/cli/command.h"
#include "app/cli/get.h"
#include "app/console.h"
#include "app/decoding.h"
#include "app/keyfile.h"
#include "app/sources.h"
#include "app/text.h"

#include <QFileInfo>
#include <QSaveFile>
#include <QTemporaryDir>
#include <array>

namespace app {

using namespace Qt::StringLiterals;

namespace {

/// Nothing is written over, and no bytes go to a terminal.
Usage<void> checkOutput(const Options &options)
{
    const QString path = options.value("output");
    if (path.isEmpty() && isTerminal(Stream::Out))
        return badUsage(u"decoded bytes do not go to a terminal; use -o FILE"_s);
    if (!path.isEmpty() && QFile::exists(path) && !options.isSet("overwrite"))
        return badUsage(
            u"%1 exists already; use --overwrite, or another name with -o"_s.arg(printable(path)));
    return {};
}

/// Where the decoded file goes: standard output, or a temporary file that takes the name at the end.
class Output
{
public:
    static Usage<std::unique_ptr<Output>> open(const Options &options)
    {
        if (const auto fit = checkOutput(options); !fit)
            return badUsage(fit.error());
        auto output = std::make_unique<Output>();
        const QString path = options.value("output");
        if (path.isEmpty()) {
            makeBinary();
            if (!output->m_standard.open(stdout, QIODevice::WriteOnly | QIODevice::Unbuffered))
                return badUsage(u"standard output cannot be written"_s);
            return output;
        }
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

struct DecodeOptions
{
    QString path; ///< of the decoded file; empty: standard output
    blte::MissingKeys missingKeys = blte::MissingKeys::Fail;
    std::shared_ptr<const blte::KeyStore> keys;
    BuildOptions build;
};

Usage<DecodeOptions> readDecodeOptions(const Options &options)
{
    DecodeOptions read;
    read.path = options.value("output");
    if (options.isSet("missing-keys")) {
        const auto choice =
            readChoice(u"missing-keys"_s, options.value("missing-keys"), {u"fail"_s, u"zero"_s});
        if (!choice)
            return badUsage(choice.error());
        read.missingKeys = static_cast<blte::MissingKeys>(*choice);
    }
    auto keys = loadKeys(options.values("keys"));
    if (!keys)
        return badUsage(keys.error());
    read.keys = std::move(*keys);
    const auto build = readBuildOptions(options);
    if (!build)
        return badUsage(build.error());
    read.build = *build;
    return read;
}

/// Fetched as `get` does it, into `path`; only what is wrong is told.
ExitCode fetchTo(const QString &path, const links::ProductSource &source, const DecodeOptions &options)
{
    const QFileInfo target(path);
    GetOptions get;
    get.folder = target.absolutePath();
    get.name = target.fileName();
    get.options.whenExists = queue::WhenExists::Overwrite;
    get.options.missingKeys = options.missingKeys == blte::MissingKeys::ZeroFill
                                  ? queue::MissingKeys::ZeroFill
                                  : queue::MissingKeys::Fail;
    get.settings.proxy.kind = http::ProxyKind::System;
    get.talk = Talk::Quiet;
    get.build = options.build;
    Requests requests;
    requests.products = {{source, get.folder}};
    return fetch(get, options.keys, std::move(requests));
}

/// All of the file, or a complaint.
bool copyTo(QIODevice &device, const QString &path)
{
    constexpr qint64 kPiece = 1 << 20;
    QFile file(path);
    bool isRight = file.open(QIODevice::ReadOnly);
    while (isRight && !file.atEnd()) {
        const QByteArray bytes = file.read(kPiece);
        isRight = !bytes.isEmpty() && device.write(bytes) == bytes.size();
    }
    if (!isRight)
        complain(u"the decoded bytes could not be written (%1)"_s.arg(
            file.error() != QFile::NoError ? file.errorString() : device.errorString()));
    return isRight;
}

/// A file of a product: it is right before anything of it appears.
ExitCode decodeProduct(const links::ProductSource &source, const DecodeOptions &options)
{
    if (!options.path.isEmpty())
        return fetchTo(options.path, source, options);
    const QTemporaryDir folder;
    if (!folder.isValid()) {
        complain(u"no temporary folder can be made (%1); use -o FILE"_s.arg(folder.errorString()));
        return ExitCode::Failed;
    }
    const QString path = folder.filePath(u"decoded"_s);
    const ExitCode code = fetchTo(path, source, options);
    if (code != ExitCode::Done && code != ExitCode::Incomplete)
        return code;
    QFile standard;
    makeBinary();
    const bool isOpen = standard.open(stdout, QIODevice::WriteOnly | QIODevice::Unbuffered);
    return isOpen && copyTo(standard, path) ? code : ExitCode::Failed;
}

Usage<ExitCode> run(const Options &options)
{
    if (options.arguments().size() != 1)
        return badUsage(u"one file is needed, or - for standard input"_s);
    const QString &argument = options.arguments().first();
    const auto read = readDecodeOptions(options);
    if (!read)
        return badUsage(read.error());
    const auto product = readProductSource(argument);
    if (!product)
        return badUsage(product.error());
    if (*product) {
        if (const auto fit = checkOutput(options); !fit)
            return badUsage(fit.error());
        return decodeProduct(**product, *read);
    }
    const auto local = LocalBlte::open(argument, read->keys.get());
    if (!local)
        return badUsage(local.error());
    const auto output = Output::open(options);
    if (!output)
        return badUsage(output.error());
    return decodeTo(**output, **local, read->keys, read->missingKeys);
}

} // namespace

ExitCode runDecode(const QStringList &arguments)
{
    return runCommand("decode", arguments, run);
}

} // namespace app
