"""The peer: a plain form of the same ten answers, as an average engineer would write it in a day.

Two pages, as the site has: what was typed on the first waits in the session, Flask-WTF with its
CSRF token, WTForms' own widgets, one Peewee table in SQLite (WAL, as Peewee's manual advises), and
three mails of plain text by Flask-Mail while the applicant waits. What it leaves out is what the
site is for: a check, drafts that are kept, frames, pages of one's own, links for one person, an
outbox, compressed answers.
"""
