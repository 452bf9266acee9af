"""What is measured. A case takes the bench and adds lines to the table."""
import json
import os
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

from machine import CHUNK, MIB
from measure import pairs, scheduled, timed

CASES = {}
IS_ROOT = os.geteuid() == 0


def case(function):
    CASES[function.__name__.replace('_', '-')] = function
    return function


def compare(bench, table, name, wanted, ours, theirs, wrap=lambda command: command):
    table.add_ratio(name, wanted, pairs(wrap(ours), wrap(theirs), bench.runs, bench.prepare, bench.environment))


def whole_frame(bench, url, options=''):
    """curl to a file, then frame by frame as the field's tools decode."""
    return f'curl -sf {options} -o {bench.out}/c "{url}" && exec {bench.whole_frame} {bench.out}/c {bench.out}/d'


def limit(bench, url):
    return f'exec {bench.limit} "{url}" {bench.out}/d'


@case
def whole_job(bench, table):
    for name, wanted in (('shared objects', 4.0), ('mixed', 3.0), ('text', 4.4), ('stored', 2.2)):
        url = bench.object(name).replace(' ', '%20')
        compare(bench, table, f'{name}: against curl, then whole frames', wanted, bench.get(url), whole_frame(bench, url))


@case
def near_the_limit(bench, table):
    for name in ('shared objects', 'mixed', 'text', 'stored'):
        url = bench.object(name).replace(' ', '%20')
        compare(bench, table, f'{name}: against the limit program', 0.95, bench.get(url), limit(bench, url))


@case
def tls(bench, table):
    path = bench.object('shared objects').replace(' ', '%20').replace('http:', 'https:')
    url = path.replace(str(bench.port), str(bench.tls_port))
    certificates = bench.work / 'certificates'
    certificates.mkdir(exist_ok=True)
    shutil.copy(bench.work / 'tls/cert.pem', certificates / 'bench.pem')
    subprocess.run(['openssl', 'rehash', str(certificates)], check=True, capture_output=True)

    def trusting(command):
        mount = f'mount --bind {certificates} /etc/ssl/certs && {command}'
        return f'exec unshare -{"" if IS_ROOT else "Ur"}m sh -c {shlex.quote(mount)}'

    compare(bench, table, 'shared objects over TLS: against curl, then whole frames', 3.0, bench.get(url),
            whole_frame(bench, url, '--cacert ' + str(certificates / 'bench.pem')), trusting)


class Far:
    """The bench's server, a round trip away, for the length of a with."""
    port = 18992
    window = MIB  # bytes under way on each connection

    def __init__(self, bench, milliseconds):
        self._command = [sys.executable, Path(__file__).parent / 'far.py', self.port, bench.port, milliseconds, self.window]
        self._bench = bench

    def __enter__(self):
        self._server = subprocess.Popen(scheduled(self._command))
        subprocess.run(['curl', '-s', '--retry', '20', '--retry-connrefused', '--retry-delay', '0', '-o', '/dev/null',
                        self.url('')], check=True)
        return self

    def __exit__(self, *_):
        self._server.terminate()
        self._server.wait()

    def url(self, path):
        return self._bench.url(path, self.port)


@case
def latency(bench, table):
    """Against the best that can be set for any distance: each of four connections asks once, for its quarter."""
    size = 256 * MIB
    (bench.root() / 'far').write_bytes(os.urandom(size))
    for milliseconds in (50, 200):
        with Far(bench, milliseconds) as far:
            quarters = ' --next '.join(
                f'-sf -o {bench.out}/{i} -r {i * size // 4}-{(i + 1) * size // 4 - 1} {far.url("far")}' for i in range(4))
            compare(bench, table, f'{milliseconds} ms away: against four requests for a quarter each', 0.9,
                    bench.get(far.url('far')), f'exec curl --parallel --parallel-immediate {quarters}')


