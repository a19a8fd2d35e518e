"""The configuration: defaults that work, and errors that name every variable at once."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from regelruimte.config import (
    Config,
    ConfigError,
    Coordinator,
    Policy,
    read_config,
    unsafe_for_production,
)

PREFIX = "REGELRUIMTE_"
KEY = "k" * 64


def configured(folder: Path, **variables: str) -> Config:
    """Return the configuration of a valid environment with these variables set besides."""
    ours = {"SECRET_KEY": KEY, "INSTANCE_PATH": str(folder), **variables}
    return read_config({PREFIX + name: value for name, value in ours.items()})


@contextmanager
def refused() -> Iterator[list[str]]:
    """Collect the lines of the ConfigError that must be raised."""
    lines: list[str] = []
    with pytest.raises(ConfigError) as fault:
        yield lines
    lines += str(fault.value).splitlines()


def test_a_name_that_nobody_can_mail_is_refused_in_a_plain_line(tmp_path: Path) -> None:
    with refused() as lines:
        configured(tmp_path, SITE_URL="https://regelruimte.localhost")

    assert [line.partition(":")[0] for line in lines] == ["REGELRUIMTE_MAIL_DEFAULT_SENDER"]


def test_only_a_key_is_needed(tmp_path: Path) -> None:
    assert configured(tmp_path).secret_key == KEY


def test_the_coordinators_of_the_call_are_the_default(tmp_path: Path) -> None:
    assert configured(tmp_path).coordinators == (
        Coordinator("Bart Krull", "b.krull@imi.nu", "06-41838941"),
        Coordinator("Rense Bos", "r.bos@imi.nu", "06-44548828"),
    )


def test_nobody_else_may_frame_by_default(tmp_path: Path) -> None:
    assert configured(tmp_path).embed_origins == ()


def test_it_is_production_by_default(tmp_path: Path) -> None:
    assert not configured(tmp_path).development


def test_the_terms_have_the_promised_defaults(tmp_path: Path) -> None:
    config = configured(tmp_path)
    terms = config.terms
    assert (config.undo_minutes, terms.reply_working_days) == (15, 10)
    assert (terms.draft_days, terms.sent_page_hours, terms.applicant_link_days) == (60, 24, 90)


def test_no_proxy_is_trusted_and_limits_are_on_by_default(tmp_path: Path) -> None:
    config = configured(tmp_path)
    assert (config.trusted_proxies, config.ratelimit_enabled) == (0, True)
    assert config.ratelimit_storage_uri == "memory://"


def test_the_database_lies_in_the_instance_folder(tmp_path: Path) -> None:
    assert configured(tmp_path).database_url == f"sqlite:///{tmp_path}/regelruimte.sqlite"


def test_no_mail_server_is_the_default(tmp_path: Path) -> None:
    assert configured(tmp_path).mail.server == ""


def test_the_sender_is_of_the_sites_own_domain(tmp_path: Path) -> None:
    config = configured(tmp_path, SITE_URL="https://regelruimte.example")
    assert config.mail.default_sender == "Regelruimte <regelruimte@regelruimte.example>"


def test_the_site_follows_the_port(tmp_path: Path) -> None:
    ours = {PREFIX + "SECRET_KEY": KEY, PREFIX + "INSTANCE_PATH": str(tmp_path), "PORT": "8123"}
    assert read_config(ours).site_url == "http://127.0.0.1:8123"


def test_a_blank_variable_counts_as_its_default(tmp_path: Path) -> None:
    assert configured(tmp_path, UNDO_MINUTES="  ").undo_minutes == 15


def test_a_site_url_loses_its_last_slash_and_capitals(tmp_path: Path) -> None:
    config = configured(tmp_path, SITE_URL="https://Regelruimte.Example/")
    assert (config.site_url, config.site_host) == (
        "https://regelruimte.example",
        "regelruimte.example",
    )


def test_the_host_is_without_the_port(tmp_path: Path) -> None:
    assert configured(tmp_path, SITE_URL="http://localhost:8001").site_host == "localhost"


def test_several_origins_may_frame(tmp_path: Path) -> None:
    both = "https://ambtenaar20.ning.com http://ambtenaar20.ning.com"
    assert configured(tmp_path, EMBED_ORIGINS=both).embed_origins == tuple(both.split())


def test_fallback_keys_are_a_list(tmp_path: Path) -> None:
    config = configured(tmp_path, SECRET_KEY_FALLBACKS="oud, ouder,")
    assert config.secret_key_fallbacks == ("oud", "ouder")


@pytest.mark.parametrize(
    ("value", "meaning"), [("1", True), ("true", True), ("0", False), ("False", False)]
)
def test_a_switch_is_on_or_off(value: str, meaning: bool, tmp_path: Path) -> None:
    assert configured(tmp_path, RATELIMIT_ENABLED=value).ratelimit_enabled is meaning


def test_an_undo_time_of_zero_is_allowed(tmp_path: Path) -> None:
    assert configured(tmp_path, UNDO_MINUTES="0").undo_minutes == 0


@pytest.mark.parametrize("policy", Policy)
def test_a_decision_policy_is_one_of_three_words(policy: Policy, tmp_path: Path) -> None:
    assert configured(tmp_path, DECISION_POLICY=policy).decision_policy is policy


def test_a_coordinator_without_a_name_is_called_by_the_address(tmp_path: Path) -> None:
    config = configured(tmp_path, COORDINATORS="A.Jansen@Voorbeeld.nl", COORDINATOR_PHONES="06-1")
    assert config.coordinators == (
        Coordinator("A.Jansen@Voorbeeld.nl", "a.jansen@voorbeeld.nl", "06-1"),
    )


def test_other_coordinators_do_not_get_the_default_phone_numbers(tmp_path: Path) -> None:
    config = configured(tmp_path, COORDINATORS="Anna Jansen <anna@voorbeeld.nl>")
    assert config.coordinators == (Coordinator("Anna Jansen", "anna@voorbeeld.nl", ""),)


def test_a_phone_number_left_empty_keeps_its_place(tmp_path: Path) -> None:
    config = configured(tmp_path, COORDINATOR_PHONES=", 06-2")
    assert [person.phone for person in config.coordinators] == ["", "06-2"]


def test_a_missing_key_is_named(tmp_path: Path) -> None:
    with refused() as lines:
        configured(tmp_path, SECRET_KEY="")
    assert [line.partition(":")[0] for line in lines] == ["REGELRUIMTE_SECRET_KEY"]


def test_production_makes_no_key(tmp_path: Path) -> None:
    with refused():
        configured(tmp_path, SECRET_KEY="")
    assert list(tmp_path.iterdir()) == []


def test_development_makes_a_key_once_and_keeps_it(tmp_path: Path) -> None:
    first, second = (configured(tmp_path, SECRET_KEY="", DEVELOPMENT="1") for _ in range(2))
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 32


def test_nobody_else_can_read_the_key_that_was_made(tmp_path: Path) -> None:
    configured(tmp_path, SECRET_KEY="", DEVELOPMENT="1")
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


FAULTS = [
    ("DEVELOPMENT", "misschien"),
    ("SITE_URL", "regelruimte.example"),
    ("SITE_URL", "https://regelruimte.example/pad"),
    ("SITE_URL", "ftp://regelruimte.example"),
    ("DATABASE_URL", "mysql://localhost/x"),
    ("COORDINATORS", "Bart Krull"),
    ("COORDINATORS", "Bart Krull <b.krull@imi.nu>, Rense Bos"),
    ("EMBED_ORIGINS", "*"),
    ("EMBED_ORIGINS", "https://voorbeeld.nl/pagina"),
    ("EMBED_ORIGINS", "https://voorbeeld.nl; script-src *"),
    ("EMBED_ORIGINS", "https://voorbeeld.nl, https://voorbeeld.org"),
    ("EMBED_ORIGINS", "'none'"),
    ("EMBED_ORIGINS", "https://voorbeeld.nl:99999"),
    ("MAIL_PORT", "smtp"),
    ("MAIL_USE_TLS", "starttls"),
    ("MAIL_USE_SSL", "ja"),
    ("MAIL_DEFAULT_SENDER", "Regelruimte"),
    ("MAIL_DEFAULT_SENDER", "a@voorbeeld.nl\r\nBcc: b@voorbeeld.nl"),
    ("UNDO_MINUTES", "-1"),
    ("UNDO_MINUTES", "een kwartier"),
    ("DECISION_POLICY", "allebei"),
    ("TRUSTED_PROXIES", "1.5"),
    ("RATELIMIT_ENABLED", "uit"),
    ("REPLY_WORKING_DAYS", "tien"),
    ("DRAFT_DAYS", "60 dagen"),
    ("SENT_PAGE_HOURS", "-"),
    ("APPLICANT_LINK_DAYS", "x"),
    ("COORDINATOR_LINK_DAYS", "x"),
    ("BACKUP_DAYS", "drie weken"),
    ("HOST_PAGE", "https://voorbeeld.nl"),
    ("HOST_PAGE", "Ons plein <javascript:alert(1)>"),
    ("ACCESSIBILITY_STATEMENT", "het register"),
    ("PUBLISHER", "https://identifier.overheid.nl/tooi/id/ministerie/mnre0000"),
    ("PUBLISHER", "Ministerie X <mnre0000>"),
    ("COORDINATORS", "Rense Bos <rené.bos@imi.nu>"),
    ("COORDINATORS", "Rense Bos <r.bos@minïsterie.nl>"),
    ("COORDINATORS", "Rense Bos <r.bos@imi.nu>, R. Bos <R.Bos@imi.nu>"),
    ("COORDINATOR_PHONES", "06-1, 06-2, 06-3"),
    ("MAIL_DEFAULT_SENDER", "Regelruimte <rené@regelruimte.example>"),
    ("MAIL_RETURN_PATH", "Bounces <bounces@regelruimte.example>"),
    ("MAIL_SERVER", "smtp://smtp.example"),
    ("MAIL_SERVER", "smtp.example:587"),
    ("MAIL_PORT", "99999"),
    ("MAIL_PORT", "0"),
    ("RATELIMIT_STORAGE_URI", "redis://127.0.0.1"),
    ("RATELIMIT_STORAGE_URI", "onzin"),
    ("RATELIMIT_STORAGE_URI", "http://["),
    ("WORKERS", "0"),
    ("WORKERS", "twee"),
    ("TRUSTED_PROXIES", "1000"),
    ("COPY_TO", "mysql://localhost/x"),
    ("UNDO_MINUTES", "9" * 5000),
    ("CONTROLLER", "Het\nministerie"),
    *((f"{name}_DAYS", "0") for name in ("DRAFT", "CLOSED", "UNTOUCHED", "PILOT", "MAIL")),
    *((f"{name}_DAYS", "0") for name in ("ANSWER", "APPLICANT_LINK", "COORDINATOR_LINK")),
    ("DRAFT_WARNING_DAYS", "0"),
    ("DRAFT_WARNING_DAYS", "60"),
    ("UNTOUCHED_DAYS", "28"),
    ("SENT_PAGE_HOURS", "0"),
    ("REPLY_WORKING_DAYS", "0"),
]


@pytest.mark.parametrize(("name", "value"), FAULTS)
def test_a_faulty_variable_is_named_once(name: str, value: str, tmp_path: Path) -> None:
    with refused() as lines:
        configured(tmp_path, **{name: value})
    assert [line.partition(":")[0] for line in lines] == [PREFIX + name]


# Secrets in files


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file that is not in the instance folder."""
    path = tmp_path / "secrets" / "secret"
    path.parent.mkdir()
    return path


