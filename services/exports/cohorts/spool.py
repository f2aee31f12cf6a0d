"""Where the files of a cohort wait: deflated, cut, each chunk sealed under a key of this export.

A chunk is bound to its export, its file, its number and to whether it is the last of its file;
which chunks there are is sealed too. So none can be left out, moved, or put in from elsewhere. What
is in the zip is never whole anywhere: it is put together while it leaves.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Final
from uuid import UUID, uuid5

from services.db.scope import Scope
from services.db.tables.cohorts import CohortExport
from services.edge.context import Context
from services.exports.cohorts import rows
from services.exports.cohorts.zipping import Packed, Packing, zip_of
from services.security.ciphers import Cipher, Place, SealBroken

CHUNK_BYTES: Final = 512 * 1024


@dataclass(frozen=True)
class Directory:
    """The files of a cohort in the order of the zip."""

    files: tuple[Packed, ...]

    def sealed(self, cipher: Cipher, export_id: UUID) -> bytes:
        """As it is stored with the export."""
        plain = json.dumps([asdict(each) for each in self.files]).encode()
        return cipher.seal(_directory_place(export_id), plain)

    @staticmethod
    def opened(cipher: Cipher, row: CohortExport) -> "Directory":
        """What was stored; raises `SealBroken`."""
        if row.contents is None:
            raise SealBroken("cohort_export", "contents", str(row.id))
        plain = cipher.open(_directory_place(row.id), row.contents)
        return Directory(tuple(Packed(**each) for each in json.loads(plain)))


class Spool:
    """The files of an export in the making; whoever fills it stores what it gives."""

    def __init__(self, cipher: Cipher, export_id: UUID, centre_id: UUID) -> None:
        self._cipher = cipher
        self._export_id = export_id
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
        place = _chunk_place(self._export_id, file, number, is_last=is_last)
        self.bytes += len(chunk)
        self._sealed.append(
            {
                "export_id": self._export_id,
                "file": file,
                "number": number,
                "centre_id": self._centre_id,
                "content": self._cipher.seal(place, chunk),
            }
        )


def read(
    context: Context, row: CohortExport, cipher: Cipher, directory: Directory
) -> Iterator[bytes]:
    """The zip, a chunk at a time; raises `SealBroken` where one is missing or is another."""

    def _chunks(file: int, packed: Packed) -> Iterator[bytes]:
        for number in range(packed.chunks):
            with context.database.reading(Scope(row.centre_id)) as session:
                sealed = rows.chunk(session, row.id, file, number)
            place = _chunk_place(row.id, file, number, is_last=number == packed.chunks - 1)
            if sealed is None:
                raise SealBroken(place.table, place.column, str(row.id))
            yield cipher.open(place, sealed)

    return zip_of(directory.files, _chunks)


def _chunk_place(export_id: UUID, file: int, number: int, *, is_last: bool) -> Place:
    end = " last" if is_last else ""
    return Place("cohort_chunk", "content", uuid5(export_id, f"{file} {number}{end}"))


def _directory_place(export_id: UUID) -> Place:
    return Place("cohort_export", "contents", export_id)
