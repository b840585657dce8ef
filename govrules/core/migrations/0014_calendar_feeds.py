"""The secret address of a person's calendar, one for all floors."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0013_ledgers")]

    operations = [
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True, verbose_name="密钥摘要")),
                ("made_at", models.DateTimeField(verbose_name="生成时间")),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="最近读取")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="停用时间")),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="core.official",
                        verbose_name="所属人",
                    ),
                ),
            ],
            options={
                "verbose_name": "日程订阅",
                "verbose_name_plural": "日程订阅",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at", None)), fields=("official",), name="one_feed_a_person"
                    )
                ],
            },
        ),
    ]
