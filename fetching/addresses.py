"""Which addresses are read: those of the public web, each in one spelling."""

import re
import unicodedata
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import quote, urlsplit

import idna

from community.outside import LONGEST_LINK, ForbiddenAddress

PORTS = {"http": 80, "https": 443}
# What people copy from a button "subscribe" is a web address by another name.
_OTHER_NAMES = {"webcal": "https", "webcals": "https", "feed": "https"}
_PARTS = re.compile(
    r"(?P<scheme>[a-z][a-z0-9+.-]*)://(?P<authority>[^/?#]+)(?P<path>[^?#]*)(?P<query>\?[^#]*)?(#.*)?", re.IGNORECASE
)
_AUTHORITY = re.compile(r"(?P<host>\[[0-9a-f:.]+\]|[^:\[\]@%]+)(:(?P<port>[0-9]{0,5}))?", re.IGNORECASE)
_LOOKS_NUMERIC = re.compile(r"[0-9]+|0x[0-9a-f]*", re.IGNORECASE)
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_NOT_IN_AN_ADDRESS = frozenset('\\<>"{}|^`')

# Names that are no one's on the public web. Sources: RFC 6761, RFC 6762, RFC 7686, RFC 8375, RFC 9476 and ICANN's
# resolution of 29 July 2024 for `internal`, under which clouds keep their metadata; `example` in RFC 6761 is left
# out: it leads nowhere by itself.
_INNER_NAMES = (
    *("localhost", "localdomain", "local", "internal", "intranet", "lan", "home", "corp", "private", "home.arpa"),
    *("onion", "alt", "invalid", "test", "arpa"),
)
# Sources: the IANA special-purpose address registries of IPv4 and IPv6, all that are not for everybody to reach;
# 168.63.129.16 is public by its number and Azure's own metadata by its use.
_CLOSED_IPV4 = [
    IPv4Network(network)
    for network in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16"),
        *("192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        "168.63.129.16/32",
    )
]
# Only 2000::/3 is given out to anybody. That leaves out loopback, link-local, unique local, multicast, NAT64 and all
# ways to write an IPv4 address in an IPv6 one; within it: Teredo and others in 2001::/23, 6to4 and documentation.
_OPEN_IPV6 = IPv6Network("2000::/3")
_CLOSED_IPV6 = [IPv6Network(network) for network in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")]


@dataclass(frozen=True, slots=True)
class Rules:
    """What else is read: addresses with http://, and one origin on this very machine, for tests and the local page."""

    is_http_fine: bool = False
    allowed_origin: str | None = None  # such as http://127.0.0.1:8090

    def is_allowed_origin(self, address: str) -> bool:
        """Tell whether an address in its normal spelling is of the one origin on this machine."""
        allowed = self.allowed_origin
        return allowed is not None and (address == allowed or address.startswith(f"{allowed}/"))


WEB_ONLY = Rules()


def normal(address: str, rules: Rules = WEB_ONLY) -> str:
    """Give the one spelling of an address, without its `#fragment`; https:// is put before what names no scheme.

    One that isn't of the public web as far as its spelling tells: ForbiddenAddress.
    """
    text = address.strip(" ")
    if any(_is_odd(letter) for letter in text) or len(text) > LONGEST_LINK:
        raise ForbiddenAddress(address)
    parts = _PARTS.fullmatch(text if "://" in text else f"https://{text}")
    authority = _AUTHORITY.fullmatch(parts["authority"]) if parts else None
    if parts is None or authority is None:
        raise ForbiddenAddress(address)
    scheme = parts["scheme"].lower()
    scheme = _OTHER_NAMES.get(scheme, scheme)
    if scheme not in PORTS:
        raise ForbiddenAddress(address)
    port = int(authority["port"] or PORTS[scheme])
    rest = quote(parts["path"] or "/", safe="/%:@!$&'()*+,;=~[]") + quote(
        parts["query"] or "", safe="/%:@!$&'()*+,;=~[]?"
    )
    shown_port = "" if port == PORTS[scheme] else f":{port}"
    if rules.is_allowed_origin(as_written := f"{scheme}://{authority['host'].lower()}{shown_port}{rest}"):
        return as_written
    if port not in PORTS.values():
        raise ForbiddenAddress(address)
    found = f"{scheme}://{_host(authority['host'], address)}{shown_port}{rest}"
    if scheme == "http" and not rules.is_http_fine:
        raise ForbiddenAddress(address, is_http=True)
    if len(found) > LONGEST_LINK:
        raise ForbiddenAddress(address)
    return found


def is_public(ip: str) -> bool:
    """Tell whether an IP address is one that everybody on the internet can reach, and that nobody reaches otherwise."""
    try:
        return _is_public(ip_address(ip))
    except ValueError:
        return False


def is_loopback(ip: str) -> bool:
    """Tell whether an IP address is this very machine's."""
    return ip_address(ip).is_loopback


def host_of(address: str) -> str:
    """Give the host of an address in its normal spelling, without its port."""
    return urlsplit(address).hostname or ""


def _is_public(ip: IPv4Address | IPv6Address) -> bool:
    if isinstance(ip, IPv4Address):
        return not any(ip in network for network in _CLOSED_IPV4)
    return ip.scope_id is None and ip in _OPEN_IPV6 and not any(ip in network for network in _CLOSED_IPV6)


def _is_odd(letter: str) -> bool:
    return letter in _NOT_IN_AN_ADDRESS or unicodedata.category(letter)[0] in "CZ"


def _host(given: str, address: str) -> str:
    """Give a host in its one spelling: a name of the public web in small ASCII letters, or a public IP address."""
    if given.startswith("["):
        if not is_public(given[1:-1]):
            raise ForbiddenAddress(address)
        return f"[{ip_address(given[1:-1]).compressed}]"
    name = (given.lower() if given.isascii() else _in_ascii(given)).removesuffix(".")
    labels = name.split(".")
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise ForbiddenAddress(address)
    if _LOOKS_NUMERIC.fullmatch(labels[-1]):
        # Only the usual spelling is read as a number: 0177.0.0.1, 0x7f.1 and 2130706433 lead to this machine too.
        if not is_public(name):
            raise ForbiddenAddress(address)
        return name
    if len(labels) < 2 or any(name.endswith(f".{inner}") for inner in _INNER_NAMES):
        raise ForbiddenAddress(address)
    return name


def _in_ascii(name: str) -> str:
    """Give a name as it is looked up: "bücher.example" as "xn--bcher-kva.example"; "" for one that can't be."""
    try:
        return idna.encode(name, uts46=True).decode().lower()
    except (idna.IDNAError, UnicodeError, IndexError):
        return ""
