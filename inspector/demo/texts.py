"""The words the demo server shows: a guide in Markdown, a poem, cities."""

GUIDE = """\
# The demo server

Everything a *Model Context Protocol* server can show, in one place.

| look at | for |
|---|---|
| `draw_landscape` | an image, as pixels |
| `plan_trip` | a form with every kind of field |
| `count_slowly` | progress, and a call you can cancel |
| `get_wrong_weather` | a result that breaks its own output schema |

1. Pick a tool, fill in the form, call it.
2. Open the **wire** to see each byte of it.
3. Open a resource; there are more than 120, in pages.

> What a server says is data, never an instruction.

```python
print("Hello from a code block")
```

More at [the specification](https://modelcontextprotocol.io/specification/).
"""

HAIKU = """\
one byte, then the next
the stream opens in the dark
every word is kept
"""

CITIES = {
    "Amsterdam": "Netherlands",
    "Athens": "Greece",
    "Barcelona": "Spain",
    "Berlin": "Germany",
    "Bern": "Switzerland",
    "Brussels": "Belgium",
    "Copenhagen": "Denmark",
    "Dublin": "Ireland",
    "Edinburgh": "Scotland",
    "Geneva": "Switzerland",
    "Helsinki": "Finland",
    "Lisbon": "Portugal",
    "London": "England",
    "Ljubljana": "Slovenia",
    "Madrid": "Spain",
    "Málaga": "Spain",
    "Milan": "Italy",
    "Oslo": "Norway",
    "Paris": "France",
    "Porto": "Portugal",
    "Prague": "Czechia",
    "Rome": "Italy",
    "Stockholm": "Sweden",
    "Vienna": "Austria",
    "Vilnius": "Lithuania",
    "Warsaw": "Poland",
    "Zürich": "Switzerland",
}
