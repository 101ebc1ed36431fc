"""Keeps when and where a photo on its way was taken."""

from django.db import migrations, models

from kentongan.ground.places.fields import PointField


class Migration(migrations.Migration):
    """Two columns that may be empty."""

    dependencies = [("field", "0001_acts")]

    operations = [
        migrations.AddField("upload", "taken_at", models.DateTimeField(null=True)),
        migrations.AddField("upload", "point", PointField(null=True)),
    ]
