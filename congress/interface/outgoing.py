"""POST to an address that somebody else has chosen: by https alone, and to no machine of our own network (SSRF).

The name is looked up when sending, every address it has is judged, and the connection goes to the very address that
was judged: a name that answers otherwise the second time gains nothing. Redirects are not followed, proxies not asked.
"""

import http.client
import socket
import ssl
from collections.abc import Mapping
from contextlib import closing
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from django.conf import settings

from congress import gateways
from congress.gateways import Refused, Unreachable

LONGEST = 300
Address = IPv4Address | IPv6Address


class _Pinned(http.client.HTTPSConnection):
    """A connection to one address under the name of its host."""

    def __init__(self, host: str, address: str, port: int) -> None:
        self.secure = ssl.create_default_context()
        super().__init__(host, port, timeout=gateways.SECONDS, context=self.secure)
        self.address = address

    def connect(self) -> None:
        plain = socket.create_connection((self.address, self.port), self.timeout)
        self.sock = self.secure.wrap_socket(plain, server_hostname=self.host, do_handshake_on_connect=False)
        with gateways.cut_off(self.sock):
            self.sock.do_handshake()


def fault(url: str) -> str:
    """Why nothing can be sent to an address, as a sentence; empty when it may be tried. Nothing is looked up."""
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname
    except ValueError:
        return "推送地址写法不对"
    if parts.scheme != "https" or not host or len(url) > LONGEST:
        return f"推送地址应以 https:// 开头，最多{LONGEST}字"
    if not url.isascii() or not url.isprintable() or " " in url:
        return "推送地址里只能有英文字母、数字和符号"
    if parts.username is not None or parts.password is not None or parts.fragment or port == 0:
        return "推送地址里不要写用户名、密码和#"
    try:
        literal = ip_address(host)
    except ValueError:
        return ""
    return "" if is_allowed(literal) else "推送地址指向内部网络，运维没有放行"


def is_allowed(address: Address) -> bool:
    """Whether this machine may be spoken to: in the open network, or in one that the operator named."""
    mapped = getattr(address, "ipv4_mapped", None)
    address = mapped or address
    for text in settings.WEBHOOK_NETWORKS:
        network = ip_network(text)
        if address.version == network.version and address in network:
            return True
    hides_another = isinstance(address, IPv6Address) and (
        address.sixtofour or address.teredo or _is_translated(address)
    )
    return address.is_global and not (address.is_multicast or address.is_reserved or hides_another)


def _is_translated(address: IPv6Address) -> bool:
    """An IPv4 address behind a translator: 64:ff9b::/96, and whatever an operator uses like it."""
    return address in ip_network("64:ff9b::/96") or address in ip_network("64:ff9b:1::/48")


def post(url: str, body: bytes, headers: Mapping[str, str]) -> None:
    """Send it.

    Raises:
        Refused: the address may not be spoken to, or the answer is a no.
        Unreachable, Unconfirmed: see there.
    """
    if problem := fault(url):
        raise Refused(problem)
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    host, port = str(parts.hostname), parts.port or 443
    with closing(_Pinned(host, _judged(host, port), port)) as connection:
        gateways.exchange(connection, target, body, headers)


def _judged(host: str, port: int) -> str:
    """The address of a host, when none that it has is forbidden."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable("推送地址的域名解析不了") from error
    addresses = [str(entry[4][0]).partition("%")[0] for entry in found]
    if not addresses or not all(is_allowed(ip_address(address)) for address in addresses):
        raise Refused("推送地址指向内部网络，运维没有放行")
    return addresses[0]
