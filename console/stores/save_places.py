"""Where a file may be put without a copy of it going elsewhere by itself (screens.md 3.8)."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import QStandardPaths, QStorageInfo


class PlaceRisk(StrEnum):
    """Why somebody is asked once more."""

    SYNCED = "synced"
    """What lies there is copied to a service on the network."""
    NETWORK = "network"
    REMOVABLE = "removable"


class Mount(NamedTuple):
    """What a folder lies on: where it hangs, its kind of file system, its device."""

    root: str
    kind: str
    device: str


_SYNCED_NAMES: Final = (
    "onedrive", "dropbox", "google drive", "googledrive", "gdrive", "icloud", "icloud drive",
    "mobile documents", "nextcloud", "owncloud", "box", "box sync", "kdrive", "pcloud", "mega",
    "megasync", "syncthing", "sharepoint", "seafile", "hubic", "cloudstorage",
)  # fmt: skip
_SYNCED_MARKS: Final = (".stfolder", ".dropbox", ".owncloudsync.log", ".nextcloudsync.log")
_SYNCED_VARIABLES: Final = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_NETWORK_KINDS: Final = frozenset(
    {"nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "afpfs", "webdav", "davfs", "9p", "ncpfs",
     "fuse.sshfs", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.davfs2", "afs", "ceph", "glusterfs"}
)  # fmt: skip
_STICK_KINDS: Final = frozenset({"vfat", "exfat", "msdos", "msdosfs", "fat32", "udf", "iso9660"})
_MEDIA: Final = ("/media/", "/run/media/", "/mnt/usb", "/Volumes/")


def risk_of(folder: Path) -> PlaceRisk | None:
    """Why a folder is not a good place, None for one that is; links are followed first."""
    whole = folder.resolve()
    info = QStorageInfo(str(whole))
    device = bytes(info.device().data()).decode(errors="replace")
    kind = bytes(info.fileSystemType().data()).decode(errors="replace")
    return judged(whole, Mount(info.rootPath(), kind, device), os.environ)


def judged(folder: Path, mount: Mount, environment: Mapping[str, str]) -> PlaceRisk | None:
    """The same of a folder whose disk is known."""
    if _is_synced(folder, environment):
        return PlaceRisk.SYNCED
    kind = mount.kind.lower()
    is_share = str(folder).startswith(("\\\\", "//")) or mount.device.startswith(("\\\\", "//"))
    if is_share or kind in _NETWORK_KINDS:
        return PlaceRisk.NETWORK
    hangs_in = f"{mount.root.rstrip('/')}/"
    is_medium = any(hangs_in.startswith(each) and hangs_in != each for each in _MEDIA)
    return PlaceRisk.REMOVABLE if is_medium or kind in _STICK_KINDS else None


def first_folder() -> Path:
    """Where the window of the system opens: downloads, or what else is not copied elsewhere."""
    kinds = QStandardPaths.StandardLocation
    places = (kinds.DownloadLocation, kinds.DocumentsLocation, kinds.HomeLocation)
    return safest(
        Path(path) for path in map(QStandardPaths.writableLocation, places) if path
    )  # fmt: skip


def safest(folders: Iterable[Path]) -> Path:
    """The first that is there and without a risk; the home folder when there is none."""
    good = (each for each in folders if each.is_dir() and risk_of(each) is None)
    return next(good, Path.home())


def _is_synced(folder: Path, environment: Mapping[str, str]) -> bool:
    steps = (folder, *folder.parents)
    told = [Path(environment[name]) for name in _SYNCED_VARIABLES if environment.get(name)]
    if any(each in steps for each in told):
        return True
    if any(_names_service(each.name.lower()) for each in steps):
        return True
    return any((each / mark).exists() for each in steps for mark in _SYNCED_MARKS)


def _names_service(name: str) -> bool:
    """`OneDrive - CHU de Kerlann` is one, too; `boxes` is none."""
    return any(name == each or name.startswith(f"{each} - ") for each in _SYNCED_NAMES)
