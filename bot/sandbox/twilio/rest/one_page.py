"""A list of the API that is always short: everything stands on its first page."""

from typing import Any

_SIZE = 50


def one_page(root: str, name: str, shown: list[dict[str, Any]]) -> dict[str, Any]:
    """The list below ``root``, its items under ``name``."""
    uri = f"{root}.json?PageSize={_SIZE}&Page=0"
    return {
        "first_page_uri": uri,
        "next_page_uri": None,
        "previous_page_uri": None,
        "uri": uri,
        "page": 0,
        "page_size": _SIZE,
        "start": 0,
        "end": max(len(shown) - 1, 0),
        name: shown,
    }
