"""A working day of the site, which the tests of power cuts run under strace.

People send over HTTP, the mailer mails; meanwhile somebody saves a step again and again, an
operator makes a back-up, somebody wipes out a proposal, drafts end with their term. What was done
is said in a file, whose writes stand in the trace between the others.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from threading import Thread

from flask import Flask

from regelruimte.applicant.leave import wipe_out
from regelruimte.config import Config
from regelruimte.drafts.save import new_base_version, save
from regelruimte.drafts.submit import submit
from regelruimte.maintenance.jobs import retention
from regelruimte.proposals.questions import RULE_STEP, TITLE_STEP
from regelruimte.server.serve import COMMANDS
from regelruimte.store import links
from regelruimte.store.backup import backup
from regelruimte.store.erase import leave_nothing
from regelruimte.store.models import Proposal
from tests.faults.processes import Site
from tests.faults.sending import LAST_STEP, SENDING

BACKUP = "backup.sqlite"
ERASED_WORD = "kanariepietje"
AT_ONCE = 3


@dataclass(frozen=True)
class Plan:
    """Where the day takes place, and whose secret links are used for what."""

    disk: str
    instance: str
    said: str
    database_url: str
    mail_port: int
    senders: list[str]
    saver: str
    leaver: str
    saves: int
    wsgi: str = "wsgi"  # the module that makes the site

    def command(self) -> list[str]:
        """Return what runs the day."""
        return [sys.executable, "-m", "tests.faults.working_day", json.dumps(asdict(self))]


class Day:
    """The site of a plan, and what people do on it."""

    def __init__(self, plan: Plan, site: Site, app: Flask) -> None:
        self.plan, self.site, self.app = plan, site, app

    def passes(self) -> None:
        """Let it all happen."""
        self.site.start()
        groups = [self.plan.senders[n::AT_ONCE] for n in range(AT_ONCE)]
        senders = [Thread(target=self.sends, args=(tokens,)) for tokens in groups]
        for sender in senders:
            sender.start()
        with self.app.app_context():
            self.works_here()
        for sender in senders:
            sender.join()
        self.site.stop()
        self.say("over")

    def sends(self, tokens: list[str]) -> None:
        """Send one proposal after the other; the web server's answers stand in the trace."""
        for token in tokens:
            assert self.site.post(f"/voorstel/{token}{LAST_STEP}", SENDING) == 303

    def works_here(self) -> None:
        """Do what is done here, while others send."""
        self.saves(range(self.plan.saves))
        self.say("backing up")
        backup(Path(self.plan.disk, BACKUP))
        self.say("backed up")
        self.saves(range(self.plan.saves, 2 * self.plan.saves))
        self.leaves(self.app.config["REGELRUIMTE"])
        self.say("left")
        while not leave_nothing():  # when somebody reads, the mailer leaves it for the next hour
            pass
        self.say("overwritten")
        retention(self.app.config["REGELRUIMTE"])
        self.say("ended")

    def leaves(self, config: Config) -> None:
        """Write something, send it, and wipe it all out."""
        draft, step = self.proposal(self.plan.leaver), RULE_STEP.slug
        save(draft, step, {"alternative": f"{ERASED_WORD} " * 9}, new_base_version(draft, step))
        wipe_out(submit(draft, config), config)

    def saves(self, numbers: range) -> None:
        """Save one step of a draft, numbered."""
        for number in numbers:
            draft, step = self.proposal(self.plan.saver), TITLE_STEP.slug
            save(draft, step, {"title": numbered(number)}, new_base_version(draft, step))
            self.say(f"saved {number}")

    def proposal(self, token: str) -> Proposal:
        """Return the proposal behind a secret link."""
        link = links.find(links.Purpose.DRAFT, token)
        assert link is not None
        return link.proposal

    def say(self, what: str) -> None:
        """Tell that this is done."""
        with open(self.plan.said, "a") as said:
            said.write(what)


def numbered(number: int) -> str:
    """Return the title that is saved at this turn."""
    return f"Een titel voor de keer met nummer {number}"


def main(plan: Plan) -> None:
    """Start the site of this plan and let the day pass."""
    site = Site(Path(plan.instance), plan.database_url, plan.mail_port, WORKERS="2")
    os.environ.update(site.environment)
    for command in COMMANDS.values():
        command[:] = [word.replace("wsgi", plan.wsgi) for word in command]
    try:
        Day(plan, site, import_module(plan.wsgi).app).passes()
    finally:
        site.kill()


if __name__ == "__main__":
    main(Plan(**json.loads(sys.argv[1])))
