"""Makes BLTE objects of every kind, and damages them in every way, from a number: the same each time."""
import random
import struct
import zlib

from bltereader import md5, nonce_of, salsa20


def n(data):
    return b'N' + data


def z(data, level=6, window=15):
    c = zlib.compressobj(level, zlib.DEFLATED, window)
    return b'Z' + c.compress(data) + c.flush()


def lz4_literals(data):
    """A block of literals only; a run longer than 15 continues its length in bytes of 255."""
    size = len(data)
    if size < 15:
        return bytes([size << 4]) + data
    rest = size - 15
    return b'\xF0' + b'\xFF' * (rest // 255) + bytes([rest % 255]) + data


def lz4_run(byte, size):
    """A block of one byte over and over: a literal, a match at offset 1, five literals at the end."""
    match = size - 1 - 5 - 4
    if match < 15:
        return lz4_literals(bytes([byte]) * size)
    rest = match - 15
    head = bytes([0x1F, byte, 1, 0]) + b'\xFF' * (rest // 255) + bytes([rest % 255])
    return head + bytes([5 << 4]) + bytes([byte]) * 5


def four(rng, data):
    """One of the readings of mode 4."""
    is_run = len(data) > 40 and data.count(data[:1]) == len(data)
    block = (lambda d: lz4_run(d[0], len(d))) if is_run else lz4_literals
    kind, size = rng.randrange(4), len(data)
    if kind == 0:
        shift = rng.randint(5, 16)
        parts = [data[i:i + (1 << shift)] for i in range(0, size, 1 << shift)]
        body = b''.join(struct.pack('>I', len(b)) + b for b in (lz4_literals(p) for p in parts))
        return b'4' + bytes([rng.randrange(3)]) + size.to_bytes(8, 'big') + bytes([shift]) + body
    b = block(data)
    if kind == 1:
        return b'4' + size.to_bytes(8, 'little') + b
    if kind == 2:
        return b'4' + struct.pack('<II', size, len(b)) + b
    return b'4' + struct.pack('<I', size) + b


def e(inner, index, name, key, iv, cipher=b'S'):
    return (b'E\x08' + name.to_bytes(8, 'little') + bytes([len(iv)]) + iv + cipher +
            salsa20(key, nonce_of(iv, index), inner))


def build(chunks, table_format=0x0F):
    """chunks: [(encoded, decoded size)]"""
    entry = 24 if table_format == 0x0F else 40
    head = b'BLTE' + struct.pack('>I', 12 + entry * len(chunks)) + bytes([table_format]) + len(chunks).to_bytes(3, 'big')
    for encoded, size in chunks:
        head += struct.pack('>II', len(encoded), size) + (md5(encoded) if encoded else bytes(16))
        head += bytes(16) if table_format == 0x10 else b''
    return head + b''.join(encoded for encoded, _ in chunks)


def headerless(encoded):
    return b'BLTE\0\0\0\0' + encoded


def ekey(data):
    size = int.from_bytes(data[4:8], 'big') if len(data) >= 8 else 0
    return md5(data[:size] if size else data)


class Maker:
    """`known` and `wrong`: {name: right key} of keys that the list has, rightly and wrongly; of others it has
    none."""

    def __init__(self, seed):
        self.rng = random.Random(seed)
        r = self.rng
        self.known = {0xA000 + i << 40 | i: r.randbytes(16) for i in range(4)}
        self.wrong = {0xB000 + i << 40 | i: r.randbytes(16) for i in range(3)}
        self.absent = {0xC000 + i << 40 | i: r.randbytes(16) for i in range(3)}
        self.given = dict(self.known)
        self.given.update({name: r.randbytes(16) for name in self.wrong})

    def key_list(self):
        return ''.join('%016X %s\n' % (name, key.hex().upper()) for name, key in self.given.items())

    def payload(self):
        r = self.rng
        size = r.choice([0, 1, 2, 15, 16, 63, 64, 65, 255, 300, 1000, 3000])
        kind = r.randrange(3)
        if kind == 0:
            return r.randbytes(size)
        if kind == 1:
            return bytes([r.randrange(256)]) * size
        return (b'the same words again and again ' * (size // 31 + 1))[:size]

    def encoded(self, index, depth=0, encrypted=False):
        """A chunk: (encoded bytes, decoded bytes)."""
        r = self.rng
        data = self.payload()
        kind = r.choice('NNNZZZ4' + ('' if encrypted else 'EEEE') + ('F' if depth < 5 else ''))
        if kind == 'N':
            return n(data), data
        if kind == 'Z':
            return z(data, r.randrange(10), r.choice([9, 12, 15])), data
        if kind == '4':
            return four(r, data), data
        if kind == 'F':
            inner, data = self.whole(depth + 1)
            return b'F' + inner, data
        inner, data = self.encoded(index, max(depth, 3), True)
        keys = r.choice([self.known, self.known, self.wrong, self.absent])
        name = r.choice(sorted(keys))
        iv = r.randbytes(r.choice([4, 4, 8]))
        return e(inner, index, name, keys[name], iv), data

    def whole(self, depth=0):
        """A right object: (bytes, decoded bytes)."""
        r = self.rng
        if r.randrange(8) == 0:
            chunk, data = self.encoded(0, depth)
            if chunk[:1] != b'4':
                return headerless(chunk), data
        chunks, out = [], b''
        for index in range(r.choice([1, 1, 2, 3, 5, 9]) if depth == 0 else r.choice([1, 2])):
            if r.randrange(12) == 0:
                chunks.append((b'', 0))
                continue
            chunk, data = self.encoded(index, depth)
            chunks.append((chunk, len(data)))
            out += data
        return build(chunks, 0x10 if r.randrange(12) == 0 else 0x0F), out

    def large(self):
        """One whose chunks are decoded piece by piece."""
        r = self.rng
        kind = r.randrange(4)
        if kind == 0:
            data = r.randbytes((1 << 20) + r.randrange(100000))
            return build([(n(b'first'), 5), (n(data), len(data))])
        if kind == 1:
            data = bytes(9 << 20)
            return build([(z(data), len(data)), (n(b'last'), 4)])
        if kind == 2:
            data = r.randbytes(1 << 20) + bytes(1 << 20)
            return headerless(z(data, 1))
        data = b'piece by piece ' * 600000
        keys = r.choice([self.known, self.wrong, self.absent])
        name = r.choice(sorted(keys))
        return build([(n(b'plain'), 5), (e(z(data, 1), 1, name, keys[name], b'\1\2\3\4'), len(data))])

    def repaired(self, data):
        """The digests in the table as the bytes are: what is wrong was made so."""
        size = int.from_bytes(data[4:8], 'big')
        if len(data) < 36 or size < 36 or size > len(data) or data[8] not in (0x0F, 0x10):
            return data
        entry, out, at = (24 if data[8] == 0x0F else 40), bytearray(data), size
        for i in range((size - 12) // entry):
            place = 12 + entry * i
            encoded = int.from_bytes(data[place:place + 4], 'big')
            if at + encoded > len(data):
                break
            out[place + 8:place + 24] = md5(data[at:at + encoded])
            at += encoded
        return bytes(out)

    def damaged(self, data):
        """Something about it is not right any more, or perhaps is still."""
        r = self.rng
        out = bytearray(data)
        size = int.from_bytes(data[4:8], 'big')
        body = size or 8
        kind = r.randrange(12)
        if kind == 0 and len(out) > body:  # a bit of a chunk
            out[r.randrange(body, len(out))] ^= 1 << r.randrange(8)
        elif kind in (1, 2) and len(out) > body:  # likewise, with the digests made right again
            for _ in range(r.choice([1, 1, 3])):
                out[r.randrange(body, len(out))] ^= 1 << r.randrange(8)
            out = bytearray(self.repaired(bytes(out)))
        elif kind == 3:  # cut anywhere
            del out[r.randrange(len(out)):]
        elif kind == 4:  # cut by a little
            del out[-r.randint(1, 3):]
        elif kind == 5:  # bytes behind the end
            out += r.choice([b'\0' * 4096, r.randbytes(7), b'\n'])
        elif kind == 6 and size >= 36:  # a size in the table
            entry = 24 if out[8] == 0x0F else 40
            place = 12 + entry * r.randrange((size - 12) // entry) + r.choice([0, 4])
            value = int.from_bytes(out[place:place + 4], 'big')
            value = r.choice([value + 1, max(0, value - 1), 0, 0xFFFFFFFF, value * 2])
            out[place:place + 4] = min(value, 0xFFFFFFFF).to_bytes(4, 'big')
            out = bytearray(self.repaired(bytes(out)))
        elif kind == 7:  # a field of the head
            place = r.randrange(min(12, len(out)))
            out[place] = r.choice([0, 1, 0x0F, 0x10, 0xFF, out[place] ^ 1])
        elif kind == 8 and size >= 36:  # anywhere in the header
            out[r.randrange(size)] ^= 1 << r.randrange(8)
        elif kind == 9 and len(out) > body:  # another mode
            out[body] = r.choice(b'NZEF4QSL\0')
            out = bytearray(self.repaired(bytes(out)))
        elif kind == 10 and len(out) > body + 11 and out[body] == ord('E'):  # the encryption header
            out[body + r.randint(1, min(16, len(out) - body - 1))] = r.choice([0, 4, 8, ord('S'), ord('A'), 0xFF])
            out = bytearray(self.repaired(bytes(out)))
        else:  # a whole stretch
            a = r.randrange(len(out))
            out[a:a + r.randint(1, 40)] = r.randbytes(r.randint(1, 40))
        return bytes(out)

    def objects(self, count):
        """[(bytes, what)]: a third of them right."""
        made = []
        for i in range(count):
            data = self.large() if i % 100 == 99 else self.whole()[0]
            if i % 3 == 0:
                made.append((data, 'right'))
            else:
                made.append((self.damaged(data), 'damaged'))
        return made
