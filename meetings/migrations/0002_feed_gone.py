"""A person has one calendar address now, in the core. Secrets are not carried over: whoever subscribed to his meetings
makes a new address on the page 日程订阅, and the old one is answered with 404."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial")]

    operations = [migrations.DeleteModel(name="Feed")]
