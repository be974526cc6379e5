"""How MDN's HTTP Observatory would score an answer, by the points of observatory.csv."""

import csv
import re
from collections.abc import Iterable, Mapping
from http.cookies import Morsel, SimpleCookie
from pathlib import Path
from urllib.parse import urlsplit

TABLE = Path(__file__).with_suffix(".csv")
HALF_A_YEAR = 15_768_000
BEGINS_WITH, LEAST_FOR_A_BONUS = 100, 90
SESSION = re.compile("sid|sess|csrf|device", re.IGNORECASE)  # what opens or guards a session
SCRIPT = re.compile(rb"<script\b[^>]*\bsrc=[\"']?([^\"' >]+)", re.IGNORECASE)
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
Finding = tuple[str, str]


def points() -> dict[Finding, int]:
    """What each finding gives or takes."""
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {(line["about"], line["finding"]): int(line["points"]) for line in csv.DictReader(lines)}


POINTS = points()


def score(found: Iterable[Finding]) -> int:
    """The sum; what is given counts only where little is taken."""
    counted = [POINTS[finding] for finding in found]
    least = BEGINS_WITH + sum(each for each in counted if each < 0)
    return least + sum(each for each in counted if each > 0) * (least >= LEAST_FOR_A_BONUS)


def findings(headers: Mapping[str, str], cookies: Iterable[str], body: bytes) -> set[Finding]:
    """What is to be said of one answer over https.

    Args:
        cookies: the lines that set them.
    """
    said = {name.lower(): value for name, value in headers.items()}
    policy = directives(said.get("content-security-policy", ""))
    return {
        ("policy", _policy(policy)),
        ("cookies", _cookies(cookies)),
        ("transport", _transport(said.get("strict-transport-security", ""))),
        ("framing", _framing(policy, said.get("x-frame-options", ""))),
        ("sniffing", "refused" if said.get("x-content-type-options") == "nosniff" else "none"),
        ("referrer", _referrer(said.get("referrer-policy", ""))),
        ("embedding", _embedding(said.get("cross-origin-resource-policy", ""))),
        ("sharing", "with everybody" if said.get("access-control-allow-origin") == "*" else "with nobody"),
        ("scripts", _scripts(said.get("content-type", ""), body)),
    }


def redirection(asked: str, status: int, location: str) -> Finding:
    """What is to be said of the answer to an address asked for in the clear."""
    to, host = urlsplit(location), urlsplit(asked).netloc
    if status not in (301, 302, 307, 308):
        return "redirection", "none"
    return "redirection", "to https on this host" if (to.scheme, to.netloc) == ("https", host) else "elsewhere first"


def directives(header: str) -> dict[str, list[str]]:
    """Each line of a policy by its name; of two with a name the first counts, as in browsers."""
    found: dict[str, list[str]] = {}
    for line in header.split(";"):
        if words := line.split():
            found.setdefault(words[0].lower(), [word.lower() for word in words[1:]])
    return found


def _policy(policy: dict[str, list[str]]) -> str:
    if not policy:
        return "none"
    default = policy.get("default-src", ["*"])
    scripts, styles = policy.get("script-src", default), policy.get("style-src", default)
    loose = {"'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:", "data:"}
    if loose & {*scripts, *policy.get("object-src", default)} or any("http:" in words for words in policy.values()):
        return "unsafe"
    if loose & {*styles}:
        return "unsafe styles"
    return "nothing unsafe and default-src 'none'" if default == ["'none'"] else "nothing unsafe"


def _cookies(lines: Iterable[str]) -> str:
    """The worst of all; a cookie that is taken back has nothing left to protect."""
    cookies = [cookie for line in lines for cookie in SimpleCookie(line).values() if cookie.value]
    if not cookies:
        return "none"
    order = ["session for scripts", "session without secure", "without secure", "secure", "secure and same-site"]
    return min((_cookie(cookie) for cookie in cookies), key=order.index)


def _cookie(cookie: Morsel[str]) -> str:
    of_a_session = bool(SESSION.search(cookie.key))
    if of_a_session and not cookie["httponly"]:
        return "session for scripts"
    if not cookie["secure"]:
        return "session without secure" if of_a_session else "without secure"
    return "secure and same-site" if cookie["samesite"] in ("Lax", "Strict") else "secure"


def _transport(header: str) -> str:
    age = re.search(r"max-age=(\d+)", header)
    if not age:
        return "none"
    return "half a year and more" if int(age[1]) >= HALF_A_YEAR else "shorter"


def _framing(policy: dict[str, list[str]], header: str) -> str:
    if "frame-ancestors" in policy and "*" not in policy["frame-ancestors"]:
        return "by the policy"
    return "by the old header" if header.upper() in ("DENY", "SAMEORIGIN") else "none"


def _referrer(header: str) -> str:
    if not header:
        return "none"
    return "private" if header.rpartition(",")[2].strip() in PRIVATE else "told to others"


def _embedding(header: str) -> str:
    return {"same-origin": "this site only", "same-site": "this site only", "": "none"}.get(header, "any site")


def _scripts(kind: str, body: bytes) -> str:
    """Addresses that name no host are of this site."""
    if not kind.startswith("text/html"):
        return "from this site or none"
    hosts = {urlsplit(address.decode(errors="replace")).netloc for address in SCRIPT.findall(body)}
    return "from this site or none" if hosts <= {""} else "from others"
