import json
from typing import Any

from django.db import migrations


def index_lineage(apps: Any, schema_editor: Any) -> None:
    """What later publications index by themselves, for recommendations published before there was this index."""
    using = schema_editor.connection.alias
    recommendations = apps.get_model("briefs", "PublishedRecommendation").objects.using(using)
    lineage = apps.get_model("briefs", "PublishedLineage")
    rows = (
        lineage(
            edition_id=edition_id,
            key=f"{key} {line['earlier']}",
            label=line["text"],
            later=key,
            earlier=line["earlier"],
            data=json.dumps(line, separators=(",", ":"), ensure_ascii=False),
        )
        for key, edition_id, data in recommendations.values_list("key", "edition_id", "data").iterator()
        for line in json.loads(data)["lineage"]
    )
    lineage.objects.using(using).bulk_create(rows, batch_size=500, ignore_conflicts=True)


class Migration(migrations.Migration):
    """Fill the new index of lineage from the record."""

    dependencies = [("briefs", "0003_roles")]
    operations = [migrations.RunPython(index_lineage, migrations.RunPython.noop)]
