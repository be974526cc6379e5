"""What every answer tells the browser, whoever made it."""

from collections.abc import Mapping

WANTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# What would open an answer to scripts of other sites.
FOR_OTHERS = ("Access-Control-Allow-Origin", "Access-Control-Allow-Credentials")
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'none'",
    "connect-src 'self'",
    "media-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
}
# Of a file: nothing in it runs, is loaded or is shown inside a page.
POLICY_OF_A_FILE = {"default-src 'none'", "frame-ancestors 'none'", "sandbox"}


def is_for_everybody(headers: Mapping[str, str]) -> bool:
    """A public page: the same for all, so a cache may keep it, and asks each time."""
    is_same = "cookie" not in headers.get("Vary", "").lower() and "Set-Cookie" not in headers
    return headers.get("Cache-Control") == "public, no-cache" and is_same


def missing(headers: Mapping[str, str]) -> list[str]:
    """What an answer does not say of that which all say."""
    found = [f"{name} is {headers.get(name)}" for name, value in WANTED.items() if headers.get(name) != value]
    found += [] if "Permissions-Policy" in headers else ["Permissions-Policy"]
    found += [name for name in FOR_OTHERS if name in headers]
    policy = {part.strip() for part in headers.get("Content-Security-Policy", "").split(";")}
    if policy not in (POLICY, POLICY_OF_A_FILE):
        found.append(f"Content-Security-Policy: {sorted(policy ^ POLICY)}")
    if "no-store" not in headers.get("Cache-Control", "") and not is_for_everybody(headers):
        found.append("Cache-Control")
    return found
