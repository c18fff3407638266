from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from briefs.text.keys import is_citation_key


class CitationKeyField(models.CharField):
    """The name a thing is cited by, by pandoc's rules for citation keys."""

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        if not is_citation_key(value):
            raise ValidationError(
                f"{self.name}: “{value}” cannot be cited. Begin with a letter, a digit or _, then letters, digits "
                "and single signs between them, for example kloop-liquidation-upheld."
            )
