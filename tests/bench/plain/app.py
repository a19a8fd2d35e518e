"""The form, its table and its mails; settings come from the same variables as those of the site."""

from __future__ import annotations

import os

from flask import Flask, redirect, render_template, session, url_for
from flask_mail import Mail, Message
from flask_wtf import FlaskForm
from peewee import AutoField, BooleanField, CharField, Model, SqliteDatabase, TextField
from werkzeug.wrappers import Response
from wtforms import BooleanField as Checkbox
from wtforms import EmailField, RadioField, SelectField, StringField, TelField, TextAreaField
from wtforms.validators import DataRequired, Email, Length, Optional

from regelruimte.proposals.levels import LEVELS

COORDINATORS = ("b.krull@imi.nu", "r.bos@imi.nu")

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ["REGELRUIMTE_SECRET_KEY"]
app.config["MAIL_SERVER"] = os.environ["REGELRUIMTE_MAIL_SERVER"]
app.config["MAIL_PORT"] = int(os.environ["REGELRUIMTE_MAIL_PORT"])
app.config["MAIL_DEFAULT_SENDER"] = "plain@example.org"
mail = Mail(app)
database = SqliteDatabase(
    os.path.join(os.environ["REGELRUIMTE_INSTANCE_PATH"], "plain.sqlite"),
    pragmas={"journal_mode": "wal", "foreign_keys": 1},
)


class Proposal(Model):
    """What was sent."""

    id = AutoField()
    rule_text = TextField()
    rule_source = CharField()
    rule_level = CharField()
    alternative = TextField()
    confidential = CharField()
    name = CharField()
    email = CharField()
    phone = CharField()
    organisation = CharField()
    address_is_right = BooleanField()

    class Meta:
        """Where the table is."""

        database = database


class RuleForm(FlaskForm):
    """The first page."""

    rule_text = TextAreaField("Wat moet er volgens de regel?", [DataRequired(), Length(20, 4000)])
    rule_source = StringField("Waar staat de regel?", [DataRequired(), Length(max=300)])
    rule_level = SelectField(
        "Wat voor regel is het?",
        choices=[("", "Kies"), *((level.key, level.label) for level in LEVELS)],
    )
    alternative = TextAreaField("Hoe zou jij het doen?", [DataRequired(), Length(20, 4000)])


class PersonForm(FlaskForm):
    """The second page."""

    confidential = RadioField(
        "Wie mag dit voorstel lezen?",
        choices=[("normal", "Gewoon"), ("confidential", "Vertrouwelijk")],
    )
    name = StringField("Je naam", [DataRequired(), Length(max=100)])
    email = EmailField("Je e-mailadres", [DataRequired(), Email()])
    phone = TelField("Je telefoonnummer", [Optional(), Length(max=40)])
    organisation = StringField("Je organisatie", [Optional(), Length(max=200)])
    address_is_right = Checkbox("Dit e-mailadres klopt", [DataRequired()])


@app.before_request
def connect() -> None:
    """Open the database for this request."""
    database.connect()


@app.teardown_request
def disconnect(_: BaseException | None) -> None:
    """Close it again."""
    if not database.is_closed():
        database.close()


@app.route("/", methods=["GET", "POST"])
def rule() -> str | Response:
    """Ask for the rule; keep the answers in the session."""
    form = RuleForm(data=session.get("rule"))
    if form.validate_on_submit():
        session["rule"] = {key: value for key, value in form.data.items() if key != "csrf_token"}
        return redirect(url_for("person"))
    return render_template("form.html", form=form, title="De regel", button="Verder")


@app.route("/over-jou", methods=["GET", "POST"])
def person() -> str | Response:
    """Ask who sends it; store what is sent, mail three people, and thank."""
    if "rule" not in session:
        return redirect(url_for("rule"))
    form = PersonForm()
    if form.validate_on_submit():
        proposal = Proposal(**session.pop("rule"))
        form.populate_obj(proposal)
        proposal.save()
        _tell(proposal)
        return redirect(url_for("thanks", number=proposal.id))
    return render_template("form.html", form=form, title="Over jou", button="Verstuur")


@app.get("/bedankt/<int:number>")
def thanks(number: int) -> str:
    """Thank whoever sent it."""
    return render_template("thanks.html", number=number)


@app.get("/robots.txt")
def robots() -> str:
    """Tell that it runs."""
    return ""


def _tell(proposal: Proposal) -> None:
    for address in COORDINATORS:
        body = render_template("alert.txt", proposal=proposal)
        mail.send(Message(f"Nieuw voorstel {proposal.id}", recipients=[address], body=body))
    body = render_template("receipt.txt", proposal=proposal)
    mail.send(Message("We hebben je voorstel ontvangen", recipients=[proposal.email], body=body))


with database:
    database.create_tables([Proposal])
