#pragma once

#include "tests/faults/stage.h"

namespace faults {

/// One row of the fault list: the trouble, and what it must end in.
struct FaultRow
{
    using Arrange = std::function<void(Stage &)>;
    using Check = std::function<QString(Stage &)>; ///< a complaint, or nothing

    Arrange arrange;
    /// How it ends while the trouble lasts. Done; Waiting or Failed with `kind`, out of which heal() must
    /// lead: a waiting item by itself, a failed one by run().
    transfer::State end = transfer::State::Done;
    core::ErrorKind kind = core::ErrorKind::None;
    /// Or with this one: whichever of several connections meets the trouble last gives it its name.
    QList<core::ErrorKind> otherKinds = {};
    int restarts = 0;
    qint64 twice = 768 << 10; ///< at most so many bytes are fetched again
    Check check = {};
    Arrange heal = [](Stage &stage) { stage.heal(); };
};

enum class Pace { Straight, WithPause };

/// Adds the rows "1: 200 to a range (blte)", "… (blte, paused)" and so on.
void addRow(const char *name, std::initializer_list<What> whats, const FaultRow &row);
inline constexpr std::initializer_list<What> kBlte{What::Blte};
inline constexpr std::initializer_list<What> kBoth{What::Blte, What::Plain};
inline constexpr std::initializer_list<What> kProven{What::Blte, What::Set};
inline constexpr std::initializer_list<What> kEvery{What::Blte, What::Plain, What::Set};

/// The file's size, of which some rows fetch much twice.
inline constexpr qint64 kWhole = 3 << 20;

/// One fault per request, then rightly.
FaultRow::Arrange scripted(const QList<support::Fault> &faults);
/// Likewise, for whatever the server is asked for.
FaultRow::Arrange scriptedServer(const QList<support::Fault> &faults);
/// `fault` for every request after the first `after`, until heal().
FaultRow::Arrange always(const support::Fault &fault, int after = 0);

void addColumns();
/// Runs the current row; a failed comparison shows in the current test.
void runRow();

} // namespace faults
