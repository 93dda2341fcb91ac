"""掌上执法: the server behind the officer's signed notebook.

A request's way: ``<feature>/routes.py`` → ``policy`` → ``service`` → ``queries`` → commit → response.
"""

__version__ = "0.1.0"
