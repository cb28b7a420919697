"""What every table of the manifest is made of."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
"""The pattern of every id, here, in the tables and in the layers."""

Id = Annotated[str, Field(pattern=ID)]
Line = Annotated[str, Field(min_length=1)]


class Entry(BaseModel):
    """A table of the manifest: frozen, and an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Translated(Entry):
    """An entry whose texts may stand in further languages as `<key>_<language>`."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={"patternProperties": {r"^[a-z_]+_[a-z]{2,3}$": {"type": "string"}}},
    )
    translations: dict[str, dict[str, str]] = Field(default_factory=dict, exclude=True, repr=False)
