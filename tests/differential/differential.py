#!/usr/bin/env python3
"""Holds Sluice against a decoder of its own (tests/support/bltereader.py): made objects of every kind, right and
damaged, by every command: decode, inspect, verify, get loose, get as slices of an archive. Verdicts, counts,
exit codes and bytes must agree.

usage: differential.py SLUICE [COUNT [SEED]]     exit 0: all agree
"""
import http.server
import json
import os
import pathlib
import re
import shutil
import socketserver
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'support'))
from bltemaker import Maker, ekey  # noqa: E402
from bltereader import Reader  # noqa: E402

SLUICE = os.path.abspath(sys.argv[1])
COUNT = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else 1
WORK = tempfile.mkdtemp(prefix='sluice-differential-')
AT_ONCE = max(2, os.cpu_count() or 2)
MOST_SHOWN = 20


def environment():
    kept = {k: v for k, v in os.environ.items() if not k.startswith('XDG_') and 'proxy' not in k.lower()}
    home = os.path.join(WORK, 'home')
    return dict(kept, HOME=home, XDG_DATA_HOME=home + '/data', XDG_CONFIG_HOME=home + '/config', LC_ALL='C.UTF-8')


def run(*arguments, timeout=600):
    p = subprocess.run([SLUICE, *arguments], env=environment(), stdin=subprocess.DEVNULL, capture_output=True,
                       timeout=timeout)
    return p.returncode, p.stdout, p.stderr.decode('utf-8', 'replace')


def read(path):
    try:
        with open(path, 'rb') as f:
            return f.read()
    except OSError:
        return None


def write(path, data):
    with open(path, 'wb') as f:
        f.write(data)
    return path


class Differences:
    def __init__(self):
        self.all, self.checks, self.lock = [], 0, threading.Lock()

    def check(self, case, what, got, wanted):
        with self.lock:
            self.checks += 1
            if got == wanted:
                return
            self.all.append('%s (%s): %s: Sluice %s, the other decoder %s' % (case.name, case.what, what, got, wanted))


class Case:
    """One object, and what must be said about it. Every other one is named by its encoding key, of those some
    by a wrong one."""

    def __init__(self, number, data, what, reader):
        self.number, self.data, self.what = number, data, what
        self.key = None
        if number % 2 == 0:
            self.key = ekey(data) if number % 22 else bytes(16)
        self.name = (self.key.hex() + '.' if self.key else 'n') + '%05d' % number
        self.path = os.path.join(WORK, 'objects', self.name)
        write(self.path, data)
        self.read = reader.read(data, self.key)
        # Over the network the length is known, and so is what is missing.
        self.fetched = reader.read(data, self.key, len(data))
        self.loose = reader.read(data, None, len(data))

    def decoded(self, fill):
        """(exit code, bytes or None): `fill`: zeros for what is locked."""
        o = self.read
        if o.fault or o.absent():
            return 3, None
        out, code = b'', 0
        for chunk, (_, size) in zip(o.chunks, o.sizes):
            if chunk.verdict == 'ok':
                out += chunk.data
            elif chunk.verdict in ('missing', 'wrong') and fill and size is not None:
                out += bytes(size)
                code = 4
            else:
                return 3, None
        return code, out

    @staticmethod
    def verdict(o):
        if o.fault or o.absent() or o.count('bad', 'cut'):
            return 'bad'
        return 'locked' if o.count('missing', 'wrong') else 'intact'

    def transfer(self, o, is_named):
        """(verdict, bytes) of get; ('failed', None)."""
        if o.fault or o.absent() or o.count('bad', 'cut') or o.claims_too_much:
            return 'failed', None
        out = b''.join(c.data if c.verdict == 'ok' else bytes(s or 0) for c, (_, s) in zip(o.chunks, o.sizes))
        if o.count('missing', 'wrong'):
            return 'incomplete', out
        is_proven = (o.header_size > 8 or is_named) and not o.encrypted
        return 'chunks-verified' if is_proven else 'unverified', out


def is_blte(case):
    """Otherwise verify goes by the name alone, whatever the bytes are."""
    return case.data[:4] == b'BLTE'


