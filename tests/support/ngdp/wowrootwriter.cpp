#include "tests/support/ngdp/wowrootwriter.h"

namespace ngdp {

using support::ByteBuilder;

namespace {

void addHeader(ByteBuilder &bytes, WowRootForm form, const WowRootTotals &totals)
{
    if (form == WowRootForm::Old)
        return;
    bytes.text("TSFM");
    if (form != WowRootForm::Named)
        bytes.little(24, 4).little(form == WowRootForm::Version1 ? 1 : 2, 4);
    bytes.little(totals.files, 4).little(totals.named, 4);
    if (form != WowRootForm::Named)
        bytes.zeros(4);
}

void addFlags(ByteBuilder &bytes, WowRootForm form, const WowRootRun &run)
{
    if (form != WowRootForm::Version2) {
        bytes.little(run.contentFlags, 4).little(run.locales, 4);
        return;
    }
    // In three parts.
    bytes.little(run.locales, 4).little(run.contentFlags & 0xFFFF, 4);
    bytes.little(run.contentFlags & 0xFE000000, 4).big(run.contentFlags >> 17 & 0xFF, 1);
}

void addRun(ByteBuilder &bytes, WowRootForm form, const WowRootRun &run)
{
    bytes.little(run.files.size(), 4);
    addFlags(bytes, form, run);
    std::uint32_t next = 0;
    for (const WowRootFile &file : run.files) {
        bytes.little(file.id - next, 4);
        next = file.id + 1;
    }
    for (const WowRootFile &file : run.files) {
        bytes.bytes(file.contentKey);
        if (form == WowRootForm::Old)
            bytes.little(file.nameHash, 8);
    }
    if (form == WowRootForm::Old || !run.hasNameHashes)
        return;
    for (const WowRootFile &file : run.files)
        bytes.little(file.nameHash, 8);
}

} // namespace

WowRootTotals totalsOf(const std::vector<WowRootRun> &runs)
{
    WowRootTotals totals;
    for (const WowRootRun &run : runs) {
        totals.files += run.files.size();
        totals.named += run.hasNameHashes ? run.files.size() : 0;
    }
    return totals;
}

ByteVector writeWowRoot(WowRootForm form, const std::vector<WowRootRun> &runs, const WowRootTotals &totals)
{
    ByteBuilder bytes;
    addHeader(bytes, form, totals);
    for (const WowRootRun &run : runs)
        addRun(bytes, form, run);
    return bytes.done();
}

} // namespace ngdp