# Each with what is in its file, and where the configuration has it.
IN_FILES: dict[str, tuple[str, Callable[[Config], str]]] = {
    "SECRET_KEY": ("geheim" * 6, lambda config: config.secret_key),
    "SECRET_KEY_FALLBACKS": ("oud,ouder", lambda config: ",".join(config.secret_key_fallbacks)),
    "DATABASE_URL": ("sqlite:////tmp/x.sqlite", lambda config: config.database_url),
    "MAIL_PASSWORD": ("hush hush ", lambda config: config.mail.password),
}
each_secret = pytest.mark.parametrize("name", IN_FILES)


def with_file(file: Path, name: str, **variables: str) -> Config:
    """Return the configuration of a valid environment, this secret in a file."""
    ours = {"MAIL_USERNAME": "site", "MAIL_PASSWORD": "x", name: "", f"{name}_FILE": str(file)}
    return configured(file.parent, **(ours | variables))


@each_secret
@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_a_secret_is_what_its_file_holds_without_the_last_line_end(
    file: Path, name: str, end: str
) -> None:
    text, read = IN_FILES[name]
    file.write_bytes((text + end).encode())

    assert read(with_file(file, name)) == text


@each_secret
def test_a_secret_and_its_file_do_not_go_together(file: Path, name: str) -> None:
    file.write_text("kanarie")
    with refused() as lines:
        with_file(file, name, **{name: "vink"})

    assert lines == [f"{PREFIX}{name}_FILE: is given beside {PREFIX}{name}; give one of the two"]


