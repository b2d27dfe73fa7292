"""A record as a layout sees it.

The one invariant: a field is a question of its own, so a page is rendered anew by what it shows of a record, and by
nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from khao.model import Named, Scalar

Ask = Callable[..., Any]


class RecordView:
    """A record with its id, name and URL; every other attribute is asked for when it is read."""

    def __init__(self, named: Named, ask: Ask) -> None:
        self._named, self._ask = named, ask

    @property
    def collection(self) -> str:
        """The collection that it is of."""
        return self._named.collection

    @property
    def id(self) -> str:
        """Its lasting id."""
        return self._named.id

    @property
    def name(self) -> str:
        """Its name."""
        return self._named.name

    @property
    def url(self) -> str:
        """The page of the record."""
        return self._named.url

    @property
    def fields(self) -> Mapping[str, Any]:
        """All its fields but for id and name: whoever reads them is rendered anew with each."""
        found: Mapping[str, Any] = self._asked("fields")
        return found

    def get(self, name: str, default: object = "") -> Any:
        """A field that not every record has."""
        found = self._asked("field", name=name)
        return found[0] if found else default

    def __getattr__(self, name: str) -> Any:
        # Jinja looks for names of its own as well.
        found = () if name.startswith("_") else self._asked("field", name=name)
        if not found:
            raise AttributeError(name)
        return found[0]

    def _asked(self, question: str, **args: Scalar) -> Any:
        return self._ask(question, collection=self._named.collection, id=self._named.id, **args)
