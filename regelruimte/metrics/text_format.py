"""Prometheus' text format, version 0.0.4: https://prometheus.io/docs/instrumenting/exposition_formats/."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Sample:
    """One number, with its labels by name."""

    value: float
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric: its name, what it tells, its numbers; `kind` is gauge or counter."""

    name: str
    told: str
    samples: Iterable[Sample]
    kind: str = "gauge"


def gauge(name: str, told: str, value: float) -> Metric:
    """Return a metric of one number without labels."""
    return Metric(name, told, [Sample(value)])


def text_of(metrics: Iterable[Metric]) -> str:
    """Return the metrics as Prometheus reads them; the values of labels are words of our own."""
    return "".join(line + "\n" for metric in metrics for line in _lines(metric))


def _lines(metric: Metric) -> list[str]:
    return [
        f"# HELP {metric.name} {metric.told}",
        f"# TYPE {metric.name} {metric.kind}",
        *(f"{metric.name}{_labels(each.labels)} {_number(each.value)}" for each in metric.samples),
    ]


def _labels(labels: Mapping[str, str]) -> str:
    written = ",".join(f'{name}="{_escaped(value)}"' for name, value in labels.items())
    return f"{{{written}}}" if written else ""


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def _number(value: float) -> str:
    return f"{value:.0f}" if float(value).is_integer() else f"{value:.3f}"
