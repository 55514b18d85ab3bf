"""Which fields of an object are shown, and how long lists are cut into pages."""

import base64
import binascii
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bot.sandbox.meta.errors import GraphError

Json = dict[str, Any]
DEFAULT_PAGE, MAX_PAGE = 25, 1000


def chosen(shown: Json, params: Mapping[str, Any], default: Iterable[str], node_type: str) -> Json:
    """The fields that were asked for, and the id. Raises GraphError for one that does not exist."""
    asked = params.get("fields")
    names = [each.strip() for each in str(asked).split(",") if each.strip()] if asked else list(default)
    for name in names:
        if name.partition("{")[0] not in shown:
            raise GraphError(
                100, message=f"(#100) Tried accessing nonexisting field ({name}) on node type ({node_type})"
            )
    picked = {name.partition("{")[0]: shown[name.partition("{")[0]] for name in names}
    return {**picked, "id": shown["id"]}


def page(found: list[Json], params: Mapping[str, Any], url: str, show: Callable[[Json], Json]) -> Json:
    """A page of a list with its cursors, and the address of the next page if there is one."""
    size = min(_number(params.get("limit"), DEFAULT_PAGE), MAX_PAGE)
    ids = [each["id"] for each in found]
    start, end = 0, size
    if "after" in params:
        start = _place(str(params["after"]), ids) + 1
        end = start + size
    elif "before" in params:
        end = _place(str(params["before"]), ids)
        start = max(end - size, 0)
    part = found[start:end]
    if not part:
        return {"data": []}
    paging: Json = {"cursors": {"before": _cursor(part[0]["id"]), "after": _cursor(part[-1]["id"])}}
    if end < len(found):
        paging["next"] = f"{url}?limit={size}&after={paging['cursors']['after']}"
    if start:
        paging["previous"] = f"{url}?limit={size}&before={paging['cursors']['before']}"
    return {"data": [show(each) for each in part], "paging": paging}


def _cursor(object_id: str) -> str:
    return base64.urlsafe_b64encode(object_id.encode()).decode().rstrip("=")


def _place(cursor: str, ids: list[str]) -> int:
    try:
        return ids.index(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode())
    except (binascii.Error, ValueError):
        raise GraphError(100, message="(#100) Invalid cursors values") from None


def _number(given: Any, default: int) -> int:
    if given is None:
        return default
    if not str(given).isdigit() or int(given) < 1:
        raise GraphError(100, message="(#100) Param limit must be an integer greater than 0.")
    return int(given)