def check_verify(cases, keys, differences):
    """All in one run by folder; each of some alone, for its exit code."""
    _, out, _ = run('verify', '--json', '-k', keys, os.path.join(WORK, 'objects'))
    told = {os.path.basename(e['file']): e for e in map(json.loads, out.splitlines()) if e['event'] == 'file'}
    for case in cases:
        o, e = case.read, told.get(case.name, {})
        if not is_blte(case):
            continue
        wanted = case.verdict(o)
        differences.check(case, 'verify', e.get('verdict'), wanted)
        if o.fault:
            continue
        counts = [len(o.sizes), o.count('bad', 'cut'), o.count('missing', 'wrong'), o.absent(), o.trailing]
        got = [e.get(k) for k in ('chunks', 'bad', 'locked', 'missing', 'trailingBytes')]
        differences.check(case, 'verify: chunks, bad, locked, missing, trailing', got, counts)
        for verdict, field in (('missing', 'missingKeys'), ('wrong', 'wrongKeys')):
            names = sorted({'%016X' % c.key for c in o.chunks if c.verdict == verdict})
            differences.check(case, 'verify: ' + field, sorted(e.get(field, [])), names)

    def alone(case):
        code = {'bad': 3, 'locked': 4, 'intact': 0}[case.verdict(case.read)]
        got, out, err = run('verify', '-k', keys, case.path)
        differences.check(case, 'verify: exit code', got, code)
        text = out.decode('utf-8', 'replace') + err
        wrong = [m for m in re.findall(r'(\d+) of (\d+) chunk', text) if int(m[0]) > int(m[1])]
        differences.check(case, 'verify: counts beyond the table', wrong, [])

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(alone, [case for case in cases[::10] if is_blte(case)]))


def check_decode(cases, keys, differences):
    def one(case):
        for fill in (False, True):
            target = os.path.join(WORK, 'decoded', '%s.%d' % (case.name, fill))
            options = ['--missing-keys', 'zero'] if fill else []
            if fill and not case.read.count('missing', 'wrong'):
                continue
            code, _, err = run('decode', '-k', keys, *options, '-o', target, case.path)
            wanted, data = case.decoded(fill)
            what = 'decode%s' % (', zeros' if fill else '')
            differences.check(case, what + ': exit code (' + err.strip()[-80:] + ')', code, wanted)
            differences.check(case, what + ': bytes', read(target) == data, True)
            if os.path.exists(target):
                os.remove(target)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(one, cases))


def check_inspect(cases, differences):
    def one(case):
        code, out, _ = run('inspect', '--json', case.path)
        o = case.read
        differences.check(case, 'inspect: exit code', code, 3 if o.fault else 0)
        if o.fault or code != 0:
            return
        told = json.loads(out)
        sizes = [(c['encodedSize'], c['decodedSize']) for c in told['chunks']]
        if o.header_size > 8:
            differences.check(case, 'inspect: sizes', sizes, o.sizes)
            differences.check(case, 'inspect: key', told['ekey'], ekey(case.data).hex())
            differences.check(case, 'inspect: digests', [c['md5'] for c in told['chunks']], [d.hex() for d in o.digests])
        differences.check(case, 'inspect: chunks, header, format', [len(sizes), told['headerSize'], told['format']],
                          [len(o.sizes), o.header_size, o.format])

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(one, cases[::2]))


class Server:
    def __init__(self, files):
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'

            def log_message(self, *arguments):
                pass

            def do_GET(self):
                body = files.get(self.path.split('?')[0])
                if body is None:
                    self.send_response(404)
                    self.send_header('Content-Length', '0')
                    return self.end_headers()
                m = re.fullmatch(r'bytes=(\d+)-(\d*)', self.headers.get('Range', ''))
                size = len(body)
                first, last = (int(m[1]), min(int(m[2] or size), size - 1)) if m else (0, size - 1)
                if m and first >= size:
                    self.send_response(416)
                    self.send_header('Content-Range', 'bytes */%d' % size)
                    self.send_header('Content-Length', '0')
                    return self.end_headers()
                self.send_response(206 if m else 200)
                if m:
                    self.send_header('Content-Range', 'bytes %d-%d/%d' % (first, last, size))
                self.send_header('Content-Length', str(last - first + 1))
                self.end_headers()
                try:
                    self.wfile.write(body[first:last + 1])
                except OSError:
                    self.close_connection = True

        class Threads(socketserver.ThreadingMixIn, http.server.HTTPServer):
            daemon_threads = True
            request_queue_size = 256

            def handle_error(self, request, client_address):
                pass  # a client that ends a connection is no error

        server = Threads(('127.0.0.1', 0), Handler)
        self.url = 'http://127.0.0.1:%d' % server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()


