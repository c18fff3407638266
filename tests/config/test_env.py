from ipaddress import ip_network
from pathlib import Path

import pytest

from config.env import Environment, SettingError


def reader(**source: str) -> Environment:
    return Environment(source)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("1", True), ("Yes", True), ("on", True), ("0", False), ("FALSE", False), ("no", False), ("", True)],
)
def test_flag_reads_the_usual_spellings(value: str, expected: bool) -> None:
    assert reader(DEBUG=value).flag("DEBUG", default=True, purpose="") is expected


def test_flag_refuses_anything_else_and_says_what_would_do() -> None:
    with pytest.raises(SettingError) as caught:
        reader(DEBUG="perhaps").flag("DEBUG", default=False, purpose="")
    assert str(caught.value) == "DEBUG is 'perhaps', but must be yes or no. Example: DEBUG=1"


@pytest.mark.parametrize("value", ["-1", "0", "501", "1.5", "8 000", "٣", "9" * 5000, "1e3"])
def test_number_refuses_what_is_out_of_range_or_no_number(value: str) -> None:
    with pytest.raises(SettingError, match=r"POOL is '.*', but must be a whole number from 1 to 500\."):
        reader(POOL=value).number("POOL", default=8, least=1, most=500, purpose="")


def test_number_takes_both_ends_of_its_range() -> None:
    values = [reader(N=text).number("N", default=8, least=1, most=500, purpose="") for text in ("1", "500", "")]
    assert values == [1, 500, 8]


def test_names_are_split_at_commas_and_trimmed() -> None:
    assert reader(HOSTS=" a.org, b.org ,,").names("HOSTS", purpose="") == ["a.org", "b.org"]


def test_choice_ignores_case_and_refuses_the_unknown() -> None:
    options = ("INFO", "ERROR")
    assert reader(LEVEL="error").choice("LEVEL", default="INFO", options=options, purpose="") == "ERROR"
    with pytest.raises(SettingError, match="LEVEL is 'LOUD', but must be one of INFO, ERROR"):
        reader(LEVEL="LOUD").choice("LEVEL", default="INFO", options=options, purpose="")


def test_web_address_loses_its_last_slash() -> None:
    assert reader(SITE="https://a.org/x/").web_address("SITE", purpose="") == "https://a.org/x"


@pytest.mark.parametrize(
    "value",
    [
        "a.org",
        "ftp://a.org",
        "https://",
        "https://a.org:99999",
        "https://me:pw@a.org",
        "https://a.org/?q",
        "https://a.org/#top",
        "https://[::1",
        "https://a.org/\x00",
        "javascript:alert(1)",
    ],
)
def test_web_address_refuses_what_readers_could_not_open(value: str) -> None:
    with pytest.raises(SettingError, match="SITE is .*, but must be an http or https address"):
        reader(SITE=value).web_address("SITE", purpose="")


def test_time_zone_must_exist() -> None:
    assert reader(TZ="Asia/Bishkek").time_zone("TZ", default="UTC", purpose="") == "Asia/Bishkek"
    with pytest.raises(SettingError, match="TZ is 'Europe/Atlantis', but must be a time zone"):
        reader(TZ="Europe/Atlantis").time_zone("TZ", default="UTC", purpose="")


def test_networks_are_addresses_or_ranges() -> None:
    read = reader(PROXIES="127.0.0.1, 10.0.0.0/8").networks("PROXIES", purpose="")
    assert read == [ip_network("127.0.0.1"), ip_network("10.0.0.0/8")]
    with pytest.raises(SettingError, match=r"PROXIES is '10\.0\.0\.1/8', but must be addresses or networks"):
        reader(PROXIES="10.0.0.1/8").networks("PROXIES", purpose="")


def test_service_refuses_an_unknown_scheme_without_repeating_the_password() -> None:
    with pytest.raises(SettingError) as caught:
        reader(REDIS="http://:s3cret@a").service("REDIS", schemes=("redis",), example="redis://a", purpose="")
    assert str(caught.value) == "REDIS must begin with redis. Example: REDIS=redis://a"


def test_text_refuses_control_characters_without_repeating_the_value() -> None:
    with pytest.raises(SettingError) as caught:
        reader(NAME="s3cret\x00b").text("NAME", example="Briefs", purpose="")
    assert str(caught.value) == "NAME holds a control character. Example: NAME=Briefs"


def test_secret_comes_from_the_variable_or_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text("files" * 10 + "\n")
    assert reader(KEY_FILE=str(path)).secret("KEY", least=50, purpose="") == "files" * 10
    assert reader(KEY_FILE=str(path), KEY="value" * 10).secret("KEY", least=50, purpose="") == "value" * 10


def test_secret_refuses_a_short_value_without_repeating_it() -> None:
    with pytest.raises(SettingError, match="KEY has 6 characters and needs 50 or more") as caught:
        reader(KEY="s3cret").secret("KEY", least=50, purpose="")
    assert "s3cret" not in str(caught.value)


def test_secret_refuses_a_value_of_few_different_characters_without_repeating_it() -> None:
    with pytest.raises(SettingError, match="KEY is made of 3 different characters and needs 5 or more") as caught:
        reader(KEY="xyz" * 20).secret("KEY", least=50, purpose="")
    assert "xyz" not in str(caught.value)


def test_secret_names_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"KEY_FILE is '.*nothing', but must be a readable text file"):
        reader(KEY_FILE=str(tmp_path / "nothing")).secret("KEY", least=50, purpose="")


def test_every_setting_read_is_listed() -> None:
    env = reader()
    env.number("N", default=8, least=1, most=9, purpose="How many.")
    assert [(s.name, s.kind, s.default, s.purpose) for s in env.settings.values()] == [
        ("N", "number", "8", "How many.")
    ]
