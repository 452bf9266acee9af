"""Timing of whole commands, and the table of what came out."""
import statistics
import subprocess
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROUND_ROBIN_TURN = Path('/proc/sys/kernel/sched_rr_timeslice_ms')
_scheduler = []


def scheduled(command):
    """The command as the bench starts it: under the system's usual scheduler, or within round_robin() under that."""
    return [*_scheduler, *map(str, command)]


@contextmanager
def round_robin():
    """Keeps other work on the machine out of the figures, which the usual scheduler does not; but no user's program
    runs so. Turns are as short as those of the usual scheduler: with the 100 ms that are set otherwise a thread that
    is needed waits for one that is not."""
    before = ROUND_ROBIN_TURN.read_text()
    ROUND_ROBIN_TURN.write_text('3')
    _scheduler[:] = ['chrt', '-r', '10']
    try:
        yield
    finally:
        _scheduler.clear()
        ROUND_ROBIN_TURN.write_text(before)


@dataclass
class Run:
    """One finished command; `memory` in MiB is the peak of its largest process."""
    wall: float
    cpu: float
    memory: float


def timed(command, environment=None):
    """Runs a shell command line to its end. A failure ends everything: a wrong result has no speed."""
    with tempfile.NamedTemporaryFile('r') as report:
        # Not the usage that wait() tells: a peak there is never below that of this process.
        start = time.monotonic()
        result = subprocess.run(scheduled(['time', '-o', report.name, '-f', '%U %S %M', 'sh', '-c', command]),
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment, check=False)
        wall = time.monotonic() - start
        if result.returncode != 0:
            raise SystemExit(f'failed ({result.returncode}): {command}\n{result.stderr.decode()}')
        user, system, memory = report.read().split()
    return Run(wall, float(user) + float(system), int(memory) / 1024)


def pairs(ours, theirs, runs, prepare, environment=None):
    """Runs two command lines in turn; `prepare` goes before each and is not timed."""
    result = []
    for _ in range(runs + 1):
        row = []
        for command in (theirs, ours):
            prepare()
            row.append(timed(command, environment))
        result.append(row)
    return result[1:]


class Table:
    def __init__(self):
        self.rows = [('measured', 'ratio', 'spread', 'wanted', 'Sluice', 'other', 'peak MiB')]

    def add_ratio(self, name, wanted, rows):
        """rows: (theirs, ours) of each pair. wanted None: said to be understood, not to be held."""
        ratios = [theirs.wall / ours.wall for theirs, ours in rows]
        median = statistics.median
        self.rows.append((name, f'{median(ratios):.2f}', f'{min(ratios):.2f}–{max(ratios):.2f}', f'≥ {wanted}' if wanted else '',
                          f'{median(r[1].wall for r in rows):.2f} s', f'{median(r[0].wall for r in rows):.2f} s',
                          f'{max(r[1].memory for r in rows):.0f}'))

    def add_speeds(self, name, wanted, ours, theirs):
        """Speeds in MiB/s."""
        ratios = [a / b for a, b in zip(ours, theirs)]
        self.rows.append((name, f'{statistics.median(ratios):.2f}', f'{min(ratios):.2f}–{max(ratios):.2f}',
                          f'≥ {wanted}', f'{statistics.median(ours):.0f} MiB/s',
                          f'{statistics.median(theirs):.0f} MiB/s', ''))

    def add_figure(self, name, wanted, values, unit, memory=''):
        """A figure of Sluice alone, which must stay below `wanted`."""
        self.rows.append((name, '', f'{min(values):.3g}–{max(values):.3g}', f'< {wanted} {unit}',
                          f'{statistics.median(values):.3g} {unit}', '', memory))

    def text(self):
        widths = [max(len(row[i]) for row in self.rows) for i in range(len(self.rows[0]))]
        lines = ['| ' + ' | '.join(cell.ljust(width) for cell, width in zip(row, widths)) + ' |' for row in self.rows]
        lines.insert(1, '|' + '|'.join('-' * (width + 2) for width in widths) + '|')
        return '\n'.join(lines)
