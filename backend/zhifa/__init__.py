"""掌上执法: the server behind the officer's signed notebook.

A request's way: ``<feature>/routes.py`` → ``policy`` → ``service`` → ``queries`` → commit → response.
"""

import sys

#: structlog would load it for a developer's console that nothing here shows: 4 MB of every server's memory.
sys.modules.setdefault("rich", None)  # type: ignore[arg-type]

__version__ = "0.1.0"
