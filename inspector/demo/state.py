"""What the demo server remembers while it runs, over all its clients."""

from collections import Counter
from dataclasses import dataclass, field

from mcp.server.subscriptions import InMemorySubscriptionBus
from mcp_types import LoggingLevel


@dataclass
class State:
    """Notes people added, how slow calls ended, and the log level each session asked for.

    `slow_calls` counts `running`, `finished` and `cancelled`; `levels` is keyed by session id.
    """

    notes: dict[int, str] = field(default_factory=dict)
    slow_calls: Counter[str] = field(default_factory=lambda: Counter(running=0, finished=0, cancelled=0))
    levels: dict[str, LoggingLevel] = field(default_factory=dict)
    changes: InMemorySubscriptionBus = field(default_factory=InMemorySubscriptionBus)