def test_a_blank_variable_is_none_beside_a_file(file: Path) -> None:
    file.write_text(KEY)

    assert with_file(file, "SECRET_KEY", SECRET_KEY=" ").secret_key == KEY


@each_secret
@pytest.mark.parametrize(
    "content", [b"", b"\n", b"  \n", b"\xff\xfe", b"kanarie\n\n", b"ka\0narie"]
)
def test_a_file_without_a_secret_is_named_by_its_variable_and_not_told(
    file: Path, name: str, content: bytes
) -> None:
    file.write_bytes(content)
    with refused() as lines:
        with_file(file, name)

    (line,) = lines
    assert line.startswith(f"{PREFIX}{name}_FILE: ")
    assert "narie" not in line
    assert str(file) not in line


@each_secret
def test_a_file_that_is_not_there_is_named_by_its_variable(file: Path, name: str) -> None:
    with refused() as lines:
        with_file(file, name)

    assert lines == [
        f"{PREFIX}{name}_FILE: names a file that cannot be read: No such file or directory"
    ]


def test_a_folder_and_a_pipe_are_no_files(file: Path) -> None:
    os.mkfifo(file)
    for path in (file, file.parent):
        with refused() as lines:
            with_file(path, "SECRET_KEY")

        assert lines == [f"{PREFIX}SECRET_KEY_FILE: names something that is not a file"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_a_file_of_somebody_else_is_named_by_its_variable(file: Path) -> None:
    file.write_text(KEY)
    file.chmod(0)
    with refused() as lines:
        with_file(file, "SECRET_KEY")

    assert lines == [
        f"{PREFIX}SECRET_KEY_FILE: names a file that cannot be read: Permission denied"
    ]


def test_a_secret_where_its_path_belongs_is_not_told() -> None:
    with refused() as lines:
        read_config({f"{PREFIX}SECRET_KEY_FILE": "kanarie" * 50})

    assert "kanarie" not in "".join(lines)


def test_what_holds_no_secret_is_read_from_no_file(file: Path) -> None:
    with refused() as lines:
        configured(file.parent, SITE_URL_FILE=str(file))

    assert lines[0].startswith(f"{PREFIX}SITE_URL_FILE: no variable of this site")


def test_all_faulty_variables_are_named_at_once(tmp_path: Path) -> None:
    faults = dict(FAULTS)
    with refused() as lines:
        configured(tmp_path, SECRET_KEY="", **faults)
    named = {line.partition(":")[0] for line in lines}
    assert named == {PREFIX + name for name in (*faults, "SECRET_KEY")}


@pytest.mark.parametrize("port", ["http", "0", "99999"])
def test_a_faulty_port_is_named(tmp_path: Path, port: str) -> None:
    ours = {PREFIX + "SECRET_KEY": KEY, PREFIX + "INSTANCE_PATH": str(tmp_path), "PORT": port}
    with pytest.raises(ConfigError, match="PORT"):
        read_config(ours)


def test_what_cannot_be_seen_is_named_by_its_code(tmp_path: Path) -> None:
    with refused() as lines:
        configured(tmp_path, COORDINATORS="Bart Krull <b.krull@imi.nu\u200b>")
    assert "U+200B" in lines[0]


@pytest.mark.parametrize("password", ["gehéim", "gehe\u200bim", "geheim"])
def test_a_password_that_cannot_be_sent_is_named_but_not_told(
    tmp_path: Path, password: str
) -> None:
    with refused() as lines:
        configured(tmp_path, MAIL_PASSWORD=password)
    assert "MAIL_PASSWORD" in "".join(lines)
    assert "geh" not in "".join(lines)


@pytest.mark.parametrize("alone", ["MAIL_USERNAME", "MAIL_PASSWORD"])
def test_a_name_and_a_password_go_together(tmp_path: Path, alone: str) -> None:
    with refused() as lines:
        configured(tmp_path, **{alone: "ik"})
    assert all(name in lines[0] for name in ("MAIL_USERNAME", "MAIL_PASSWORD"))


@pytest.mark.parametrize(
    ("misspelt", "meant"),
    [("DATABASE_URI", "DATABASE_URL"), ("undo_minutes", "UNDO_MINUTES"), ("XYZ", "")],
)
def test_an_unknown_variable_refuses_with_the_one_that_was_meant(
    tmp_path: Path, misspelt: str, meant: str
) -> None:
    with refused() as lines:
        configured(tmp_path, **{misspelt: "1"})
    hint = f"; did you mean {PREFIX}{meant}?" if meant else ""
    assert lines == [f"{PREFIX}{misspelt}: no variable of this site{hint}"]


def test_a_draft_is_warned_of_before_it_ends_whatever_its_term(tmp_path: Path) -> None:
    warned = {
        days: configured(tmp_path, DRAFT_DAYS=days).terms.draft_warning_days
        for days in ("2", "5", "30", "60")
    }
    assert warned == {"2": 1, "5": 1, "30": 23, "60": 53}


def test_a_sender_on_this_machine_is_fine(tmp_path: Path) -> None:
    config = configured(tmp_path, SITE_URL="http://localhost:8001")
    assert config.mail.default_sender == "Regelruimte <regelruimte@localhost>"


def test_a_message_never_holds_a_password(tmp_path: Path) -> None:
    with refused() as lines:
        configured(tmp_path, DATABASE_URL="mysql://ik:geheim@db/x", MAIL_PASSWORD="geheim")
    assert "geheim" not in "".join(lines)


@pytest.mark.parametrize(
    "rest",
    [
        "jan:ge/heim@db.example/x",
        "jan:ge#heim@db.example/x",
        "jan:ge@heim@db.example/x",
        "jan:12/heim@db.example/x",
        "jan:ge%heim@db.example/x",
        "jan:geheim@db.example:70000/x",
        "jan:geheim@db.example/x?sslmode=verifi-full",
        "jan:geheim@db.example/x?sslmod=verify-full",
        "jan:geheim@db.example",
    ],
)
def test_a_faulty_database_address_is_named_and_no_part_of_it_told(
    tmp_path: Path, rest: str
) -> None:
    with refused() as lines:
        configured(tmp_path, DATABASE_URL=f"postgresql://{rest}")

    assert [line.partition(":")[0] for line in lines] == [f"{PREFIX}DATABASE_URL"]
    assert [part for part in ("ge", "heim", "jan", "12", "example") if part in lines[0]] == []


# What `make serve` refuses


SOUND = {
    "SECRET_KEY": KEY,
    "SITE_URL": "https://regelruimte.example",
    "MAIL_SERVER": "smtp.example",
    "MAIL_USE_TLS": "1",
    "BIND": "127.0.0.1:8000",
}


def refusals(tmp_path: Path, **changed: str) -> list[str]:
    given = SOUND | {"INSTANCE_PATH": str(tmp_path)} | changed
    lines = unsafe_for_production({PREFIX + name: value for name, value in given.items()})
    return [line.partition(":")[0].removeprefix(PREFIX) for line in lines]


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"SITE_URL": "http://127.0.0.1:8000", "RATELIMIT_ENABLED": "0"},
        {"MAIL_SERVER": "localhost", "MAIL_USE_TLS": "0"},
        {"MAIL_USE_TLS": "0", "MAIL_USE_SSL": "1"},
        {"BIND": "unix:/run/regelruimte.sock"},
        {"BIND": "0.0.0.0:8000"},
        {"BIND": ""},
        {"DATABASE_URL": "postgresql://ik@127.0.0.1,localhost/x"},
        {"DATABASE_URL": "postgresql:///x?host=/run/postgresql"},
        {"DATABASE_URL": "postgresql://ik@a.example,b.example/x?sslmode=verify-full"},
        {"DATABASE_URL": "postgresql://ik@db.example/x", "DATABASE_CLEARTEXT_OK": "1"},
    ],
)
def test_a_sound_configuration_may_serve(tmp_path: Path, changed: dict[str, str]) -> None:
    assert refusals(tmp_path, **changed) == []


