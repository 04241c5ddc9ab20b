"""Headers of every answer: what a browser may do with our pages, and that it keeps none of them.

Guards against: pages drawn in a frame or read across windows, features of the device that no page of ours uses, and pages of a signed-in
                person that stay in the cache of a browser. The content policy itself stands in the settings (django-csp).
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from bandi.foundation.access.models import Account

_OFF = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen", "geolocation", "gyroscope", "magnetometer",
    "microphone", "midi", "payment", "picture-in-picture", "screen-wake-lock", "usb", "xr-spatial-tracking",
)  # fmt: skip
_OWN = ("publickey-credentials-create", "publickey-credentials-get")
PERMISSIONS = ", ".join([*(f"{name}=()" for name in _OFF), *(f"{name}=(self)" for name in _OWN)])


class GuardingHeaders:
    """Adds the headers; pages of signed-in people are `no-store`, and so is everything that is not a static file."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.respond(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Embedder-Policy", "require-corp")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if isinstance(getattr(request, "user", None), Account) or "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store, private"
        return response
