"""Which era does a server speak? Each row is what it answers, and what must be concluded (requirements A.7)."""

import pytest

from inspector.protocol.probe import Answered, Ask, find_revision
from inspector.record.problem import Problem, RemoteError

DISCOVER = Ask("server/discover", "2026-07-28")
INITIALIZE = Ask("initialize", "2025-11-25")
NOTHING = Answered(404, 1, problem=Problem(fault="server", what="There is no MCP endpoint at this address (404)"))


def discovered(*versions):
    return Answered(200, 1, result={"supportedVersions": list(versions), "capabilities": {}})


def initialized(revision):
    return Answered(200, 2, result={"protocolVersion": revision, "capabilities": {}})


def error(code, status=400, **data):
    return Answered(status, 1, error={"code": code, "message": "no", "data": data})


def play(protocol, *script):
    """Each pair of the script is the question that must come and the answer it gets."""
    probe, answer = find_revision(protocol), None
    try:
        for question, answer_to_it in script:
            assert (next(probe) if answer is None else probe.send(answer)) == question
            answer = answer_to_it
        probe.send(answer)
    except StopIteration as end:
        return end.value.revision
    raise AssertionError("the probe asks on after the script's end")


@pytest.mark.parametrize(
    ("script", "revision"),
    [
        pytest.param([(DISCOVER, discovered("2026-07-28"))], "2026-07-28", id="stateless"),
        pytest.param([(DISCOVER, discovered("2099-01-01", "2026-07-28"))], "2026-07-28", id="newer ones too"),
        pytest.param(
            [(DISCOVER, discovered("2025-06-18")), (Ask("initialize", "2025-06-18"), initialized("2025-06-18"))],
            "2025-06-18",
            id="advertises only handshake revisions",
        ),
        pytest.param(
            [(DISCOVER, error(-32022, supported=["2026-07-28"])), (DISCOVER, discovered("2026-07-28"))],
            "2026-07-28",
            id="refuses, and names the same",
        ),
        pytest.param(
            [
                (DISCOVER, error(-32004, supported=["2025-03-26"])),
                (Ask("initialize", "2025-03-26"), initialized("2025-03-26")),
            ],
            "2025-03-26",
            id="pre-release number of the refusal",
        ),
        pytest.param([(DISCOVER, NOTHING), (INITIALIZE, initialized("2025-11-25"))], "2025-11-25", id="404, empty"),
        pytest.param(
            [(DISCOVER, error(-32601, 200)), (INITIALIZE, initialized("2025-06-18"))], "2025-06-18", id="unknown method"
        ),
        pytest.param(
            [(DISCOVER, error(-32600)), (INITIALIZE, initialized("2025-03-26"))], "2025-03-26", id="wants a session"
        ),
        pytest.param(
            [(DISCOVER, error(-32001)), (INITIALIZE, initialized("2025-11-25"))], "2025-11-25", id="-32001 of older use"
        ),
        pytest.param(
            [(DISCOVER, Answered(200, 1, result={"odd": 1})), (INITIALIZE, initialized("2025-11-25"))],
            "2025-11-25",
            id="a result of another shape",
        ),
        pytest.param(
            [
                (DISCOVER, NOTHING),
                (INITIALIZE, error(-32602, supported=["2025-03-26"])),
                (Ask("initialize", "2025-03-26"), initialized("2025-03-26")),
            ],
            "2025-03-26",
            id="initialize names another revision",
        ),
        pytest.param(
            [
                (DISCOVER, error(-32601, 404)),
                (INITIALIZE, error(-32022, supported=["2026-07-28"])),
                (DISCOVER, error(-32601, 404)),
            ],
            "2026-07-28",
            id="stateless without the method it must have",
        ),
    ],
)
def test_auto_finds_the_revision(script, revision):
    assert play("auto", *script) == revision


@pytest.mark.parametrize(
    ("script", "what", "seen"),
    [
        ([(DISCOVER, discovered("2099-01-01"))], "no protocol revision in common", "2099-01-01"),
        ([(DISCOVER, error(-32022, supported=["1999"]))], "no protocol revision in common", "1999"),
        ([(DISCOVER, error(-32020))], "refused the discovery", "-32020"),
        ([(DISCOVER, error(-32021))], "refused the discovery", "-32021"),
        ([(DISCOVER, NOTHING), (INITIALIZE, NOTHING)], "no MCP endpoint", ""),
        ([(DISCOVER, NOTHING), (INITIALIZE, error(-32603))], "does not answer initialize", "-32603"),
        ([(DISCOVER, NOTHING), (INITIALIZE, initialized("2026-07-28"))], "answered initialize with", "2026-07-28"),
        ([(DISCOVER, NOTHING), (INITIALIZE, initialized("2024-11-05"))], "answered initialize with", "2024-11-05"),
        ([(DISCOVER, NOTHING), (INITIALIZE, initialized(None))], "answered initialize with", "None"),
        ([(DISCOVER, NOTHING), (INITIALIZE, Answered(200, 1, result=[]))], "does not answer initialize", "shape"),
    ],
)
def test_no_agreement_says_what_was_seen(script, what, seen):
    with pytest.raises(RemoteError) as refusal:
        play("auto", *script)
    assert what in refusal.value.problem.what
    assert seen in refusal.value.problem.seen


@pytest.mark.parametrize("revision", ["2025-11-25", "2025-06-18", "2025-03-26"])
def test_a_revision_that_was_told_is_asked_for_at_once(revision):
    assert play(revision, (Ask("initialize", revision), initialized(revision))) == revision


def test_a_revision_that_was_told_is_insisted_on():
    with pytest.raises(RemoteError, match="revision '2025-03-26'"):
        play("2025-11-25", (INITIALIZE, initialized("2025-03-26")))
    with pytest.raises(RemoteError, match="in common"):
        play("2026-07-28", (DISCOVER, discovered("2025-11-25")))
    with pytest.raises(RemoteError, match="no MCP endpoint"):
        play("2026-07-28", (DISCOVER, NOTHING))
