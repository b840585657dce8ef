"""The published texts of the rules, as offices load them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0006_calendar_counted"),
    ]

    operations = [
        migrations.CreateModel(
            name="OfficialText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rulebook_id", models.CharField(max_length=60, verbose_name="规则")),
                ("number", models.CharField(max_length=100, verbose_name="文号")),
                ("issued", models.DateField(verbose_name="印发日期")),
                ("file_name", models.CharField(max_length=150, verbose_name="文件")),
                ("sha256", models.CharField(max_length=64, verbose_name="文件校验值")),
                ("imported_at", models.DateTimeField(verbose_name="载入时间")),
                ("replaced_at", models.DateTimeField(blank=True, null=True, verbose_name="替换时间")),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="texts",
                        to="core.government",
                        verbose_name="政府",
                    ),
                ),
                (
                    "imported_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="载入人",
                    ),
                ),
            ],
            options={
                "verbose_name": "规则正式文本",
                "verbose_name_plural": "规则正式文本",
                "ordering": ["-imported_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ArticleText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="条号")),
                ("chapter", models.CharField(blank=True, max_length=150, verbose_name="章节")),
                ("text", models.TextField(verbose_name="条文")),
                (
                    "official_text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="articles", to="core.officialtext"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.AddConstraint(
            model_name="officialtext",
            constraint=models.UniqueConstraint(
                condition=models.Q(("replaced_at__isnull", True)),
                fields=("government", "rulebook_id", "number", "issued"),
                name="one_current_text",
            ),
        ),
        migrations.AddConstraint(
            model_name="articletext",
            constraint=models.UniqueConstraint(fields=("official_text", "number"), name="an_article_once_a_text"),
        ),
    ]
