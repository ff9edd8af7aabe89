"""The prompts of the demo server, and the completion of their arguments and of the templates' variables."""

from mcp.shared.exceptions import MCPError
from mcp_types import (
    INVALID_PARAMS,
    CompleteRequestParams,
    Completion,
    GetPromptResult,
    Prompt,
    PromptArgument,
    PromptMessage,
    PromptReference,
    TextContent,
)

from inspector.demo.pictures import PALETTES, landscape
from inspector.demo.resources import NUMBERED
from inspector.demo.texts import CITIES, GUIDE
from inspector.demo.tool import embedded_text, image

LANGUAGES = ("C", "C++", "Go", "Haskell", "Java", "JavaScript", "Kotlin", "Perl", "PHP", "Python", "Ruby", "Rust")
FRAMEWORKS = {"Python": ("Django", "Flask", "Textual"), "JavaScript": ("React", "Svelte", "Vue"), "Ruby": ("Rails",)}
TONES = ("friendly", "formal", "terse")

PROMPTS = (
    Prompt(name="write_haiku", title="Write a haiku", description="No arguments, one message."),
    Prompt(
        name="review_code",
        title="Review code",
        description="Required and optional arguments; the values complete as you type.",
        arguments=[
            PromptArgument(name="code", title="Code", description="What to review", required=True),
            PromptArgument(name="language", title="Language", description="Which language it is in", required=True),
            PromptArgument(name="framework", title="Framework", description="Depends on the language"),
            PromptArgument(name="tone", title="Tone", description="friendly, formal or terse"),
        ],
    ),
    Prompt(
        name="describe_picture",
        title="Describe a picture",
        description="A message with an image.",
        arguments=[PromptArgument(name="time", description="Time of the day", required=False)],
    ),
    Prompt(
        name="explain_guide",
        title="Explain the guide",
        description="Several messages of both roles, and an embedded resource.",
    ),
)
# What completes an argument or a variable, whatever it belongs to.
VALUES: dict[str, tuple[str, ...]] = {
    "language": LANGUAGES,
    "tone": TONES,
    "time": tuple(PALETTES),
    "name": tuple(CITIES),
    "country": tuple(sorted(set(CITIES.values()))),
    "number": tuple(str(number) for number in range(1, NUMBERED + 1)),
}
COMPLETIONS_AT_ONCE = 100


def get_prompt(name: str, arguments: dict[str, str]) -> GetPromptResult:
    """Return the messages of a prompt.

    Raises `MCPError` (invalid params) for an unknown prompt, a missing argument or one with no meaning here.
    """
    prompt = next((prompt for prompt in PROMPTS if prompt.name == name), None)
    if prompt is None:
        raise MCPError(INVALID_PARAMS, f"No prompt is called {name}")
    missing = [a.name for a in prompt.arguments or () if a.required and not arguments.get(a.name)]
    if missing:
        raise MCPError(INVALID_PARAMS, f"Missing arguments: {', '.join(missing)}", {"missing": missing})
    return GetPromptResult(description=prompt.description, messages=_messages(name, arguments))


def complete(params: CompleteRequestParams) -> Completion:
    """Return the values that begin with what was typed, at most 100 (MCP, Completion)."""
    chosen = params.context.arguments if params.context and params.context.arguments else {}
    known = VALUES.get(params.argument.name, ())
    if params.argument.name == "framework" and isinstance(params.ref, PromptReference):
        known = FRAMEWORKS.get(chosen.get("language", ""), ())
    typed = params.argument.value.casefold()
    found = [value for value in known if value.casefold().startswith(typed)]
    return Completion(values=found[:COMPLETIONS_AT_ONCE], total=len(found), has_more=len(found) > COMPLETIONS_AT_ONCE)


def _messages(name: str, arguments: dict[str, str]) -> list[PromptMessage]:
    if name == "write_haiku":
        return [_said("Write a haiku about a stream of bytes.")]
    if name == "review_code":
        wish = f"Review this {arguments['language']} code"
        wish += f" ({arguments['framework']})" if arguments.get("framework") else ""
        wish += f", in a {arguments.get('tone') or 'friendly'} tone:"
        return [_said(f"{wish}\n\n```\n{arguments['code']}\n```")]
    if name == "describe_picture":
        time = next((time for time in PALETTES if time == (arguments.get("time") or "dusk")), None)
        if time is None:
            raise MCPError(INVALID_PARAMS, f"No such time of the day: {arguments['time']}", {"known": list(PALETTES)})
        return [
            _said("What do you see?"),
            PromptMessage(role="user", content=image(landscape(time), "image/png")),
        ]
    return [
        PromptMessage(role="user", content=embedded_text("demo://docs/guide.md", GUIDE, "text/markdown")),
        _said("Explain this guide in two sentences."),
        PromptMessage(role="assistant", content=TextContent(text="It lists what this server can show.")),
    ]


def _said(text: str) -> PromptMessage:
    return PromptMessage(role="user", content=TextContent(text=text))
