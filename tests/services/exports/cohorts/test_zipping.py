"""The zip of a cohort: files that grew side by side, read back by readers that are not ours."""

import io
import random
import zipfile

import pytest

from services.exports.spooled.zipping import Packed, Packing, size_of, zip_of

_CHUNK = 100


def _packed(texts: dict[str, list[bytes]]) -> tuple[list[Packed], list[list[bytes]], bytes]:
    """Files written in turns, a piece of each at a time."""
    packings = {name: Packing(name, _CHUNK) for name in texts}
    chunks: dict[str, list[bytes]] = {name: [] for name in texts}
    for number in range(max(map(len, texts.values()))):
        for name, pieces in texts.items():
            if number < len(pieces):
                chunks[name] += packings[name].write(pieces[number])
    files = []
    for name, packing in packings.items():
        left, file = packing.close()
        chunks[name] += left
        files.append(file)
    parts = list(chunks.values())
    return files, parts, b"".join(zip_of(files, lambda place, _: parts[place]))


def _texts() -> dict[str, list[bytes]]:
    chance = random.Random(8)
    return {
        "vide.csv": [b""],
        "patients-é.csv": ["né à Brest;\r\n".encode()] * 400,
        "noise.ndjson": [chance.randbytes(77) for _ in range(50)],
    }


def test_files_that_grow_side_by_side_are_read_back():
    texts = _texts()
    files, parts, content = _packed(texts)

    with zipfile.ZipFile(io.BytesIO(content)) as read:
        assert read.testzip() is None
        assert {each: read.read(each) for each in read.namelist()} == {
            name: b"".join(pieces) for name, pieces in texts.items()
        }
    assert size_of(files) == len(content)
    assert [each.chunks for each in files] == [len(each) for each in parts]
    # Whatever is not the last of a file is full: what is missing in the middle is seen.
    assert all(len(chunk) == _CHUNK for part in parts for chunk in part[:-1])


@pytest.mark.parametrize("large", ["size", "packed", "start"])
def test_what_needs_more_than_32_bits_is_said_in_64(large: str):
    """The directory alone, read as zipfile reads it: nobody writes four gigabytes for a test."""
    five = 5 * 1024**3
    first = Packed("a", 1, five if large == "size" else 9, 9, 1)
    if large in ("packed", "start"):
        first = Packed("a", 1, five, five, 1)
    files = [first, Packed("b", 2, 7, 7, 1)]
    holes = _Holes(zip_of(files, lambda _place, _file: ()), files)

    with zipfile.ZipFile(holes) as read:
        told = {each.filename: each for each in read.infolist()}

    assert (told["a"].file_size, told["a"].compress_size) == (first.size, first.packed)
    assert (told["b"].file_size, told["b"].compress_size) == (7, 7)
    holes.seek(told["b"].header_offset)
    assert holes.read(4) == b"PK\x03\x04"
    assert size_of(files) == holes.length


class _Holes(io.RawIOBase):
    """A file whose packed content is nothing but zeros that lie nowhere."""

    def __init__(self, pieces, files: list[Packed]) -> None:
        self._parts: list[tuple[int, bytes]] = []
        self.length = 0
        for place, piece in enumerate(pieces):
            self._parts.append((self.length, piece))
            self.length += len(piece) + (files[place].packed if place < len(files) else 0)
        self._at = 0

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = {0: 0, 1: self._at, 2: self.length}[whence] + offset
        return self._at

    def tell(self) -> int:
        return self._at

    def read(self, size: int = -1) -> bytes:
        end = self.length if size < 0 else min(self.length, self._at + size)
        found = bytearray(end - self._at)
        for start, piece in self._parts:
            low, high = max(start, self._at), min(start + len(piece), end)
            if low < high:
                found[low - self._at : high - self._at] = piece[low - start : high - start]
        self._at = end
        return bytes(found)
