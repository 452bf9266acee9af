"""The bytes that are downloaded: what lies on any Debian machine."""
import os
from dataclasses import dataclass

TEXT = ('.h', '.hpp', '.c', '.py', '.txt', '.pl', '.pm', '.cmake', '.tcl')
PROGRAMS = ('/usr/lib', '/usr/bin')
TEXTS = ('/usr/include', '/usr/lib', '/usr/share')
OTHER = ('/usr/share/fonts', '/usr/share/icons', '/usr/share/locale', '/usr/share/doc')


@dataclass(frozen=True)
class Set:
    raw: str   # which bytes
    mode: str  # z or n


SETS = {
    'shared objects': Set('programs', 'z'),
    'mixed': Set('mixed', 'z'),
    'text': Set('text', 'z'),
    'stored': Set('programs', 'n'),
}


def _is_program(path):
    return '.so' in os.path.basename(path)


def _is_text(path):
    return path.endswith(TEXT)


def _is_other(path):
    return not _is_program(path) and not _is_text(path)


def _append(file, roots, fits, size):
    """The content of all fitting files below roots, again from the start until it is enough."""
    end = file.tell() + size
    while file.tell() < end:
        start = file.tell()
        for root in roots:
            for folder, folders, names in os.walk(root):
                folders.sort()
                for name in sorted(names):
                    path = os.path.join(folder, name)
                    if file.tell() < end and fits(path) and os.path.isfile(path) and not os.path.islink(path):
                        with open(path, 'rb') as source:
                            file.write(source.read(end - file.tell()))
        if file.tell() == start:
            raise SystemExit(f'nothing to make test data of below {", ".join(roots)}')


def write_set(name, path, size):
    parts = {
        'programs': [(PROGRAMS, _is_program, size)],
        'text': [(TEXTS, _is_text, size)],
        'mixed': [(PROGRAMS, _is_program, size // 2), (OTHER, _is_other, size // 4), (TEXTS, _is_text, size // 4)],
    }
    with open(path, 'wb') as file:
        for roots, fits, part in parts[name]:
            _append(file, roots, fits, part)
