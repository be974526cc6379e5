"""Three tables: ways out of a folder, addresses of other hosts to be led to, and addresses to be fetched."""

UP = ("../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..%252f", "..\\", "..%5c", "....//", "..;/", "%c0%ae%c0%ae/")
# How far up from the folder of static files, and of uploads, and what a file there begins with.
WANTED = ((1, "manage.py"), (1, "congress/settings.py"), (2, "etc/passwd"), (9, "etc/passwd"))
ABSOLUTE = ("/etc/passwd", "//etc/passwd", "%2fetc%2fpasswd", "%5c..%5cetc%5cpasswd", "C:%5cWindows%5cwin.ini")
WRAPPED = (
    "file:///etc/passwd",
    "file:%2f%2f%2fetc%2fpasswd",
    "css/../../manage.py",
    "css/%2e%2e/%2e%2e/manage.py",
    "css/..%5c..%5cmanage.py",
    "./././../manage.py",
    ".//..//manage.py",
    "..%2fmanage.py%3f.css",
    "..%2fmanage.py%23.css",
    "..%2fmanage.py%20",
    "..%2fmanage.py.",
    "..%2f.git%2fconfig",
    "..%u2216manage.py",
    "%ef%bc%8e%ef%bc%8e%ef%bc%8fmanage.py",
    "proc/self/environ",
)
TRAVERSALS = [*(up * steps + file for up in UP for steps, file in WANTED), *ABSOLUTE, *WRAPPED]

HOST = "evil.example"
REDIRECTS = [
    "http://evil.example/",
    "https://evil.example/",
    "HTTPS://EVIL.EXAMPLE/",
    "//evil.example/",
    "///evil.example/",
    "////evil.example/",
    "/\\evil.example/",
    "\\\\evil.example/",
    "\\/evil.example/",
    "/\\/evil.example/",
    "http:evil.example",
    "http:/evil.example",
    "https:///evil.example",
    "http:\\\\evil.example",
    " http://evil.example/",
    "\thttp://evil.example/",
    "\n//evil.example/",
    "/\t/evil.example/",
    "/\n/evil.example/",
    "/\r/evil.example/",
    "\x00//evil.example/",
    "\x01//evil.example/",
    "\u00a0//evil.example/",
    "\ufeff//evil.example/",
    "//evil.example%2f@testserver/",
    "//testserver@evil.example/",
    "http://testserver@evil.example/",
    "http://testserver:80@evil.example/",
    "http://testserver.evil.example/",
    "http://evil.example#testserver",
    "http://evil.example?testserver",
    "http://evil.example\\@testserver/",
    "//evil\u3002example/",
    "http://\uff45vil.example/",
    "javascript:location='//evil.example'",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>location='//evil.example'</script>",
    "vbscript:evil.example",
    "ftp://evil.example/",
    "http://[::ffff:192.0.2.1]/",
]


def to_be_fetched(port: int) -> list[str]:
    """Forty addresses of which some would reach a listener at that port of this machine."""
    here = [
        f"{scheme}://{host}:{port}/x"
        for scheme in ("http", "https", "ftp", "gopher", "ws")
        for host in ("127.0.0.1", "localhost", "[::1]", "0x7f000001", "2130706433", "127.1")
    ]
    elsewhere = [
        "http://169.254.169.254/latest/meta-data/",
        "http://metadata.google.internal/",
        "http://0.0.0.0:5432/",
        "file:///etc/passwd",
        "file://localhost/etc/passwd",
        "\\\\127.0.0.1\\share\\x",
        f"//127.0.0.1:{port}/x",
        f"http://user@127.0.0.1:{port}/x",
        f"http://127.0.0.1:{port}/x?then=http://169.254.169.254/",
        f"http://127.0.0.1.nip.example:{port}/x",
    ]
    return here + elsewhere
