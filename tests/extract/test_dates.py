"""A date is read as it is written, in many languages: no hour, day or zone is made up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclip.article import Precision, Timestamp
from newsclip.extract.dates import parse_date

DAY = "2021-06-22"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2021-06-22", DAY),
        ("2021/6/22", DAY),
        ("2021.06.22", DAY),
        ("20210622", DAY),
        ("2021-06-22T03:58:39Z", "2021-06-22T03:58:39+00:00"),
        ("2021-06-22T03:58:39.123+0800", "2021-06-22T03:58:39+08:00"),
        ("2021-06-22 03:58:39 +0800", "2021-06-22T03:58:39+08:00"),
        ("2021-06-22 03:58", "2021-06-22T03:58"),
        ("2021-06-22T03:58-05", "2021-06-22T03:58-05:00"),
        ("20210622T035839Z", "2021-06-22T03:58:39+00:00"),
        ("2021-06-22T03:58:39+02:00[Europe/Berlin]", "2021-06-22T03:58:39+02:00"),
        ("Tue, 22 Jun 2021 03:58:39 GMT", "2021-06-22T03:58:39+00:00"),
        ("Tue, 22 Jun 2021 03:58:39 +0200", "2021-06-22T03:58:39+02:00"),
        ("Tuesday, 22-Jun-21 03:58:39 GMT", "2021-06-22T03:58:39+00:00"),
        ("Tue Jun 22 03:58:39 2021", "2021-06-22T03:58:39"),
        ("Tue Jun 22 03:58:39 UTC 2021", "2021-06-22T03:58:39+00:00"),
        ("Tue Jun 22 2021 03:58:39 GMT+0900 (日本標準時)", "2021-06-22T03:58:39+09:00"),
        ("1624334319", "2021-06-22T03:58:39+00:00"),
        ("1624334319000", "2021-06-22T03:58:39+00:00"),
        ("2021", "2021"),
        ("2021-06", "2021-06"),
        ("06/2021", "2021-06"),
    ],
)
def test_what_machines_write(text: str, wanted: str) -> None:
    assert str(parse_date(text)) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "June 22, 2021",
        "Jun 22nd, 2021",
        "Published on 22 June 2021 by Ann",
        "the 22nd of June, 2021",
        "22. Juni 2021",
        "Dienstag, 22. Juni 2021",
        "22 juin 2021",
        "mardi 22 juin 2021",
        "22 de junio de 2021",
        "junio 22, 2021",
        "22 de junho de 2021",
        "22 giugno 2021",
        "22 juni 2021",
        "22 июня 2021 г.",
        "22 червня 2021",
        "22 Haziran 2021 Salı",
        "22. juni 2021",
        "22. kesäkuuta 2021",
        "22 czerwca 2021",
        "22. června 2021",
        "2021. június 22.",
        "22 iunie 2021",
        "22 Ιουνίου 2021",
        "٢٢ يونيو ٢٠٢١",
        "22 حزيران 2021",
        "22 יוני 2021",
        "22 ביוני 2021",
        "1 تیر 1400",
        "۱ تير ۱۴۰۰",
        "1400/04/01",
        "۱۴۰۰-۰۴-۰۱",
        "01/04/1400",
        "110-06-22",
        "22 มิ.ย. 64",
        "22 มิถุนายน พ.ศ. ๒๕๖๔",
        "22 чэрвеня 2021",
        "22 јуни 2021",
        "22. júní 2021",
        "22 xuño 2021",
        "22 iyun 2021",
        "22 маусым 2021",
        "22 ივნისი, 2021",
        "22 հունիսի 2021",
        "22 ஜூன் 2021",
        "22 జూన్ 2021",
        "22 ജൂൺ 2021",
        "22 ಜೂನ್ 2021",
        "22 जून २०२१",
        "22 જૂન 2021",
        "22 ਜੂਨ 2021",
        "22 जून 2021",
        "22 জুন 2021",
        "22 Juni 2021",
        "22 tháng 6, 2021",
        "22 มิถุนายน 2564",
        "2021年6月22日",
        "２０２１年６月２２日",
        "二〇二一年六月二十二日",
        "令和3年6月22日",
        "民國110年6月22日",
        "2021년 6월 22일",
        "2021. 6. 22.",
        "22.06.2021",
        "22/06/2021",
        "22-06-2021",
        "22.06.21",
    ],
)
def test_a_day_in_many_languages_stays_a_day(text: str) -> None:
    assert str(parse_date(text)) == DAY


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("1403/12/30", "2025-03-20"),
        ("1404/01/01", "2025-03-21"),
        ("1399/12/30", "2021-03-20"),
        ("1357/11/22", "1979-02-11"),
        ("1402/13/01", None),
        ("0112-09-08-77", None),
        ("03 ফেব্রুয়ারি ২০২৪", "2024-02-03"),
    ],
)
def test_days_of_other_calendars(text: str, wanted: str | None) -> None:
    assert (str(found) if (found := parse_date(text)) else None) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("8.9.2023 klo 7.15", "07:15"), ("8 sep 2023 kl. 07.15", "07:15"), ("8 settembre 2023 alle 7.15", "07:15")],
)
def test_times_with_a_dot(text: str, wanted: str) -> None:
    assert str(parse_date(text)) == f"2023-09-08T{wanted}"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("June 22, 2021 at 3:58 pm EDT", "2021-06-22T15:58-04:00"),
        ("June 22, 2021 12:05 a.m.", "2021-06-22T00:05"),
        ("3:58 PM, June 22 2021", "2021-06-22T15:58"),
        ("22 June 2021, 15:58 BST", "2021-06-22T15:58+01:00"),
        ("22. Juni 2021, 10.30 Uhr", "2021-06-22T10:30"),
        ("22.06.2021 | 10:30 Uhr", "2021-06-22T10:30"),
        ("22 juin 2021 à 10h30", "2021-06-22T10:30"),
        ("22 июня 2021, 10:30 (МСК)", "2021-06-22T10:30+03:00"),
        ("2021年6月22日 10:30:12", "2021-06-22T10:30:12"),
        ("2021年06月22日下午3时05分", "2021-06-22T15:05"),
        ("2021年6月22日 午後3時", "2021-06-22T15:00"),
        ("2021년 6월 22일 오후 3:05", "2021-06-22T15:05"),
        ("06/22/2021 3:58 PM", "2021-06-22T15:58"),
        ("June 22, 2021 5:00 p.m. ET", "2021-06-22T17:00"),
    ],
)
def test_a_time_keeps_its_minute_and_its_zone(text: str, wanted: str) -> None:
    assert str(parse_date(text)) == wanted


def test_a_page_in_american_english_puts_the_month_first() -> None:
    assert str(parse_date("06/07/2021", month_first=True)) == "2021-06-07"
    assert str(parse_date("06/07/2021")) == "2021-07-06"
    assert str(parse_date("06.07.2021", month_first=True)) == "2021-07-06"
    assert str(parse_date("22/06/2021", month_first=True)) == DAY


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "   ",
            "3 hours ago",
            "yesterday",
            "vor 2 Tagen",
            "昨天",
            "May",
            "12",
            "12:30",
            "2021-02-30",
            "31 June 2021",
        ),
        *(
            "June 2021 was warm and 40 people came",
            "version 1.2.3",
            "+49 30 123456",
            "99999999999999999999",
            "\x00",
            "1/2",
        ),
    ],
)
def test_what_is_no_date_is_none_or_coarse(text: str) -> None:
    found = parse_date(text)
    assert found is None or found.precision < Precision.DAY


_OFFSETS = st.none() | st.integers(-47, 55).map(
    lambda quarters: timezone(timedelta(minutes=15 * quarters)) if quarters else UTC
)
_MOMENTS = st.builds(
    Timestamp,
    st.datetimes(datetime(1900, 1, 1), datetime(2099, 12, 31), timezones=_OFFSETS).map(
        lambda m: m.replace(microsecond=0)
    ),
)


@given(_MOMENTS)
def test_what_a_timestamp_writes_is_read_back(moment: Timestamp) -> None:
    assert parse_date(str(moment)) == moment


@given(st.dates(datetime(1900, 1, 1).date(), datetime(2099, 12, 31).date()))
def test_a_day_is_read_back_however_it_is_written(day: datetime) -> None:
    wanted = day.isoformat()
    for shape in (
        "%Y/%m/%d",
        "%d.%m.%Y",
        "%d %B %Y",
        "%B %d, %Y",
        "%A, %d. %B %Y",
        "%Y年%m月%d日",
        "%Y%m%d",
        "%d-%b-%Y",
    ):
        assert str(parse_date(day.strftime(shape))) == wanted


@given(st.text(max_size=60) | st.from_regex(r"[\d :./年月日TZ+-]{0,30}", fullmatch=True))
def test_no_text_breaks_it(text: str) -> None:
    found = parse_date(text)
    assert found is None or isinstance(str(found), str)
