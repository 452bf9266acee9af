"""A second decoder of BLTE, written from the format's description alone, to hold Sluice's against.

Slow, whole objects in memory, standard library only. It knows no word of Sluice's code, and must not.
"""
import hashlib
import struct
import zlib

NESTING = 4          # objects within objects
LARGEST_NESTED = 1 << 20  # table of a nested object, which is kept in memory
DENSEST = 1032       # bytes that deflate makes of one, at most
MOST_CHUNKS = 1 << 20


def md5(data):
    return hashlib.md5(data).digest()


class Fault(Exception):
    """`kind`: 'nonsense' is what a wrong key makes of a chunk; 'missing' and 'wrong' are about keys."""

    def __init__(self, kind, key=None):
        super().__init__(kind)
        self.kind, self.key = kind, key


def salsa20(key, nonce, data):
    """Salsa20/20 with a 16-byte key: 'expand 16-byte k', the key twice, a 64-bit counter from 0."""
    mask = 0xFFFFFFFF
    constant = struct.unpack('<4I', b'expand 16-byte k')
    words = struct.unpack('<4I', key)
    nonce = struct.unpack('<2I', nonce)
    rows = ((0, 4, 8, 12), (5, 9, 13, 1), (10, 14, 2, 6), (15, 3, 7, 11),
            (0, 1, 2, 3), (5, 6, 7, 4), (10, 11, 8, 9), (15, 12, 13, 14))
    out = bytearray()
    for block in range((len(data) + 63) // 64):
        start = [constant[0], *words, constant[1], *nonce, block & mask, block >> 32, constant[2], *words, constant[3]]
        x = start[:]
        for _ in range(10):
            for a, b, c, d in rows:
                t = (x[a] + x[d]) & mask
                x[b] ^= ((t << 7) | (t >> 25)) & mask
                t = (x[b] + x[a]) & mask
                x[c] ^= ((t << 9) | (t >> 23)) & mask
                t = (x[c] + x[b]) & mask
                x[d] ^= ((t << 13) | (t >> 19)) & mask
                t = (x[d] + x[c]) & mask
                x[a] ^= ((t << 18) | (t >> 14)) & mask
        out += struct.pack('<16I', *[(p + q) & mask for p, q in zip(x, start)])
    size = len(data)
    return (int.from_bytes(data, 'big') ^ int.from_bytes(out[:size], 'big')).to_bytes(size, 'big') if size else b''


def nonce_of(iv, index):
    """Padded with zeros to 8 bytes, the first four XORed with the chunk's number, little-endian."""
    nonce = bytearray(iv.ljust(8, b'\0'))
    for i in range(4):
        nonce[i] ^= index >> (8 * i) & 0xFF
    return bytes(nonce)


def lz4_block(data, size):
    """One raw LZ4 block that decodes to exactly `size` bytes."""
    out, at = bytearray(), 0

    def length(base):
        nonlocal at
        total = base
        while base == 15:
            if at >= len(data):
                raise Fault('nonsense')
            more = data[at]
            at += 1
            total += more
            if more != 255:
                break
        return total

    while True:
        if at >= len(data):
            raise Fault('nonsense')
        token = data[at]
        at += 1
        literals = length(token >> 4)
        if literals > len(data) - at or len(out) + literals > size:
            raise Fault('nonsense')
        out += data[at:at + literals]
        at += literals
        if at == len(data):
            break
        if len(data) - at < 2:
            raise Fault('nonsense')
        offset = data[at] | data[at + 1] << 8
        at += 2
        match = length(token & 15) + 4
        if offset == 0 or offset > len(out) or len(out) + match > size:
            raise Fault('nonsense')
        for _ in range(match):
            out.append(out[-offset])
    if len(out) != size:
        raise Fault('nonsense')
    return bytes(out)


def lz4(data, size):
    """Four readings of one mode byte; the one whose own size field says what the table says (A, B, C, E)."""
    if size is None or not data:
        raise Fault('nonsense')
    if len(data) >= 10 and data[0] <= 2 and int.from_bytes(data[1:9], 'big') == size and 5 <= data[9] <= 16:
        out, at = b'', 10
        if at == len(data):
            return out
        while at < len(data):
            if len(data) - at < 4 or len(out) == size:
                raise Fault('nonsense')
            encoded = int.from_bytes(data[at:at + 4], 'big')
            at += 4
            if encoded == 0 or encoded > len(data) - at:
                raise Fault('nonsense')
            out += lz4_block(data[at:at + encoded], min(size - len(out), 1 << data[9]))
            at += encoded
        return out
    if len(data) >= 8 and int.from_bytes(data[:8], 'little') == size:
        return lz4_block(data[8:], size)
    if len(data) >= 4 and int.from_bytes(data[:4], 'little') == size:
        if len(data) >= 8 and int.from_bytes(data[4:8], 'little') == len(data) - 8:
            return lz4_block(data[8:], size)
        return lz4_block(data[4:], size)
    raise Fault('nonsense')


def inflate(data, size):
    """A whole zlib stream, its check, nothing behind it."""
    stream = zlib.decompressobj()
    try:
        out = stream.decompress(data, size + 1 if size is not None else 1 << 27)
    except zlib.error:
        raise Fault('nonsense')
    if not stream.eof or stream.unused_data or stream.unconsumed_tail:
        raise Fault('nonsense')
    return out


def encryption_header(data):
    """(key name as the number that lists print, iv, cipher, size); None where it is cut short."""
    if data and data[0] != 8:
        raise Fault('corrupt')
    if len(data) < 10:
        return None
    iv_size = data[9]
    if iv_size not in (4, 8):
        raise Fault('corrupt')
    if len(data) <= 10 + iv_size:
        return None
    return int.from_bytes(data[1:9], 'little'), data[10:10 + iv_size], data[10 + iv_size], 11 + iv_size


class Chunk:
    """What became of one chunk: 'ok', 'bad', 'missing' or 'wrong' (its key), 'cut'."""

    def __init__(self, verdict, data=b'', key=None):
        self.verdict, self.data, self.key = verdict, data, key


class Object:
    """A decoded object. `fault` is set when even its table cannot be had."""

    def __init__(self):
        self.fault = None
        self.header_size = self.format = 0
        self.sizes = []        # (encoded, decoded) by chunk; decoded None: not known
        self.digests = []
        self.chunks = []       # as far as the bytes go
        self.trailing = 0
        self.encrypted = False  # something was decrypted, with whatever key
        self.claims_too_much = False

    def absent(self):
        return len(self.sizes) - len(self.chunks)

    def count(self, *verdicts):
        return sum(c.verdict in verdicts for c in self.chunks)


class Reader:
    def __init__(self, keys):
        """`keys`: {number: 16 bytes}; a list may have a name in either byte order."""
        self.keys = keys

    def key(self, name):
        swapped = int.from_bytes(name.to_bytes(8, 'big'), 'little')
        return self.keys.get(name, self.keys.get(swapped))

    def read(self, data, ekey=None, known_size=None):
        """Everything. `known_size`: of the object, where more or fewer bytes would contradict it."""
        o = Object()
        if not self.read_header(o, data, ekey, known_size):
            return o
        at = o.header_size
        for index, (encoded, decoded) in enumerate(o.sizes):
            if encoded is None:
                encoded = len(data) - at
            if len(data) - at < encoded:
                o.chunks.append(Chunk('cut'))
                return o
            part = data[at:at + encoded]
            at += encoded
            o.chunks.append(self.chunk(o, part, index, decoded, data, ekey))
        o.trailing = len(data) - at
        return o

    def read_header(self, o, data, ekey, known_size):
        def fail(what):
            o.fault = what
            return False
        if len(data) < 4:
            return fail('short')
        if data[:4] != b'BLTE':
            return fail('magic')
        if len(data) < 8:
            return fail('short')
        size = int.from_bytes(data[4:8], 'big')
        if size == 0:
            if len(data) <= 8 and known_size is not None:
                return fail('short')
            o.header_size, o.sizes, o.digests = 8, [(None, None)], [None]
            return True
        if size < 36:
            return fail('size')
        if len(data) < 12:
            return fail('short')
        o.format, count = data[8], int.from_bytes(data[9:12], 'big')
        if o.format not in (0x0F, 0x10):
            return fail('format')
        entry = 24 if o.format == 0x0F else 40
        if count == 0 or size != 12 + entry * count:
            return fail('size')
        if size > 12 + 24 * MOST_CHUNKS or (known_size is not None and size > known_size):
            return fail('large')
        if len(data) < size:
            return fail('short')
        if ekey and md5(data[:size]) != ekey:
            return fail('ekey')
        o.header_size = size
        for i in range(count):
            e = data[12 + entry * i:12 + entry * (i + 1)]
            encoded, decoded = struct.unpack('>II', e[:8])
            if encoded == 0 and decoded != 0:
                return fail('empty')
            o.claims_too_much = o.claims_too_much or decoded > DENSEST * encoded
            o.sizes.append((encoded, decoded))
            o.digests.append(e[8:24])
        if known_size is not None and size + sum(e for e, _ in o.sizes) > known_size:
            return fail('short')
        return True

    def chunk(self, o, part, index, decoded, whole, ekey):
        headerless = o.digests[index] is None
        proven = not headerless or ekey is not None
        if headerless and ekey is not None and md5(whole) != ekey:
            return Chunk('bad')
        if not headerless:
            if not part:
                return Chunk('ok')
            if md5(part) != o.digests[index]:
                return Chunk('bad')
        state = {'key': None}
        try:
            data = self.mode(o, part, index, decoded, NESTING, state)
            if decoded is not None and len(data) != decoded:
                raise Fault('nonsense')
            return Chunk('ok', data)
        except Fault as f:
            if f.kind in ('missing', 'wrong'):
                impossible = f.kind == 'missing' and decoded is not None and decoded > DENSEST * len(part)
                return Chunk('bad') if impossible else Chunk(f.kind, key=f.key)
            if f.kind == 'nonsense' and state['key'] is not None and proven:
                return Chunk('wrong', key=state['key'])
            return Chunk('bad')

    def mode(self, o, data, index, decoded, nesting, state, inside=False):
        if not data:
            raise Fault('corrupt')
        mode, rest = data[:1], data[1:]
        if mode == b'N':
            return rest
        if mode == b'Z':
            return inflate(rest, decoded)
        if mode == b'4':
            return lz4(rest, decoded)
        if mode == b'F':
            return self.nested(o, rest, decoded, nesting)
        if mode != b'E':
            raise Fault('nonsense')
        if inside:  # nobody encrypts twice: the plaintext of a wrong key
            raise Fault('nonsense')
        header = encryption_header(rest)
        if header is None:
            raise Fault('corrupt')
        name, iv, cipher, size = header
        if cipher != ord('S'):
            raise Fault('corrupt')
        key = self.key(name)
        if key is None:
            raise Fault('missing', name)
        o.encrypted = True
        state['key'] = name
        return self.mode(o, salsa20(key, nonce_of(iv, index), rest[size:]), index, decoded, nesting, state, True)

    def nested(self, outer, data, decoded, nesting):
        """The first fault within counts; one of its container makes the data nonsense."""
        if nesting <= 0:
            raise Fault('corrupt')
        o = Object()
        if not self.read_header(o, data, None, len(data)) or o.header_size > LARGEST_NESTED:
            raise Fault('corrupt' if o.fault == 'format' else 'nonsense')
        out, at = b'', o.header_size
        for index, (encoded, size) in enumerate(o.sizes):
            part = data[at:] if encoded is None else data[at:at + encoded]
            at += len(part)
            if o.digests[index] is not None and part and md5(part) != o.digests[index]:
                raise Fault('nonsense')
            if not part:
                continue
            state = {'key': None}
            try:
                piece = self.mode(outer, part, index, size, nesting - 1, state)
                if size is not None and len(piece) != size:
                    raise Fault('nonsense')
            except Fault as f:
                if f.kind == 'missing' and size is not None and size > DENSEST * len(part):
                    raise Fault('corrupt')
                if f.kind == 'nonsense' and state['key'] is not None and o.digests[index] is not None:
                    raise Fault('wrong', state['key'])
                raise
            out += piece
            if decoded is not None and len(out) > decoded:
                raise Fault('nonsense')
        if at != len(data):
            raise Fault('nonsense')
        return out
