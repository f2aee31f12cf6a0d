"""A zip whose files grow side by side: each is deflated by itself, and they are put together last.

`zipfile` writes one file after the other, and a cohort is read once: what is made of a patient goes
into several files. Sizes and sums stand in front of each file, as every reader likes it; where a
size needs more than 32 bits, ZIP64 says it. Times are those of no clock.
"""

import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

_LEVEL: Final = 5
RAW: Final = -15
"""Deflated without a header, as a zip holds it."""
_MOST_32: Final = 0xFFFF_FFFF
_MOST_16: Final = 0xFFFF
_VERSION, _VERSION_64 = 20, 45
_DEFLATED: Final = 8
_UTF8_NAME: Final = 0x800
_FIRST_DAY: Final = 0x21
"""The first of January 1980, where this format begins to count."""
_ATTRIBUTES: Final = 0o600 << 16
_MADE_ON_UNIX: Final = 3 << 8
_LOCAL: Final = struct.Struct("<IHHHHHIIIHH")
_CENTRAL: Final = struct.Struct("<IHHHHHHIIIHHHHHII")
_END: Final = struct.Struct("<IHHHHIIH")
_END_64: Final = struct.Struct("<IQHHIIQQQQ")
_LOCATOR_64: Final = struct.Struct("<IIQI")
_EXTRA_64: Final = 1


@dataclass(frozen=True)
class Packed:
    """A file as it stands in the zip: its name, the sum of its bytes, their number before and after
    they were deflated, and in how many chunks these lie.
    """

    name: str
    crc: int
    size: int
    packed: int
    chunks: int


class Packing:
    """Deflates one file as it comes, and cuts what results into chunks of one length."""

    def __init__(self, name: str, chunk_bytes: int) -> None:
        self._name = name
        self._chunk_bytes = chunk_bytes
        self._deflate = zlib.compressobj(_LEVEL, zlib.DEFLATED, RAW)
        self._waits = bytearray()
        self._crc = self._size = self._packed = self._chunks = 0

    def write(self, data: bytes) -> Iterator[bytes]:
        """Takes more of the file in; gives the chunks that are full, never the last one."""
        self._crc = zlib.crc32(data, self._crc)
        self._size += len(data)
        self._waits += self._deflate.compress(data)
        while len(self._waits) > self._chunk_bytes:
            yield self._cut(self._chunk_bytes)

    def close(self) -> tuple[list[bytes], Packed]:
        """The chunks that are left, the last one included, and what the zip says of the file."""
        self._waits += self._deflate.flush()
        left: list[bytes] = []
        while not left or self._waits:
            left.append(self._cut(self._chunk_bytes))
        return left, Packed(self._name, self._crc, self._size, self._packed, self._chunks)

    def _cut(self, length: int) -> bytes:
        chunk = bytes(self._waits[:length])
        del self._waits[:length]
        self._packed += len(chunk)
        self._chunks += 1
        return chunk


def zip_of(
    files: Sequence[Packed], chunks_of: Callable[[int, Packed], Iterable[bytes]]
) -> Iterator[bytes]:
    """The bytes of a zip; `chunks_of` gives those of a file by its place, already deflated."""
    starts, at = [], 0
    for place, each in enumerate(files):
        starts.append(at)
        head = _local(each)
        yield head
        at += len(head) + each.packed
        yield from chunks_of(place, each)
    directory = b"".join(_central(each, start) for each, start in zip(files, starts, strict=True))
    yield directory + _end(len(files), len(directory), at)


def size_of(files: Sequence[Packed]) -> int:
    """How many bytes `zip_of` gives."""
    at = central = 0
    for each in files:
        central += len(_central(each, at))
        at += len(_local(each)) + each.packed
    return at + central + len(_end(len(files), central, at))


def _local(file: Packed) -> bytes:
    name, extra = file.name.encode(), b""
    packed, size, version = file.packed, file.size, _VERSION
    if max(packed, size) >= _MOST_32:
        extra = struct.pack("<HHQQ", _EXTRA_64, 16, size, packed)
        packed = size = _MOST_32
        version = _VERSION_64
    head = _LOCAL.pack(
        0x04034B50, version, _UTF8_NAME, _DEFLATED, 0, _FIRST_DAY, file.crc, packed, size,
        len(name), len(extra),
    )  # fmt: skip
    return head + name + extra


def _central(file: Packed, start: int) -> bytes:
    name = file.name.encode()
    packed, size, version = file.packed, file.size, _VERSION
    wide: list[int] = []
    if max(packed, size) >= _MOST_32:
        wide += [size, packed]
        packed = size = _MOST_32
    if start >= _MOST_32:
        wide.append(start)
        start = _MOST_32
    extra = b""
    if wide:
        version = _VERSION_64
        extra = struct.pack(f"<HH{len(wide)}Q", _EXTRA_64, 8 * len(wide), *wide)
    head = _CENTRAL.pack(
        0x02014B50, _MADE_ON_UNIX | version, version, _UTF8_NAME, _DEFLATED, 0, _FIRST_DAY,
        file.crc, packed, size, len(name), len(extra), 0, 0, 0, _ATTRIBUTES, start,
    )  # fmt: skip
    return head + name + extra


def _end(count: int, length: int, start: int) -> bytes:
    wide = b""
    if max(length, start) >= _MOST_32 or count >= _MOST_16:
        wide = _END_64.pack(
            0x06064B50, 44, _MADE_ON_UNIX | _VERSION_64, _VERSION_64, 0, 0, count, count, length,
            start,
        )  # fmt: skip
        wide += _LOCATOR_64.pack(0x07064B50, 0, start + length, 1)
    few, length, start = min(count, _MOST_16), min(length, _MOST_32), min(start, _MOST_32)
    return wide + _END.pack(0x06054B50, 0, 0, few, few, length, start, 0)
