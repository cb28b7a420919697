"""What the list of lessons offers besides the pages: files to take along or to upload."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Download:
    """A file of the site. `lesson` is an id; `name` is below `lessons/`.

    `label` is what it is called, `use` what it is for, in plain words.
    """

    lesson: str
    label: str
    use: str
    name: str
    data: bytes

    @property
    def size(self) -> str:
        """As it is shown beside the link."""
        kilobytes = len(self.data) / 1000
        return f"{kilobytes / 1000:.1f} MB" if kilobytes >= 1000 else f"{max(1, kilobytes):.0f} kB"