class Link:
    """A link of 25 MiB/s: a network of its own with a server of its own in it, for the length of a with."""
    rate = 25 * MIB * 8

    def __init__(self, bench):
        self.bench = bench

    def __enter__(self):
        bench = self.bench
        script = (f'ip link set lo up && tc qdisc add dev lo root tbf rate {self.rate}bit burst 256k latency 100ms && '
                  f'exec nginx -c {bench.work}/nginx.conf -g "daemon off; pid {bench.work}/link.pid;"')
        conf = (bench.work / 'nginx.conf').read_text().replace(f'pid {bench.work}/nginx.pid;', 'user root;')
        (bench.work / 'link.conf').write_text(conf)
        script = script.replace('nginx.conf', 'link.conf')
        self.server = subprocess.Popen(['unshare', '-n' if IS_ROOT else '-rn', 'sh', '-c', script])
        for _ in range(50):
            time.sleep(0.1)
            if (bench.work / 'link.pid').exists():
                return self
        raise SystemExit('the server on the slow link did not start')

    def __exit__(self, *_):
        self.server.terminate()
        self.server.wait()

    def inside(self, command):
        namespaces = '-n' if IS_ROOT else '-U --preserve-credentials -n'
        return f'exec nsenter -t {self.server.pid} {namespaces} sh -c {shlex.quote(command)}'


@case
def slow_link(bench, table):
    bench.object('shared objects')
    content = bench.make('linked', 128 * MIB, CHUNK, 'z', bench.work / 'raw/programs')[1]
    url = bench.url('linked')
    with Link(bench) as link:
        compare(bench, table, '25 MiB/s: shared objects against curl', 0.99, bench.get(url),
                f'exec curl -sf -o {bench.out}/c "{url}"', link.inside)
        compare(bench, table, '25 MiB/s: with content key against without', 0.99, bench.get(f'{url}#ckey={content}'),
                bench.get(url), link.inside)


@case
def content_key(bench, table):
    url = bench.object('shared objects').replace(' ', '%20')
    content = bench.objects['shared objects'][1]
    compare(bench, table, 'with content key against without', 0.55, bench.get(f'{url}#ckey={content}'), bench.get(url))


@case
def plain(bench, table):
    url = bench.object('stored')
    compare(bench, table, 'plain file against curl -o', 1.0, bench.get(url, '--raw'),
            f'exec curl -sf -o {bench.out}/c "{url}"')


SMALL_COUNT = 10_000
SMALL_SIZE = 16 << 10


def make_small(bench):
    """Ten thousand loose files, and the same in one archive."""
    loose = bench.root() / 'loose'
    if loose.exists():
        return
    loose.mkdir()
    with open(bench.root() / 'archive', 'wb') as archive:
        for i in range(SMALL_COUNT):
            content = os.urandom(SMALL_SIZE)
            (loose / f'{i:05}').write_bytes(content)
            archive.write(content)
    sources = [bench.url(f'loose/{i:05}') for i in range(SMALL_COUNT)]
    (bench.work / 'loose.txt').write_text('\n'.join(sources))
    slices = [bench.url(f'archive#bytes={i * SMALL_SIZE}-{(i + 1) * SMALL_SIZE - 1}&name={i:05}')
              for i in range(SMALL_COUNT)]
    (bench.work / 'slices.txt').write_text('\n'.join(slices))


def curl_parallel(bench):
    address = bench.url(f'loose/[00000-{SMALL_COUNT - 1:05}]')
    return f'exec curl -sf --parallel --create-dirs -o "{bench.out}/c/#1" "{address}"'


@case
def small_files(bench, table):
    make_small(bench)
    compare(bench, table, '10,000 loose files of 16 KiB: against curl --parallel', 1.0,
            bench.get(bench.work / 'loose.txt'), curl_parallel(bench))
    compare(bench, table, 'the same as slices of one archive: against curl --parallel, loose', 4.0,
            bench.get(bench.work / 'slices.txt'), curl_parallel(bench))
    small_limit = f'exec {bench.small_limit}'
    compare(bench, table, '10,000 loose files: against the limit program', None, bench.get(bench.work / 'loose.txt'),
            f'{small_limit} {bench.work}/loose.txt {bench.out}')
    compare(bench, table, '10,000 slices: against the limit program', None, bench.get(bench.work / 'slices.txt'),
            f'{small_limit} {bench.url("archive")} {bench.out} {SMALL_COUNT} {SMALL_SIZE}')


# One process that looks now and then: a shell's loop would start hundreds and take a tenth of a core.
LOOK = '''import os, sys, time
folder, last, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
while not os.path.exists(os.path.join(folder, last)): time.sleep(0.01)
while len(names := os.listdir(folder)) != count or any(name.endswith('.part') for name in names): time.sleep(0.01)'''


