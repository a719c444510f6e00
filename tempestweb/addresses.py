"""The address bar and the navigation stack: each as the other.

A route's name is a path below the app, its parameters are the query. `/shop/item?id=3`
opens on the route `/shop/item` with `{"id": "3"}`, with `/shop` and `/` below it.
"""

from __future__ import annotations

from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from tempest_core import Route, routes_from_path


def routes_of(url: str) -> list[Route]:
    """Make the stack that an address stands for, from the root to the screen shown.

    Args:
        url: A path below the app, perhaps with a query; anything else counts as the
            root.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        # `//[`, for one: what would be a host there is none.
        parts = urlsplit("/")
    routes = routes_from_path(unquote(parts.path))
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    if query:
        routes[-1] = Route(name=routes[-1].name, params=query)
    return routes


def address_of(route: Route) -> str:
    """Make the address that shows a route: a path, and a query if it has parameters.

    Parameters that are not text, numbers or booleans have no place in an address.
    """
    path = quote(route.name if route.name.startswith("/") else f"/{route.name}")
    plain = {
        name: str(value)
        for name, value in route.params.items()
        if isinstance(value, str | int | float)
    }
    return f"{path}?{urlencode(plain)}" if plain else path
