"""Every answer carries its guarding headers, and the deployment check of Django has nothing to say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bandi.foundation.access.headers import PERMISSIONS
from bandi.foundation.access.models import Account
from tests.conftest import run

PAGES = ["/sign-in/", "/", "/security/", "/security/app/", "/security/keys/new/", "/activities/", "/nothing-here/", "/activities/export.csv", "/journal/"]


def policy(response: Any) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in response["Content-Security-Policy"].split(";") if part.strip())
    return {name: value for name, _space, value in parts}


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_every_page_lets_nothing_in_and_leaves_nothing_behind(ada: Account, page: str) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(ada)
    response = client.get(page)
    found = policy(response)

    assert found["default-src"] == found["base-uri"] == found["frame-ancestors"] == "'none'"
    assert "unsafe" not in str(found)
    assert {value for name, value in found.items() if name not in {"default-src", "base-uri", "frame-ancestors"}} == {"'self'"}
    assert response["Cache-Control"] == "no-store, private"
    assert response["Cross-Origin-Opener-Policy"] == response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Permissions-Policy"] == PERMISSIONS


def test_only_keys_are_allowed_of_all_that_a_device_can_do() -> None:
    allowed = {part.split("=")[0] for part in PERMISSIONS.split(", ") if not part.endswith("=()")}

    assert allowed == {"publickey-credentials-create", "publickey-credentials-get"}


@pytest.mark.django_db
def test_no_cookie_can_be_read_by_a_script_or_sent_from_elsewhere(ada: Account) -> None:
    client = Client()
    client.force_login(ada)
    answers = [client.get("/security/"), client.post(reverse("set_language"), {"language": "en"}), Client().post("/sign-in/key/question/")]
    cookies = {name: morsel for answer in answers for name, morsel in answer.cookies.items()}

    assert len(cookies) >= 4
    for name, morsel in cookies.items():
        assert morsel["httponly"], name
        assert morsel["samesite"] in {"Strict", "Lax"}, name


@pytest.mark.slow
def test_over_https_the_deployment_check_has_nothing_to_say(tmp_path: Path) -> None:
    done = run(tmp_path, "check", "--deploy", "--fail-level", "INFO", BANDI_HTTPS="yes", BANDI_HOSTS="desk.acorn.example", BANDI_KEY_HOST="desk.acorn.example", BANDI_SAMPLE="no", DJANGO_ALLOW_ASYNC_UNSAFE="")
    plain = run(tmp_path, "check", "--deploy", "--fail-level", "INFO", BANDI_HTTPS="no", BANDI_SAMPLE="no")

    assert (done.returncode, "no issues" in done.stdout) == (0, True), done.stdout + done.stderr
    assert plain.returncode != 0, "the check speaks when https is off"
