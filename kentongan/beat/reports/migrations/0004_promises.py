"""What was promised to whoever told."""

from django.db import migrations, models

SAID = ["asked", "answered", "promised", "closed", "added", "agreed", "contested"]


class Migration(migrations.Migration):
    """A word may carry a promise."""

    dependencies = [("reports", "0003_threads")]

    operations = [
        migrations.AddField("remark", "follow_up_id", models.UUIDField(null=True)),
        migrations.AlterField(
            "remark",
            "said",
            models.CharField(choices=[(one, one) for one in SAID], max_length=20),
        ),
    ]
