"""Notices by group robots: the states that a claim and an answer that never came need, and each person's choice."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0004_coordinating_bodies"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalofficial",
            name="by_email",
            field=models.BooleanField(default=True, verbose_name="邮件提醒"),
        ),
        migrations.AddField(
            model_name="historicalofficial",
            name="by_robot",
            field=models.BooleanField(default=True, verbose_name="群机器人提醒"),
        ),
        migrations.AddField(
            model_name="official",
            name="by_email",
            field=models.BooleanField(default=True, verbose_name="邮件提醒"),
        ),
        migrations.AddField(
            model_name="official",
            name="by_robot",
            field=models.BooleanField(default=True, verbose_name="群机器人提醒"),
        ),
        migrations.AlterField(
            model_name="notice",
            name="channel",
            field=models.CharField(
                choices=[
                    ("portal", "站内"),
                    ("email", "邮件"),
                    ("dingtalk", "钉钉群机器人"),
                    ("wecom", "企业微信群机器人"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="notice",
            name="state",
            field=models.CharField(
                choices=[
                    ("pending", "待发"),
                    ("sending", "发送中"),
                    ("sent", "已发"),
                    ("failed", "发送失败"),
                    ("unknown", "结果不明"),
                ],
                default="pending",
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="Robot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("portal", "站内"),
                            ("email", "邮件"),
                            ("dingtalk", "钉钉群机器人"),
                            ("wecom", "企业微信群机器人"),
                        ],
                        max_length=10,
                    ),
                ),
                ("failures", models.PositiveSmallIntegerField(default=0)),
                ("resume_at", models.DateTimeField(blank=True, null=True)),
                ("last_error", models.CharField(blank=True, max_length=300)),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.government"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RobotMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("sending", "发送中"), ("sent", "已发"), ("refused", "被拒"), ("unknown", "结果不明")],
                        default="sending",
                        max_length=10,
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("lease_until", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("error", models.CharField(blank=True, max_length=300)),
                (
                    "robot",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="core.robot",
                    ),
                ),
            ],
            options={
                "ordering": ["-started_at", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="notice",
            name="message",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="notices",
                to="core.robotmessage",
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(condition=models.Q(("state", "sending")), fields=["next_at"], name="notice_sending"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(condition=models.Q(("state", "unknown")), fields=["state"], name="notice_unknown"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("message__isnull", False)), fields=["message"], name="notice_of_message"
            ),
        ),
        migrations.AddConstraint(
            model_name="robot",
            constraint=models.UniqueConstraint(fields=("government", "channel"), name="one_robot_a_channel"),
        ),
        migrations.AddIndex(
            model_name="robotmessage",
            index=models.Index(fields=["robot", "ended_at"], name="message_allowance"),
        ),
        migrations.AddIndex(
            model_name="robotmessage",
            index=models.Index(
                condition=models.Q(("state", "sending")), fields=["lease_until"], name="message_sending"
            ),
        ),
    ]
