"""The end of every chain of the journal is kept beside it, so that a last line taken away shows at once."""

import django.db.models.deletion
from django.db import migrations, models

ENDS = """
INSERT INTO core_matterhead (matter_id, seq, digest)
SELECT matter_id, seq, digest FROM core_journalentry e
WHERE matter_id IS NOT NULL AND seq = (SELECT MAX(seq) FROM core_journalentry WHERE matter_id = e.matter_id)
"""


def keep_the_ends_there_are(apps, schema_editor) -> None:
    schema_editor.execute(ENDS)
    lines = apps.get_model("core", "JournalEntry").objects.filter(matter=None).order_by("-seq")
    for head in apps.get_model("core", "ChainHead").objects.all():
        last = lines.filter(government=head.government_id).first()
        if last:
            head.seq, head.digest = last.seq, last.digest
            head.save()


class Migration(migrations.Migration):
    dependencies = [("core", "0008_office_workbooks")]
    operations = [
        migrations.CreateModel(
            name="MatterHead",
            fields=[
                (
                    "matter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="core.matter",
                    ),
                ),
                ("seq", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
            ],
        ),
        migrations.AddField("chainhead", "seq", models.PositiveIntegerField(default=0)),
        migrations.AddField("chainhead", "digest", models.CharField(blank=True, max_length=64)),
        migrations.RunPython(keep_the_ends_there_are, migrations.RunPython.noop),
    ]
