"""By which edition of a year all open deadlines have been counted; empty makes the next sweep count once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0005_group_robots")]
    operations = [
        migrations.AddField(
            model_name=name,
            name="counted",
            field=models.CharField(blank=True, editable=False, max_length=32),
        )
        for name in ("calendaryear", "historicalcalendaryear")
    ]
