"""What the cases stand on: data, server, programs, folders."""
import os
import platform
import shutil
import signal
import subprocess
from pathlib import Path

from datasets import SETS, write_set
from measure import scheduled

MIB = 1 << 20
SIZE = 512 * MIB
CHUNK = 256 << 10

NGINX = '''
worker_processes 1; pid {work}/nginx.pid; error_log {work}/nginx.log;
events {{ worker_connections 512; }}
http {{
    access_log off; sendfile on; keepalive_requests 100000;
    client_body_temp_path {work}/t1; proxy_temp_path {work}/t2; fastcgi_temp_path {work}/t3;
    uwsgi_temp_path {work}/t4; scgi_temp_path {work}/t5;
    server {{ listen 127.0.0.1:{port}; root {work}/root; }}
    server {{ listen 127.0.0.1:{tls} ssl; root {work}/root;
              ssl_certificate {work}/tls/cert.pem; ssl_certificate_key {work}/tls/key.pem; }}
}}
'''


class Bench:
    """Use as a context: starts the server, and ends it."""
    port = 18990
    tls_port = 18991

    def __init__(self, build, work, runs):
        self.work = work
        self.runs = runs
        self.out = work / 'out'
        self.sluice = build / 'app/sluice'
        self.whole_frame = build / 'tests/bench/bench-wholeframe'
        self.limit = build / 'tests/bench/bench-limit'
        self.small_limit = build / 'tests/bench/bench-smalllimit'
        self.parts = build / 'tests/bench/bench-parts'
        self.writing = build / 'tests/bench/bench-writing'
        self.file_tree = build / 'tests/bench/bench-filetree'
        self.disk = build  # on a real one, most likely
        self.make_network = build / 'tests/support/sluice-makengdp'
        self._make = build / 'tests/support/sluice-makeblte'
        self.objects = {}  # name → (encoding key, content key)
        self.environment = dict(os.environ, XDG_DATA_HOME=str(work / 'home'), XDG_CONFIG_HOME=str(work / 'home'),
                                QT_QPA_PLATFORM='offscreen', LC_ALL='C.UTF-8')

    def __enter__(self):
        shutil.rmtree(self.work, ignore_errors=True)
        for folder in ('root', 'out', 'home', 'tls', 'raw'):
            (self.work / folder).mkdir(parents=True)
        self._make_certificate()
        config = self.work / 'nginx.conf'
        config.write_text(NGINX.format(work=self.work, port=self.port, tls=self.tls_port))
        self.start_server()
        return self

    def __exit__(self, *_):
        self.stop_server()
        shutil.rmtree(self.work, ignore_errors=True)

    def start_server(self):
        self._server = subprocess.Popen(scheduled(['nginx', '-c', self.work / 'nginx.conf', '-g', 'daemon off;']))
        subprocess.run(['curl', '-s', '--retry', '20', '--retry-connrefused', '--retry-delay', '0', '-o', '/dev/null',
                        self.url('')], check=True)

    def stop_server(self):
        self._server.send_signal(signal.SIGTERM)
        self._server.wait()

    def _make_certificate(self):
        subprocess.run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj',
                        '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', 'key.pem', '-out',
                        'cert.pem'], cwd=self.work / 'tls', check=True, stderr=subprocess.DEVNULL)

    def url(self, path, port=None):
        return f'http://127.0.0.1:{port or self.port}/{path}'

    def prepare(self):
        shutil.rmtree(self.out)
        self.out.mkdir()

    def get(self, source, *options):
        return f'exec {self.sluice} get -q -o {self.out}/s {" ".join(options)} "{source}"'

    def root(self):
        return self.work / 'root'

    def object(self, name):
        """Makes the BLTE object of a data set under that name, once."""
        if name not in self.objects:
            raw = self.work / 'raw' / SETS[name].raw
            if not raw.exists():
                write_set(SETS[name].raw, raw, SIZE)
            self.objects[name] = self.make(name, SIZE, CHUNK, SETS[name].mode, raw)
        return self.url(name)

    def make(self, name, size, chunk, mode, payload, seed=1):
        result = subprocess.run([self._make, self.root() / name, str(size), str(chunk), mode, str(payload), str(seed)],
                                check=True, capture_output=True, text=True)
        return tuple(result.stdout.split())

    def description(self):
        model = next((line.split(':', 1)[1].strip() for line in Path('/proc/cpuinfo').read_text().splitlines()
                      if line.startswith('model name')), platform.machine())
        return f'{os.cpu_count()} × {model}, Linux {platform.release()}'
