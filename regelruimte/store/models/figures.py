"""Figures as they were counted, and frozen for a quarter."""

from __future__ import annotations

from peewee import CharField, IntegerField

from regelruimte import clock
from regelruimte.store.columns import JSONField, UTCDateTimeField
from regelruimte.store.models.table import Table


class FiguresSnapshot(Table):
    """The figures as they were counted last, in one row: counting a million takes a while."""

    at = UTCDateTimeField(default=clock.now)
    figures = JSONField()

    class Meta:
        table_name = "counted"


class QuarterReport(Table):
    """The report of a quarter that is over (2026-4), as it was made; it never changes."""

    quarter = CharField(max_length=6, unique=True)
    made_at = UTCDateTimeField(default=clock.now)
    total = IntegerField(null=True)
    figures = JSONField()


class QuarterAccount(Table):
    """What everybody is told of a quarter that is over, roughly; it never changes."""

    quarter = CharField(max_length=6, unique=True)
    made_at = UTCDateTimeField(default=clock.now)
    # Kinds of rule and themes, each a label with a band, and the band of all together.
    bands = JSONField()
