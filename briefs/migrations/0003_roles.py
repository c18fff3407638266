from typing import Any

from django.db import migrations

from briefs.desk.roles import provide_roles


def make_roles(apps: Any, schema_editor: Any) -> None:
    provide_roles(apps, schema_editor.connection.alias)


class Migration(migrations.Migration):
    """The groups Author, Editor and Publisher. Undone, they stay: accounts belong to them."""

    dependencies = [
        ("briefs", "0002_desk"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
