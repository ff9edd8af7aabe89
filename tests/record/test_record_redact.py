"""No secret leaves: not in headers, URLs, bodies, or cut in two by the chunks of a body."""

import pytest

from inspector.record.codec import encode
from inspector.record.events import BodyChunk, ExchangeEnded, Noted, RequestSent, ResponseStarted, SessionOpened
from inspector.record.problem import Problem
from inspector.record.redact import Redactor

CANARY = "canary-8c1f/with+odd=chars"


def kept(redactor, *events):
    return "\n".join(encode(out) for event in events for out in redactor.events(event))


def sent(*headers, url="https://x/mcp", body=b""):
    return RequestSent(exchange=1, purpose="p", method="POST", url=url, headers=headers, body=body)


@pytest.mark.parametrize(
    "header",
    [
        ("Authorization", f"Bearer {CANARY}"),
        ("authorization", CANARY),
        ("Proxy-Authorization", f"Basic {CANARY}"),
        ("Cookie", f"a={CANARY}"),
        ("X-Api-Key", CANARY),
        ("X-Auth-Token", CANARY),
        ("Mcp-Session-Id", CANARY),
    ],
)
def test_headers_that_carry_credentials_are_replaced(header):
    assert CANARY not in kept(Redactor(), sent(header))


def test_the_scheme_stays_readable():
    assert "Bearer ‹token " in kept(Redactor(), sent(("Authorization", f"Bearer {CANARY}")))


@pytest.mark.parametrize(
    "url",
    [
        f"https://user:{CANARY}@x/mcp".replace("/with", "-with"),
        f"https://x/mcp?api_key={CANARY}",
        f"https://x/mcp?a=1&access_token={CANARY}&b=2",
        f"https://x/mcp?code={CANARY}#f",
    ],
)
def test_credentials_in_urls_are_replaced(url):
    assert "canary-8c1f" not in kept(Redactor(), sent(url=url))


def test_the_same_secret_has_the_same_stand_in_everywhere():
    redactor = Redactor()
    text = kept(redactor, sent(("Authorization", f"Bearer {CANARY}")), Noted(text=f"saw {CANARY}"))
    stand_in = redactor.learn(CANARY)
    assert CANARY not in text
    assert text.count(stand_in) == 2


def test_an_echoed_secret_is_replaced_in_every_form():
    redactor = Redactor()
    kept(redactor, sent(("Authorization", f"Bearer {CANARY}")))
    quoted = 'tok"en\\canary'
    redactor.learn(quoted)
    body = f'{{"echo":"{CANARY}","form":"canary-8c1f%2Fwith%2Bodd%3Dchars","json":"tok\\"en\\\\canary"}}'.encode()
    text = kept(redactor, BodyChunk(exchange=1, data=body), ExchangeEnded(exchange=1))
    assert "canary" not in text


@pytest.mark.parametrize("cut", range(1, len(CANARY)))
def test_a_secret_cut_in_two_by_chunks_is_found(cut):
    redactor = Redactor()
    redactor.learn(CANARY)
    data = f"before {CANARY} after".encode()
    place = len("before ") + cut
    events = (
        BodyChunk(exchange=1, data=data[:place]),
        BodyChunk(exchange=1, data=data[place:]),
        ExchangeEnded(exchange=1),
    )
    out = [one for event in events for one in redactor.events(event)]
    joined = b"".join(one.data for one in out if isinstance(one, BodyChunk))
    assert joined == b"before " + redactor.learn(CANARY).encode() + b" after"


def test_a_held_tail_is_not_lost():
    redactor = Redactor()
    redactor.learn(CANARY)
    out = [
        one
        for event in (BodyChunk(exchange=1, data=b"ends in can"), ExchangeEnded(exchange=1))
        for one in redactor.events(event)
    ]
    assert b"".join(one.data for one in out if isinstance(one, BodyChunk)) == b"ends in can"
    assert isinstance(out[-1], ExchangeEnded)


def test_problems_notes_and_session_ids_are_replaced():
    redactor = Redactor()
    redactor.learn(CANARY)
    text = kept(
        redactor,
        ExchangeEnded(exchange=1, problem=Problem(fault="server", what=CANARY, seen=CANARY, advice=CANARY)),
        SessionOpened(revision="r", exchange=1, session_id=CANARY),
        ResponseStarted(
            exchange=1,
            status=200,
            reason=CANARY,
            http_version="HTTP/1.1",
            headers=(("Set-Cookie", CANARY), ("X", CANARY)),
        ),
    )
    assert CANARY not in text


def test_what_is_no_secret_stays():
    text = kept(Redactor(), sent(("Accept", "text/html"), url="https://x/mcp?page=2", body=b'{"a":1}'))
    assert "text/html" in text
    assert "page=2" in text
    assert '{\\"a\\":1}' in text


def test_secrets_that_are_no_utf_8_are_learnt_and_replaced():
    redactor = Redactor()
    text = kept(redactor, sent(("Mcp-Session-Id", "secret-\udc9b-\ud800")), Noted(text="saw secret-\udc9b-\ud800"))
    assert "secret-" not in text
    assert redactor.data(b"raw") == b"raw"


def test_a_stand_in_stays_what_it_is():
    once = kept(Redactor(), sent(("Authorization", f"Bearer {CANARY}"), ("X-Api-Key", CANARY)))
    stand_in = Redactor().learn(CANARY)
    assert kept(Redactor(), sent(("Authorization", f"Bearer {stand_in}"), ("X-Api-Key", stand_in))) == once


class Watched(bytes):
    """Bytes that count how often somebody takes a slice of them."""

    slices = 0

    def __getitem__(self, key):
        self.slices += 1
        return super().__getitem__(key)


@pytest.mark.parametrize("secrets", [(), ("secret-of-some-length",)])
def test_a_chunk_is_looked_through_no_further_than_a_secret_reaches(secrets):
    redactor = Redactor()
    for secret in secrets:
        redactor.learn(secret)
    data = Watched(b"x" * 1000)
    [kept] = redactor.events(BodyChunk(exchange=1, data=data))
    assert kept.data == data
    assert data.slices <= 1 + sum(map(len, secrets))