@pytest.mark.parametrize(("key", "named"), [(KEY, []), ("kort", ["SECRET_KEY"])])
def test_a_key_in_a_file_is_judged_the_same(file: Path, key: str, named: list[str]) -> None:
    file.write_text(key)

    assert refusals(file.parent, SECRET_KEY="", SECRET_KEY_FILE=str(file)) == named


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "kort"}, "SECRET_KEY"),
        ({"SITE_URL": " "}, "SITE_URL"),
        ({"SITE_URL": "http://regelruimte.example"}, "SITE_URL"),
        ({"SITE_URL": "HTTP://REGELRUIMTE.EXAMPLE"}, "SITE_URL"),
        ({"SITE_URL": "http://localhost:8000", "BIND": "0.0.0.0:8000"}, "SITE_URL"),
        ({"SITE_URL": "http://localhost:8000", "BIND": "[::]:8000"}, "SITE_URL"),
        ({"SITE_URL": "regelruimte.example"}, "SITE_URL"),
        ({"MAIL_SERVER": ""}, "MAIL_SERVER"),
        ({"MAIL_USE_TLS": "0"}, "MAIL_USE_TLS"),
        ({"MAIL_USE_SSL": "1"}, "MAIL_USE_SSL"),
        ({"RATELIMIT_ENABLED": "0"}, "RATELIMIT_ENABLED"),
        ({"RATELIMIT_ENABLED": "False"}, "RATELIMIT_ENABLED"),
        ({"UNDO_MINUTES": "straks"}, "UNDO_MINUTES"),
        ({"DATABASE_URL": "postgresql://ik@db.example/x"}, "DATABASE_URL"),
        ({"DATABASE_URL": "postgresql://ik@db.example/x?sslmode=require"}, "DATABASE_URL"),
        ({"DATABASE_URL": "postgresql://ik@127.0.0.1/x?host=db.example"}, "DATABASE_URL"),
        ({"DATABASE_URL": "postgresql://ik@127.0.0.1/x?hostaddr=192.0.2.1"}, "DATABASE_URL"),
        ({"DATABASE_URL": "postgresql://ik@127.0.0.1,db.example/x"}, "DATABASE_URL"),
    ],
)
def test_an_unsafe_one_is_refused_by_name(
    tmp_path: Path, changed: dict[str, str], named: str
) -> None:
    assert refusals(tmp_path, **changed) == [named]