def compare_window(bench, table, name, wanted, source, last, count=1):
    """Until `count` files are there, the one named `last` among the last of them."""
    (bench.work / 'home/user-dirs.dirs').write_text(f'XDG_DOWNLOAD_DIR="{bench.out}"\n')
    wait = (f'{bench.sluice} "{source}" & p=$!; python3 -SEc "{LOOK}" {bench.out} {last} {count}; kill $p; '
            'wait $p || true')

    def prepare():
        bench.prepare()
        shutil.rmtree(bench.work / 'home/Sluice', ignore_errors=True)

    table.add_ratio(name, wanted, pairs(wait, bench.get(source), bench.runs, prepare, bench.environment))


@case
def window(bench, table):
    bench.object('shared objects')
    bench.make('much', 3 << 30, CHUNK, 'z', bench.work / 'raw/programs')  # long enough to forget the start
    compare_window(bench, table, '3 GiB: the window against get', 0.95, bench.url('much'), 'much')
    make_small(bench)
    compare_window(bench, table, '10,000 slices: the window against get', None,
                   bench.work / 'slices.txt', f'{SMALL_COUNT - 1:05}', SMALL_COUNT)


@case
def memory(bench, table):
    url = bench.object('mixed')
    large = bench.url('large')
    bench.make('large', 512 * MIB, 512 * MIB, 'z', bench.work / 'raw' / 'mixed')
    for name, wanted, command in (('get, balanced', 40, bench.get(url)),
                                  ('get, low memory', 28, bench.get(url, '--memory', 'low')),
                                  ('get, one chunk of 512 MiB', 40, bench.get(large)),
                                  ('get, one chunk of 512 MiB, low memory', 28, bench.get(large, '--memory', 'low'))):
        values = []
        for _ in range(bench.runs):
            bench.prepare()
            values.append(timed(command, bench.environment).memory)
        table.add_figure(f'peak memory: {name}', wanted, values, 'MiB')


@case
def start(bench, table):
    (bench.root() / 'tiny').write_bytes(b'x' * 20_000)
    for name, wanted, command in (('sluice --version', 30, f'exec {bench.sluice} --version'),
                                  ('get of a small file', 60, bench.get(bench.url('tiny')))):
        values = []
        for _ in range(bench.runs + 1):
            bench.prepare()
            values.append(timed(command, bench.environment).wall * 1000)
        table.add_figure(name, wanted, values[1:], 'ms')


@case
def energy(bench, table):
    (bench.root() / 'slow').write_bytes(os.urandom(5 * MIB))
    shares = []
    for _ in range(bench.runs):
        bench.prepare()
        run = timed(bench.get(bench.url('slow'), '--limit', '1M'), bench.environment)
        shares.append(100 * (run.cpu - timed(f'exec {bench.sluice} --version').cpu) / run.wall)
    table.add_figure('processor at 1 MB/s, without the start', 2, shares, '%')


PRODUCT = 'wow_classic_era'
ONE_FILE = 'World/Zone005/tile_00005.adt'


def encoding_size(root):
    """Encoded bytes of the encoding manifest, as the build config tells."""
    for config in (root / 'tpr/wow/config').rglob('*/*'):
        for line in config.read_text().splitlines() if config.is_file() else ():
            if line.startswith('encoding-size'):
                return int(line.split()[-1])
    raise SystemExit('the network that was made has no build config')


