"""Where the files of an export wait: deflated, cut, each chunk sealed under a key of this export.

A chunk is bound to its export, its file, its number and to whether it is the last of its file;
which chunks there are is sealed too. So none can be left out, moved, or put in from elsewhere. No
file is whole anywhere: it is put together while it leaves.
"""

import json
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Final, Generic
from uuid import UUID, uuid5

from services.db.scope import Scope
from services.edge.context import Context
from services.exports.spooled.shelves import Row, Shelf
from services.exports.spooled.zipping import RAW, Packed, Packing, zip_of
from services.security.ciphers import Cipher, Place, SealBroken

CHUNK_BYTES: Final = 512 * 1024
_PIECE_BYTES: Final = 1024 * 1024


class ChunkMissing(SealBroken):
    """A chunk is not there: what was made is not whole, or is gone altogether."""


@dataclass(frozen=True)
class Binding(Generic[Row]):
    """What is sealed of one export, and to where."""

    shelf: Shelf[Row]
    export_id: UUID
    cipher: Cipher

    def chunk_place(self, file: int, number: int, *, is_last: bool) -> Place:
        """Where a chunk belongs."""
        end = " last" if is_last else ""
        table = self.shelf.chunks.__tablename__
        return Place(table, "content", uuid5(self.export_id, f"{file} {number}{end}"))

    def directory_place(self) -> Place:
        """Where the list of the files belongs."""
        return Place(self.shelf.exports.__tablename__, "contents", self.export_id)


@dataclass(frozen=True)
class Directory:
    """The files of an export in the order in which they began."""

    files: tuple[Packed, ...]

    def sealed(self, binding: Binding[Row]) -> bytes:
        """As it is stored with the export."""
        plain = json.dumps([asdict(each) for each in self.files]).encode()
        return binding.cipher.seal(binding.directory_place(), plain)

    @staticmethod
    def opened(binding: Binding[Row], contents: bytes | None) -> "Directory":
        """What was stored; raises `SealBroken`."""
        place = binding.directory_place()
        if contents is None:
            raise SealBroken(place.table, place.column, str(binding.export_id))
        plain = binding.cipher.open(place, contents)
        return Directory(tuple(Packed(**each) for each in json.loads(plain)))


class Spool(Generic[Row]):
    """The files of an export in the making; whoever fills it stores what it gives."""

    def __init__(self, binding: Binding[Row], centre_id: UUID) -> None:
        self._binding: Binding[Row] = binding
        self._centre_id = centre_id
        self._packings: dict[str, Packing] = {}
        self._sealed: list[dict[str, Any]] = []
        self._numbers: dict[str, int] = {}
        self.bytes = 0
        """How many bytes of chunks it has given."""

    def write(self, name: str, data: bytes) -> None:
        """Appends to a file, which begins with its first bytes."""
        if name not in self._packings:
            self._packings[name] = Packing(name, CHUNK_BYTES)
        for chunk in self._packings[name].write(data):
            self._seal(name, chunk, is_last=False)

    def sealed(self) -> list[dict[str, Any]]:
        """The rows of chunks that have come since the last time."""
        given, self._sealed = self._sealed, []
        return given

    def close(self) -> Directory:
        """Ends each file; the last chunks are among those that `sealed` gives next."""
        files = []
        for name, packing in self._packings.items():
            left, packed = packing.close()
            for place, chunk in enumerate(left, 1):
                self._seal(name, chunk, is_last=place == len(left))
            files.append(packed)
        return Directory(tuple(files))

    def _seal(self, name: str, chunk: bytes, *, is_last: bool) -> None:
        file = list(self._packings).index(name)
        number = self._numbers[name] = self._numbers.get(name, -1) + 1
        place = self._binding.chunk_place(file, number, is_last=is_last)
        self.bytes += len(chunk)
        self._sealed.append(
            {
                "export_id": self._binding.export_id,
                "file": file,
                "number": number,
                "centre_id": self._centre_id,
                "content": self._binding.cipher.seal(place, chunk),
            }
        )


@dataclass(frozen=True)
class Reading(Generic[Row]):
    """What lies there of an export, a chunk at a time; each reader raises `ChunkMissing` where one
    is missing, and `SealBroken` where it is another.
    """

    context: Context
    scope: Scope
    binding: Binding[Row]
    directory: Directory

    def zipped(self) -> Iterator[bytes]:
        """All files in one zip."""
        return zip_of(self.directory.files, self._chunks)

    def unpacked(self, name: str) -> Iterator[bytes]:
        """The bytes of one file as they were written, in pieces of at most a megabyte."""
        names = [each.name for each in self.directory.files]
        file = names.index(name)
        inflate = zlib.decompressobj(RAW)
        for chunk in self._chunks(file, self.directory.files[file]):
            waits = chunk
            while waits:
                yield inflate.decompress(waits, _PIECE_BYTES)
                waits = inflate.unconsumed_tail
        yield inflate.flush()

    def _chunks(self, file: int, packed: Packed) -> Iterator[bytes]:
        shelf, export_id = self.binding.shelf, self.binding.export_id
        for number in range(packed.chunks):
            with self.context.database.reading(self.scope) as session:
                sealed = shelf.chunk(session, export_id, file, number)
            place = self.binding.chunk_place(file, number, is_last=number == packed.chunks - 1)
            if sealed is None:
                raise ChunkMissing(place.table, place.column, str(export_id))
            yield self.binding.cipher.open(place, sealed)
