"""Which version of the software is here: a release, or what comes after it."""

VERSION = "1.0.0"
