from django.db import models


class LoadedSeed(models.Model):
    """What a seed file last said of one thing, and the state that loading left it in.

    A thing whose state has moved on was edited at the desk, and loading again keeps that edit. Editions, which
    never change, have no state. Written by seeding alone.
    """

    noun = models.CharField(max_length=30)
    key = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, help_text="Of the seed's content in canonical JSON.")
    state = models.CharField(
        max_length=64,
        blank=True,
        help_text="SHA-256 of the versions of the thing and its parts after loading.",
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["noun", "key"], name="loaded_seed_once")]

    def __str__(self) -> str:
        return f"{self.noun} {self.key}"
