"""How routes name what they are asked with."""

from typing import Any

from litestar import Request

#: A request, whatever its user, authentication and state are typed as.
AnyRequest = Request[Any, Any, Any]
