"""The rich_text block, as far as an app writes one."""

from bot.sandbox.slack.blocks.rules import array, boolean, integer, one_of, shape, string, typed

_STYLE = shape(
    {}, dict.fromkeys(("bold", "italic", "strike", "code", "underline", "highlight", "unlink"), boolean)
)
_STYLED = {"style": _STYLE}
_INLINE = typed(
    {
        "text": shape({"text": string()}, _STYLED),
        "link": shape({"url": string(3000)}, {"text": string(), "unsafe": boolean, **_STYLED}),
        "user": shape({"user_id": string(50)}, _STYLED),
        "usergroup": shape({"usergroup_id": string(50)}, _STYLED),
        "channel": shape({"channel_id": string(50)}, _STYLED),
        "broadcast": shape({"range": one_of("here", "channel", "everyone")}),
        "emoji": shape(
            {"name": string(100)}, {"unicode": string(100), "skin_tone": integer(1, 6), **_STYLED}
        ),
        "date": shape(
            {"timestamp": integer(), "format": string(300)}, {"url": string(3000), "fallback": string(300)}
        ),
        "color": shape({"value": string(20)}),
    }
)
_SECTION = shape({"elements": array(_INLINE, 1000, least=0)})
_QUOTE = shape({"elements": array(_INLINE, 1000, least=0)}, {"border": integer(0, 1)})
_LIST = shape(
    {"style": one_of("bullet", "ordered"), "elements": array(typed({"rich_text_section": _SECTION}), 1000)},
    {"indent": integer(0, 8), "offset": integer(), "border": integer(0, 1)},
)

ELEMENTS = array(
    typed(
        {
            "rich_text_section": _SECTION,
            "rich_text_list": _LIST,
            "rich_text_preformatted": _QUOTE,
            "rich_text_quote": _QUOTE,
        }
    ),
    1000,
)