def test_all_that_is_missing_is_named_at_once(tmp_path: Path) -> None:
    nothing = {"SECRET_KEY": "", "SITE_URL": "", "MAIL_SERVER": ""}

    assert refusals(tmp_path, **nothing) == list(nothing)


# Metrics


@pytest.mark.parametrize("bind", ["127.0.0.1:9465", "localhost:9465", "[::1]:9465"])
def test_metrics_on_loopback_need_no_token(tmp_path: Path, bind: str) -> None:
    host = bind.rpartition(":")[0].strip("[]")
    assert configured(tmp_path, METRICS_BIND=bind).metrics_bind == (host, 9465)


@pytest.mark.parametrize("token", ["", "kort"])
def test_metrics_for_other_machines_need_a_long_token(tmp_path: Path, token: str) -> None:
    with refused() as lines:
        configured(tmp_path, METRICS_BIND="0.0.0.0:9465", METRICS_TOKEN=token)

    assert [line.partition(":")[0] for line in lines] == ["REGELRUIMTE_METRICS_TOKEN"]
    assert configured(tmp_path, METRICS_BIND="0.0.0.0:9465", METRICS_TOKEN=KEY).metrics_token == KEY


@pytest.mark.parametrize("bind", ["9465", "127.0.0.1", "127.0.0.1:", "127.0.0.1:99999", ":9465"])
def test_metrics_need_a_host_and_a_port(tmp_path: Path, bind: str) -> None:
    with refused() as lines:
        configured(tmp_path, METRICS_BIND=bind)

    assert [line.partition(":")[0] for line in lines] == ["REGELRUIMTE_METRICS_BIND"]
