import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0012_referrals"),
        ("leave", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="FiledChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField()),
                ("was_until", models.DateTimeField(verbose_name="原定返回时间")),
                ("until", models.DateTimeField(verbose_name="延至")),
                ("filed_at", models.DateTimeField(blank=True, null=True, verbose_name="报备时间")),
                ("proof", models.CharField(blank=True, max_length=200, verbose_name="凭据")),
                ("recorded_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "延期报备",
                "verbose_name_plural": "延期报备",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="PlaceChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[("leader", "带班领导"), ("officer", "值班员")], max_length=10, verbose_name="岗位"
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=200, verbose_name="原因")),
                ("at", models.DateTimeField(verbose_name="时间")),
            ],
            options={
                "verbose_name": "换班和改派",
                "verbose_name_plural": "换班和改派",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.AddIndex(
            model_name="dutyentry",
            index=models.Index(fields=["-entered_at", "-id"], name="leave_dutye_entered_d311d4_idx"),
        ),
        migrations.AddField(
            model_name="filedchange",
            name="filing",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="changes", to="leave.leavefiling"
            ),
        ),
        migrations.AddField(
            model_name="filedchange",
            name="recorded_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.official"
            ),
        ),
        migrations.AddField(
            model_name="placechange",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.official", verbose_name="办理人"
            ),
        ),
        migrations.AddField(
            model_name="placechange",
            name="now",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="core.official",
                verbose_name="改为",
            ),
        ),
        migrations.AddField(
            model_name="placechange",
            name="shift",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="changes", to="leave.dutyshift"
            ),
        ),
        migrations.AddField(
            model_name="placechange",
            name="swap",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="changes",
                to="leave.swap",
            ),
        ),
        migrations.AddField(
            model_name="placechange",
            name="was",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="core.official",
                verbose_name="原为",
            ),
        ),
        migrations.AddConstraint(
            model_name="filedchange",
            constraint=models.UniqueConstraint(fields=("filing", "round"), name="change_filed_once_with_each"),
        ),
        migrations.AddIndex(
            model_name="placechange",
            index=models.Index(fields=["-at", "-id"], name="leave_place_at_728739_idx"),
        ),
    ]
