"""What every page of the desk knows."""

from __future__ import annotations

from django.http import HttpRequest


def desk(request: HttpRequest) -> dict[str, object]:
    """Context of the frame around every page."""
    return {}
