"""What waits is found by an index: nobody goes through a million proposals to see fifty."""

from __future__ import annotations

import pytest
from flask import Flask

from regelruimte.store.db import database
from regelruimte.workspace.waiting import REASONS, Reason, query_of


def plan_of(reason: Reason) -> list[str]:
    """Return the steps in which SQLite would find what waits for this reason."""
    sql, values = query_of(reason).sql()
    return [row[3] for row in database.execute_sql(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()]


@pytest.mark.parametrize("reason", REASONS, ids=lambda reason: reason.key)
def test_no_table_is_gone_through_for_a_reason(app: Flask, reason: Reason) -> None:
    with app.app_context():
        plan = plan_of(reason)

    assert plan
    assert [step for step in plan if step.startswith("SCAN") and "INDEX" not in step] == []


def test_going_through_a_table_would_be_seen(app: Flask) -> None:
    with app.app_context():
        scan = database.execute_sql("EXPLAIN QUERY PLAN SELECT note FROM pilot_condition")

        assert [row[3] for row in scan.fetchall()] == ["SCAN pilot_condition"]
