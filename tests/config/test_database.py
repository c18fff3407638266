from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from config.database import parse_database_url
from config.env import SettingError


def parse(url: str) -> dict[str, Any]:
    return parse_database_url(url, base=Path("/srv/briefs"), pool_size=4)


def test_sqlite_path_with_three_slashes_lies_below_the_project() -> None:
    assert parse("sqlite:///var/a%20b.sqlite3")["NAME"] == "/srv/briefs/var/a b.sqlite3"


def test_sqlite_path_with_four_slashes_is_absolute() -> None:
    assert parse("sqlite:////data/b.sqlite3")["NAME"] == "/data/b.sqlite3"


def test_sqlite_writers_wait_for_each_other_and_connections_stay_open() -> None:
    database = parse("sqlite:///var/b.sqlite3")
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert database["CONN_MAX_AGE"] is None


@pytest.mark.django_db
def test_sqlite_is_durable_and_its_triggers_see_replaced_rows() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("DATABASE_URL does not name an SQLite file")
    with connection.cursor() as cursor:
        values = [
            cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("synchronous", "recursive_triggers", "foreign_keys")
        ]
    assert values == [2, 1, 1]


def test_postgresql_parts_are_decoded() -> None:
    database = parse("postgresql://us%40er:p%2Fw%23%3A@db.example.org:5433/bri%20efs?sslmode=require")
    assert {key: database[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "CONN_MAX_AGE")} == {
        "NAME": "bri efs",
        "USER": "us@er",
        "PASSWORD": "p/w#:",
        "HOST": "db.example.org",
        "PORT": "5433",
        "CONN_MAX_AGE": 0,
    }
    assert database["OPTIONS"] == {
        "connect_timeout": 3,
        "pool": {"min_size": 1, "max_size": 4, "timeout": 5},
        "sslmode": "require",
    }


def test_postgresql_takes_a_socket_directory_as_host() -> None:
    database = parse("postgres:///briefs?host=/run/postgresql")
    assert database["HOST"] == "/run/postgresql"
    assert "host" not in database["OPTIONS"]


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("mysql://a/b", "begins with 'mysql', but must begin with sqlite or postgresql"),
        ("briefs.sqlite3", "begins with 'nothing'"),
        ("", "begins with 'nothing'"),
        ("sqlite://var/b.sqlite3", "must name one SQLite file after three slashes"),
        ("sqlite:///", "must name one SQLite file after three slashes"),
        ("sqlite:///var/", "must name one SQLite file after three slashes"),
        ("sqlite:///b?mode=ro", "must name one SQLite file after three slashes"),
        ("sqlite:///a%00b", "holds a NUL"),
        ("sqlite:///a%ff", "can't be read"),
        ("sqlite:///a\x00b", "holds a control character"),
        ("postgresql://h", "must name one database after the host"),
        ("postgresql://h/a/b", "must name one database after the host"),
        ("postgresql://h:port/a", "the port must be a number"),
        ("postgresql://h:99999/a", "the port must be a number"),
        ("postgresql://[::1/a", "isn't a valid address"),
        ("postgresql://u:p#w@h/a", "holds a #; write it as %23"),
        ("postgresql://h/a?sslmode", "can't be read"),
        ("postgresql://h/a?sslmode=maybe", "sslmode='maybe', but it must be one of disable, allow"),
        ("postgresql://h/a?options=-c%20x", "has the option 'options'; those known are application_name"),
        ("postgresql://h/a?host=b", "names a host twice"),
    ],
)
def test_a_url_nobody_can_use_is_refused_in_a_sentence(url: str, sentence: str) -> None:
    with pytest.raises(SettingError) as caught:
        parse(url)
    assert str(caught.value).startswith("DATABASE_URL ")
    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "mysql://u:s3cret@h/b",
        "postgresql://u:s3cret@h",
        "postgresql://u:s3cret@h:x/b",
        "sqlite://u:s3cret@h/b",
    ],
)
def test_a_refusal_never_repeats_the_password(url: str) -> None:
    with pytest.raises(SettingError) as caught:
        parse(url)
    assert "s3cret" not in str(caught.value)