@case
def product(bench, table):
    """A build of 100,000 files, an encoding manifest of more than 20 MB: one file by its path, from nothing and
    from the cache, and all of them listed."""
    names = bench.work / 'names.csv'
    with open(names, 'wb') as file:
        subprocess.run([bench.make_network, bench.root(), '--files', '100000', '--strangers', '330000'], check=True,
                       stdout=file, stderr=subprocess.DEVNULL)
    cache = bench.work / 'cache'
    options = f'--service {bench.url("")} --listfile {names} --cache {cache}'
    whole = encoding_size(bench.root())

    def summary(command):
        result = subprocess.run(['sh', '-c', command], check=True, capture_output=True, text=True,
                                env=bench.environment)
        return json.loads(result.stdout.splitlines()[-1])

    for name, is_cold, wanted, share in (('nothing cached', True, 1500, 15), ('all but the file cached', False, 500, 0.1)):
        walls, bytes_ = [], []
        for _ in range(bench.runs):
            bench.prepare()
            if is_cold:
                shutil.rmtree(cache, ignore_errors=True)
            begin = time.monotonic()
            bytes_.append(summary(bench.get(f'{PRODUCT}:{ONE_FILE}', options, '--json'))['metadataBytes'])
            walls.append((time.monotonic() - begin) * 1000)
        table.add_figure(f'a file by its path, {name}', wanted, walls, 'ms')
        table.add_figure(f'bytes to find it, in % of the encoding manifest: {name}', share, [100 * b / whole for b in bytes_], '%')
    runs = [timed(f'exec {bench.sluice} ls -R {PRODUCT} {options} > {bench.out}/list', bench.environment)
            for _ in range(bench.runs)]
    table.add_figure('100,000 files listed', 5000, [run.wall * 1000 for run in runs], 'ms')
    table.add_figure('peak memory: the same', 150, [run.memory for run in runs], 'MiB')


def make_product(bench, name, *options):
    """A network of its own; what `get` needs to fetch all of it, with everything but the files in its cache."""
    names = bench.work / f'{name}.csv'
    with open(names, 'wb') as file:
        subprocess.run([bench.make_network, bench.root() / name, *options], check=True, stdout=file,
                       stderr=subprocess.DEVNULL)
    options = f'--service {bench.url(name)} --listfile {names} --cache {bench.work / name}-cache'
    bench.prepare()
    timed(bench.get(f'{PRODUCT}:', options), bench.environment)
    return options


def killed_and_begun_again(bench, options, files):
    """Seconds until a set that was killed in the middle says how far it was; and what was finished twice."""
    bench.prepare()
    command = [str(bench.sluice), 'get', '--json', '-o', str(bench.out / 's'), *options.split(), f'{PRODUCT}:']
    finished = set()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=bench.environment) as process:
        for line in process.stdout:
            event = json.loads(line)
            if event['event'] == 'fileFinished':
                finished.add(event['path'])
            if len(finished) > files // 2:
                process.kill()
                break
    begin = time.monotonic()
    known = None
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=bench.environment) as process:
        for line in process.stdout:
            event = json.loads(line)
            if event['event'] == 'resumed':
                known = time.monotonic() - begin
            if event['event'] == 'fileFinished' and event['path'] in finished:
                raise SystemExit(f'{event["path"]} was fetched twice')
    return known


