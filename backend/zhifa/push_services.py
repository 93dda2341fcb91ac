"""Which addresses the server may be made to post to: an endpoint comes from a browser, so from anybody."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

#: RFC 3986 without what has no place in an endpoint: no blanks, no backslashes, no control characters.
_PLAIN = re.compile(r"[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+")
MAX_LENGTH = 1000


def is_known(endpoint: str, services: Sequence[str]) -> bool:
    """Whether the endpoint is of one of these push services.

    Args:
        services: a host (``fcm.googleapis.com``), a domain with all beneath it (``.push.apple.com``), both by
            https on its own port only; or a whole origin (``http://127.0.0.1:9000``), taken as it is.
    """
    if len(endpoint) > MAX_LENGTH or not _PLAIN.fullmatch(endpoint):
        return False
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError:
        return False
    if parts.username is not None or parts.password is not None or not parts.hostname or parts.fragment:
        return False
    if f"{parts.scheme}://{parts.netloc}" in services:
        return True
    return parts.scheme == "https" and port in {None, 443} and _is_host(parts.hostname, services)


def origin_of(endpoint: str) -> str:
    """Scheme, host and a port that is not the scheme's own (RFC 6454): what a VAPID token is for."""
    parts = urlsplit(endpoint)
    own = {"https": 443, "http": 80}.get(parts.scheme)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{parts.scheme}://{host}" + (f":{parts.port}" if parts.port not in {None, own} else "")


def _is_host(host: str, services: Sequence[str]) -> bool:
    return any(host == service or (service.startswith(".") and host.endswith(service)) for service in services)