def get(sources, keys, folder):
    """[(name, address)] in one run; {name: (verdict, bytes)}"""
    listed = ''.join('%s\n' % address for _, address in sources)
    path = write(os.path.join(WORK, folder + '.txt'), listed.encode())
    target = os.path.join(WORK, folder)
    os.makedirs(target)
    code, out, err = run('get', '--json', '-k', keys, '-j', '16', '--network', 'stable', '--max-wait', '2', '-o', target,
                         path, timeout=3000)
    told = {}
    for e in map(json.loads, out.splitlines()):
        if e['event'] in ('done', 'failed') and e['id'] >= 1:
            told[sources[e['id'] - 1][0]] = e.get('verdict', 'failed')
    results = {name: (verdict, None if verdict == 'failed' else read(os.path.join(target, name)))
               for name, verdict in told.items()}
    return results, code, err


def is_fetchable(case):
    """What is no BLTE is a plain file for get, which has rules of its own."""
    return len(case.data) >= 12 and case.data[:4] == b'BLTE'


def compare_get(cases, results, code, what, expected, differences):
    codes = {'failed': 3, 'incomplete': 4}
    worst = 0
    for case in cases:
        wanted = expected(case)
        verdict, data = results.get(case.name, (None, None))
        differences.check(case, what, verdict, wanted[0])
        if verdict == wanted[0]:
            differences.check(case, what + ': bytes', data == wanted[1], True)
        value = codes.get(wanted[0], 0)
        worst = 3 if 3 in (worst, value) else max(worst, value)
    if cases:
        differences.check(cases[0], what + ': exit code of all', code, worst)


def check_get(cases, keys, differences):
    files, sources, named = {}, [], []
    for case in cases:
        if not is_fetchable(case):
            continue
        key = case.key.hex() if case.key else None
        path = '/tpr/x/data/%s/%s/%s' % (key[:2], key[2:4], key) if key else '/plain/' + case.name
        if path in files:
            continue
        files[path] = case.data
        sources.append((case.name, path + '#name=' + case.name))
        named.append(case)
    server = Server(files)
    results, code, _ = get([(name, server.url + path) for name, path in sources], keys, 'loose')
    compare_get(named, results, code, 'get', lambda c: c.transfer(c.fetched, c.key is not None), differences)


def check_slices(cases, keys, differences):
    archive, sources, named = bytearray(b'in front'), [], []
    for case in cases:
        if not is_fetchable(case):
            continue
        first = len(archive)
        archive += case.data
        key = '&ekey=' + case.key.hex() if case.key else ''
        sources.append((case.name, '#bytes=%d-%d%s&name=%s' % (first, len(archive) - 1, key, case.name)))
        named.append(case)
    archive += b'and behind'
    server = Server({'/archive': bytes(archive)})
    results, code, _ = get([(name, server.url + '/archive' + rest) for name, rest in sources], keys, 'slices')
    compare_get(named, results, code, 'get as a slice', lambda c: c.transfer(c.fetched, c.key is not None), differences)


def main():
    for folder in ('objects', 'decoded', 'home'):
        os.makedirs(os.path.join(WORK, folder))
    maker = Maker(SEED)
    reader = Reader(maker.given)
    keys = write(os.path.join(WORK, 'keys.txt'), maker.key_list().encode())
    cases = [Case(i, data, what, reader) for i, (data, what) in enumerate(maker.objects(COUNT))]
    kinds = {}
    for case in cases:
        kind = case.read.fault or case.verdict(case.read)
        kinds[kind] = kinds.get(kind, 0) + 1
    print('%d objects: %s' % (len(cases), ', '.join('%d %s' % (n, k) for k, n in sorted(kinds.items()))), flush=True)
    differences = Differences()
    steps = {'verify': lambda: check_verify(cases, keys, differences),
             'decode': lambda: check_decode(cases, keys, differences),
             'inspect': lambda: check_inspect(cases, differences),
             'get': lambda: check_get(cases, keys, differences),
             'slices': lambda: check_slices(cases, keys, differences)}
    for name, step in steps.items():
        before = len(differences.all)
        step()
        print('%s: %d differences, %d checks so far' % (name, len(differences.all) - before, differences.checks), flush=True)
    for text in differences.all[:MOST_SHOWN]:
        print(text)
    shutil.rmtree(WORK, ignore_errors=True)
    print('%d of %d checks differ' % (len(differences.all), differences.checks))
    return 1 if differences.all else 0


if __name__ == '__main__':
    sys.exit(main())
