"""Other names of protected people stand in rows of their own since 0005; the field from before goes.

What is sealed there is bound to its table and field and opens only with keys that no migration has. So nothing is thrown away: where the field
still says something, the migration stops and says how many people that are. Copy their names into rows with the version before this one.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations


def refuse_to_lose_names(apps: Any, _schema: Any) -> None:
    """Stop where somebody's names would be lost."""
    people = apps.get_model("people", "ProtectedPerson").objects.all()
    left = sum(bool(getattr(value, "sealed", value)) for value in people.values_list("other_names", flat=True).iterator())
    if left:
        raise RuntimeError(f"{left} protected people still have names in the field that goes: enter those as rows of names, empty the field, then migrate")


class Migration(migrations.Migration):
    dependencies = [("people", "0007_either_language")]

    operations = [
        migrations.RunPython(refuse_to_lose_names, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField("protectedperson", "other_names"),
    ]
