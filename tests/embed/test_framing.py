"""Who may frame which address."""

import pytest

from regelruimte.embed.framing import ancestors_for

HOSTS = ("https://ambtenaar20.ning.com", "http://ambtenaar20.ning.com")
OURS_AND_HOSTS = "'self' https://ambtenaar20.ning.com http://ambtenaar20.ning.com"
EMBEDDED = ["/check", "/check/", "/voorstel", "/voorstel/abc/regel", "/voorstel/abc/bestaat-niet"]
UNFRAMED = [
    "/mijn/abc",
    "/reactie/abc",
    "/werkruimte",
    "/privacy",
    "/toegankelijkheid",
    "/.well-known/security.txt",
    "/healthz",
    "/postbak",
    "/bestaat-niet",
    "/checklist",
    "/voorstellen",
    "/mijn/check",
    "/Check",
    "",
    "//check",
]


@pytest.mark.parametrize("path", EMBEDDED)
def test_the_check_and_the_proposal_may_be_framed_by_the_hosts(path: str) -> None:
    assert ancestors_for(HOSTS)(path) == OURS_AND_HOSTS


@pytest.mark.parametrize("path", EMBEDDED)
def test_without_hosts_they_may_be_framed_by_ourselves_only(path: str) -> None:
    assert ancestors_for(())(path) == "'self'"


@pytest.mark.parametrize("hosts", [(), HOSTS])
def test_the_call_may_be_framed_by_ourselves_only(hosts: tuple[str, ...]) -> None:
    assert ancestors_for(hosts)("/") == "'self'"


@pytest.mark.parametrize("path", UNFRAMED)
@pytest.mark.parametrize("hosts", [(), HOSTS])
def test_everything_else_may_be_framed_by_nobody(path: str, hosts: tuple[str, ...]) -> None:
    assert ancestors_for(hosts)(path) == "'none'"
