#include "core/queue/queue.h"
#include "tests/support/ownqueue.h"

#include <QCoreApplication>
#include <QTemporaryDir>
#include <algorithm>
#include <benchmark/benchmark.h>
#include <chrono>
#include <vector>

/// What the thread of the window pays for one change of the queue, with few rows and with many. Nothing is
/// fetched; what is written to the database is prepared here and written on a thread of its own.
namespace {

constexpr int kRounds = 200;

queue::Request request(qint64 number)
{
    queue::Request request;
    request.source.mirrors = {QUrl(QStringLiteral("http://cdn%1.example/%2").arg(number % 7).arg(number))};
    request.folder = QStringLiteral("/nowhere");
    request.name = QStringLiteral("file%1").arg(number);
    request.intent = transfer::Intent::Hold;
    request.mayRename = true;
    return request;
}

/// A queue of so many paused rows, stored, in which nothing may begin.
class Stage
{
public:
    explicit Stage(const benchmark::State &state)
        : m_queue(settings(), m_folder.filePath(QStringLiteral("queue.sqlite")))
    {
        load();
        QList<queue::Request> requests;
        for (qint64 i = 0; i < state.range(0); ++i)
            requests << request(m_next++);
        m_queue.add(requests);
        settle();
    }

    queue::Queue &queue() { return m_queue; }
    queue::Request newRequest() { return request(m_next++); }
    queue::ItemId middle() const { return m_queue.at(m_queue.count() / 2).id; }
    /// Makes the calls that were posted, those of the database's thread not waited for.
    static void runPosted() { QCoreApplication::processEvents(); }

private:
    static queue::Settings settings()
    {
        queue::Settings settings;
        settings.jobs = 0;
        return settings;
    }
    void load()
    {
        bool isLoaded = false;
        QObject::connect(
            &m_queue, &queue::Queue::loaded, &m_receiver, [&] { isLoaded = true; }, Qt::SingleShotConnection);
        m_queue.load();
        waitUntil(isLoaded);
    }
    /// What is asked of the database's thread is answered in order.
    void settle()
    {
        runPosted();
        bool isAnswered = false;
        m_queue.readEarlierLog(middle(), &m_receiver, [&](const auto &) { isAnswered = true; });
        waitUntil(isAnswered);
        runPosted();
    }
    static void waitUntil(const bool &isOver)
    {
        while (!isOver)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }

    QTemporaryDir m_folder;
    QObject m_receiver;
    support::OwnQueue m_queue;
    qint64 m_next = 0;
};

/// Calls it over and over. The median is what one call costs: the mean has in it what malloc does once with
/// all that the making of the rows left.
template <typename Call>
void measure(benchmark::State &state, Call call)
{
    using Clock = std::chrono::steady_clock;
    std::vector<double> took; // µs
    for (auto _ : state) {
        const auto start = Clock::now();
        call();
        took.push_back(std::chrono::duration<double, std::micro>(Clock::now() - start).count());
    }
    const auto middle = took.begin() + static_cast<std::ptrdiff_t>(took.size() / 2);
    std::nth_element(took.begin(), middle, took.end());
    state.counters["median_us"] = *middle;
}

void add(benchmark::State &state)
{
    Stage stage(state);
    measure(state, [&] {
        stage.queue().add({stage.newRequest()});
        Stage::runPosted();
    });
}

void remove(benchmark::State &state)
{
    Stage stage(state);
    measure(state, [&] {
        stage.queue().remove({stage.middle()}, queue::Removal::KeepFiles);
        Stage::runPosted();
    });
}

/// From the middle to the third row.
void move(benchmark::State &state)
{
    Stage stage(state);
    measure(state, [&] {
        stage.queue().move({stage.middle()}, 2);
        Stage::runPosted();
    });
}

/// A row is resumed, looked at whether it has its turn, and paused again.
void resume(benchmark::State &state)
{
    Stage stage(state);
    const queue::ItemId id = stage.middle();
    measure(state, [&] {
        stage.queue().run({id});
        Stage::runPosted();
        stage.queue().hold({id});
        Stage::runPosted();
    });
}

/// What the sidebar, the tray and the taskbar show, and which rows count down.
void counts(benchmark::State &state)
{
    Stage stage(state);
    measure(state, [&] {
        const queue::RowCounts &counts = stage.queue().counts();
        int sum = counts.all() + counts.active() + counts.locked();
        for (int i = 0; i < transfer::kStateCount; ++i)
            sum += counts.inState(transfer::State(i));
        benchmark::DoNotOptimize(sum);
        benchmark::DoNotOptimize(counts.batch().encodedDone);
        benchmark::DoNotOptimize(stage.queue().waitingRows().size());
    });
}

void tick(benchmark::State &state)
{
    Stage stage(state);
    measure(state, [&] { stage.queue().poll(); });
}

/// A pause begins and ends, with nothing that it keeps from running.
void pause(benchmark::State &state)
{
    Stage stage(state);
    measure(state, [&] {
        stage.queue().setPauseReason(core::Error{core::ErrorKind::NetworkMetered, {}});
        Stage::runPosted();
        stage.queue().setPauseReason({});
        Stage::runPosted();
    });
}

const auto kFewAndMany = [](benchmark::internal::Benchmark *one) {
    one->Arg(1'000)->Arg(100'000)->Iterations(kRounds)->Unit(benchmark::kMicrosecond);
};

BENCHMARK(add)->Apply(kFewAndMany);
BENCHMARK(remove)->Apply(kFewAndMany);
BENCHMARK(move)->Apply(kFewAndMany);
BENCHMARK(resume)->Apply(kFewAndMany);
BENCHMARK(counts)->Apply(kFewAndMany);
BENCHMARK(tick)->Apply(kFewAndMany);
BENCHMARK(pause)->Apply(kFewAndMany);

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
