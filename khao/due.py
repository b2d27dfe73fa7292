"""What readers see of the items at a moment, what their makers see besides, and when that changes by itself.

The one invariant: it depends on the items and on what the run was told, its moment included, and on nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from khao.config import Config
from khao.model import Item, Withdrawn
from khao.site import Awaited, Reason


def reason(item: Item, config: Config) -> Reason | None:
    """Why an item does not exist at this moment, if it doesn't."""
    if item.draft and not config.drafts:
        return "draft"
    if item.live_from > config.now and not config.future:
        return "scheduled"
    if item.expires and item.expires <= config.now:
        return "expired"
    return None


def tombstone(item: Item, why: Reason) -> Withdrawn | None:
    """What readers are told where an item was, if it is withheld because its time is over and it says something."""
    if why != "expired" or not item.tombstone or item.expires is None:
        return None
    return Withdrawn(item.url, item.tombstone, item.expires, item.lang)


def awaited(items: Mapping[str, Item], config: Config) -> dict[str, Awaited] | None:
    """What keeps items from readers, by id; None where nobody else looks."""
    if not (config.drafts or config.future):
        return None
    return {id: found for id, item in items.items() if (found := awaits(item, config.now))}


def awaits(item: Item, now: datetime) -> Awaited | None:
    """What keeps an item from readers; None when nothing does."""
    if item.draft:
        return "draft"
    return item.live_from if item.live_from > now else None


def change(items: Iterable[Item], config: Config) -> tuple[datetime, str] | None:
    """(moment, id of the item) of the next item to appear or to be withdrawn."""
    due = [
        (moment, item.id)
        for item in items
        if config.drafts or not item.draft
        for moment in ((item.expires,) if item.draft else (item.live_from, item.expires))
        if moment and moment > config.now
    ]
    return min(due, default=None)