@case
def sets(bench, table):
    """Whole products as one row. Their look-up is in the cache; what curl fetches needs none."""
    make_small(bench)
    options = make_product(bench, 'set16', '--files', str(SMALL_COUNT), '--size', str(SMALL_SIZE), '--archive-size',
                           str(100 * MIB))
    compare(bench, table, '10,000 files of 16 KiB as a set: against curl --parallel, loose', 2.0,
            bench.get(f'{PRODUCT}:', options), curl_parallel(bench))
    for count, memory in ((20_000, 100), (100_000, 100)):
        options = make_product(bench, f'set{count}', '--files', str(count), '--archive-size', str(2 * MIB))
        runs = []
        for _ in range(bench.runs):
            bench.prepare()
            runs.append(timed(bench.get(f'{PRODUCT}:', options), bench.environment))
        table.add_figure(f'a set of {count:,} small files', count // 10, [run.wall * 1000 for run in runs], 'ms')
        table.add_figure('peak memory: the same', memory, [run.memory for run in runs], 'MiB')
        again = [killed_and_begun_again(bench, options, count) * 1000 for _ in range(bench.runs)]
        table.add_figure('killed in the middle, until it knows where it was', 1000, again, 'ms')


@case
def sets_on_disk(bench, table):
    """The same set into a folder on a disk, which has to have every file before it counts."""
    options = make_product(bench, 'set16', '--files', str(SMALL_COUNT), '--size', str(SMALL_SIZE), '--archive-size',
                           str(100 * MIB))
    folder = bench.disk / 'bench-set'

    def prepare():
        bench.prepare()
        shutil.rmtree(folder, ignore_errors=True)

    on_disk = f'exec {bench.sluice} get -q -o {folder} {options} "{PRODUCT}:"'
    table.add_ratio('10,000 files of 16 KiB as a set: on a disk against in memory', 0.33,
                    pairs(on_disk, bench.get(f'{PRODUCT}:', options), bench.runs, prepare, bench.environment))
    shutil.rmtree(folder, ignore_errors=True)


@case
def mirror(bench, table):
    """All of a build as served: 41 archives of 8 MB, their indices, configs and manifests."""
    options = make_product(bench, 'mirror', '--files', '20000', '--size', '16384', '--archive-size', '8000000')
    options = ' '.join(word for word in options.split() if not word.endswith('.csv') and word != '--listfile')
    tree = bench.root() / 'mirror'
    listed = bench.work / 'mirror.curl'
    with open(listed, 'w') as file:
        for path in sorted(tree.rglob('*')):
            if path.is_file():
                name = path.relative_to(tree)
                print(f'url = {bench.url(f"mirror/{name}")}', file=file)
                print(f'output = {bench.out}/c/{name}', file=file)
    curl = f'exec curl -s --parallel --parallel-max 6 --create-dirs -K {listed}'
    ours = f'exec {bench.sluice} mirror -q -o {bench.out}/s {options} {PRODUCT}'
    compare(bench, table, 'a build of 330 MB mirrored: against curl --parallel', 0.8, ours, curl)
    shards = ' & '.join(f'{bench.sluice} mirror -q --shard {k}/4 -o {bench.out}/s {options} {PRODUCT}' for k in range(1, 5))
    compare(bench, table, 'the same in four shards at once', 0.5, f'{shards} & wait', curl)


@case
def file_tree(bench, table):
    """Three million entries of a root manifest, a listfile of two million lines: listing one folder."""
    folder = bench.work / 'filetree'
    folder.mkdir(exist_ok=True)
    subprocess.run([bench.file_tree, 'make', folder], check=True)
    runs = [timed(f'exec {bench.file_tree} list {folder}') for _ in range(bench.runs)]
    table.add_figure('a folder of 3,000,000 files, names in the page cache', 300, [run.wall * 1000 for run in runs], 'ms')
    table.add_figure('peak memory: the same', 150, [run.memory for run in runs], 'MiB')


@case
def parts(bench, table):
    speeds = speeds_of([bench.parts], bench.runs)
    whole = speeds['decodeFromMemory/real_time/threads:1']
    table.add_speeds('decoding in two lanes against one', 1.8, speeds['decodeFromMemory/real_time/threads:2'], whole)
    table.add_speeds('decoding a stream in 16 KiB pieces against whole chunks in memory', 0.95,
                     speeds['decodeAStream/16384'], whole)
    table.add_speeds('MD5 of two chunks at once against one after the other', 1.5, speeds['twoMd5AtOnce'],
                     speeds['oneMd5AfterTheOther'])


def speeds_of(command, runs, environment=None):
    """What a Google Benchmark program says: name → MiB/s of each run."""
    result = subprocess.run(scheduled([*command, '--benchmark_format=json', '--benchmark_min_time=0.3',
                                       f'--benchmark_repetitions={runs}']), check=True, capture_output=True, text=True,
                            env=environment)
    speeds = {}
    for run in json.loads(result.stdout)['benchmarks']:
        if run['run_type'] == 'iteration' and 'error_message' not in run:
            name = run['run_name'].removesuffix('/real_time')
            speeds.setdefault(name, []).append(run['bytes_per_second'] / MIB)
    return speeds


WAYS = (('pwriteFromABuffer', 'pwritePastTheCache', 'with O_DIRECT'),
        ('pwriteFromABuffer', 'intoAMap/populate:0', 'into a map of the file'),
        ('pwriteFromABuffer', 'intoAMap/populate:1', 'into a map of the file, populated'),
        ('pwriteFromABuffer', 'throughARing', 'with io_uring'),
        ('readAndWrite', 'spliced', 'splice from the socket'))


@case
def writing(bench, table):
    """How bytes reach the file: a reused buffer and pwrite, which is what Sluice does, against other ways."""
    for where, folder in (('in memory', bench.work), ('on the disk', bench.disk)):
        speeds = speeds_of([bench.writing], bench.runs, dict(bench.environment, SLUICE_BENCH_FOLDER=str(folder)))
        for ours, other, name in WAYS:
            if other in speeds:
                table.add_speeds(f'pwrite {where}: against {name}', 0.9, speeds[ours], speeds[other])
