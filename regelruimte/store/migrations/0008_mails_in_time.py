"""News of a pilot waits for the end of the day, and the weekly mail is made once a week."""

from __future__ import annotations

from peewee import PostgresqlDatabase


def up(migrator, db):
    moment = "TIMESTAMP" if isinstance(db, PostgresqlDatabase) else "DATETIME"
    db.execute_sql(f'ALTER TABLE "pilot" ADD COLUMN "news_since" {moment}')
    db.execute_sql('ALTER TABLE "heartbeat" ADD COLUMN "told_week" DATE')
