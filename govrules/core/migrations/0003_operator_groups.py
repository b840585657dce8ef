"""The groups of operators; posts never are groups."""

from django.db import migrations


def make_groups(apps, schema_editor) -> None:
    groups = apps.get_model("auth", "Group").objects
    for name in ("系统管理员", "审计员"):
        groups.get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [("core", "0002_deadline_open_or_closed"), ("auth", "0012_alter_user_first_name_max_length")]
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
