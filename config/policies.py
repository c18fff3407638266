"""What a browser may load and do on our pages; editors' pages may do a little more."""

PUBLIC_POLICY: dict[str, list[str]] = {
    "default-src": ["'none'"],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "font-src": ["'self'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}

# Django's admin has scripts (autocomplete, inlines) that ask the server for matches.
ADMIN_POLICY: dict[str, list[str]] = {
    "script-src": ["'self'"],
    "connect-src": ["'self'"],
}

PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)
