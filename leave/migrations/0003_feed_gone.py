"""A person has one calendar address now, in the core. Secrets are not carried over: whoever subscribed to his absences
and shifts makes a new address on the page 日程订阅, and the old one is answered with 404."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("leave", "0002_duty_changes_and_extensions_filed")]

    operations = [migrations.DeleteModel(name="FeedToken")]
