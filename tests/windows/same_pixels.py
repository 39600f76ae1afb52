"""same_pixels.py A B: fails when two PNG files of one size differ in more than one byte of 10000."""
import struct
import sys
import zlib


def rows(name):
    data, at, packed, header = open(name, "rb").read(), 8, b"", None
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + size]
        header = body if kind == b"IHDR" else header
        packed += body if kind == b"IDAT" else b""
        at += 12 + size
    return header, zlib.decompress(packed)


(header_a, a), (header_b, b) = rows(sys.argv[1]), rows(sys.argv[2])
different = sum(x != y for x, y in zip(a, b))
if header_a != header_b or different * 10000 > len(a):
    sys.exit(f"{sys.argv[1]} and {sys.argv[2]} differ in {different} of {len(a)} bytes")
