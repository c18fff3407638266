"""What may stand for a key in an address."""

MOST_CHARACTERS = 100


class KeyConverter:
    """A citation key: it may hold ``/``, ``:`` and other letters; anything no key can hold answers 404."""

    regex = r".+?"

    def to_python(self, value: str) -> str:
        if len(value) > MOST_CHARACTERS or not value.isprintable():
            raise ValueError("key: too long, or with a character no key has")
        return value

    def to_url(self, value: str) -> str:
        return value
