"""The tags: what they draw, and what they never let through."""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from kentongan.doors.look.gallery import icon_names
from kentongan.doors.look.marks import attribute, slit, tone_of
from kentongan.doors.look.navigation import NavItem

HOSTILE = '<script>alert("x")</script>'


def draw(source: str, **context: Any) -> str:
    with translation.override("en"):
        return Template("{% load look %}" + source).render(Context(context))


class AskForm(forms.Form):
    name = forms.CharField(label="Name", help_text="As said.")
    lamp = forms.ChoiceField(
        label="Lamp",
        choices=[("", "-"), ("present", "There"), ("broken", "Broken")],
        widget=forms.RadioSelect,
    )
    met = forms.MultipleChoiceField(
        label="Met",
        required=False,
        choices=[("a", "Ani"), ("b", "Budi")],
        widget=forms.CheckboxSelectMultiple,
    )
    count = forms.IntegerField(label="Count", required=False)
    agreed = forms.BooleanField(label="Agreed", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


@dataclass(frozen=True)
class Somebody:
    name: str = "Rina Saragih"
    rank: str = "Bripka"
    degrees: tuple[str, ...] = ("S.H.",)
    position: str = "Bhabinkamtibmas"
    acting: str | None = None
    unit: str = "Polsek Firdaus"


def test_a_wrong_field_is_tied_to_its_help_and_its_error() -> None:
    form = AskForm({"name": "", "lamp": "present"})
    form.full_clean()
    drawn = draw("{% field form.name %}", form=form)
    described = re.findall(r'aria-describedby="([^"]+)"', drawn)
    assert described == ["id_name_helptext id_name_error"]
    for ident in described[0].split():
        assert f'id="{ident}"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert '<label for="id_name"' in drawn


def test_a_right_field_names_no_error() -> None:
    form = AskForm({"name": "Ani", "lamp": "present"})
    form.full_clean()
    drawn = draw("{% field form.name %}", form=form)
    assert "_error" not in drawn and "aria-invalid" not in drawn


def test_only_what_may_stay_empty_says_so() -> None:
    form = AskForm()
    assert "may stay empty" in draw("{% field form.count %}", form=form)
    assert "may stay empty" not in draw("{% field form.name %}", form=form)


def test_a_hidden_label_is_still_read_aloud() -> None:
    drawn = draw("{% field form.name hide_label=True %}", form=AskForm())
    assert '<label for="id_name" class="unseen">Name</label>' in drawn


def test_a_hidden_field_is_only_itself() -> None:
    drawn = draw("{% field form.secret %}", form=AskForm())
    assert "<label" not in drawn and 'type="hidden"' in drawn


def test_numbers_get_a_thumb_for_each_way() -> None:
    drawn = draw("{% field form.count %}", form=AskForm())
    assert 'less="Less: Count"' in drawn and "<k-stepper" in drawn


def test_a_checkbox_stands_inside_its_label() -> None:
    drawn = draw("{% field form.agreed %}", form=AskForm())
    assert re.search(r"<label[^>]*><input[^>]*checkbox[^>]*><span>Agreed", drawn)


def test_taps_leave_the_empty_choice_out_and_keep_what_was_tapped() -> None:
    form = AskForm({"lamp": "broken"})
    drawn = draw("{% taps form.lamp %}", form=form)
    assert drawn.count('type="radio"') == 2
    assert re.search(r'value="broken" id="id_lamp_1" checked', drawn)
    assert 'data-tone="good"' in drawn and 'data-tone="warn"' in drawn
    assert "<legend>Lamp</legend>" in drawn


def test_taps_of_many_take_many() -> None:
    drawn = draw("{% taps form.met %}", form=AskForm({"met": ["a", "b"]}))
    assert drawn.count('type="checkbox"') == drawn.count(" checked") == 2
    assert "required" not in drawn


def test_what_people_type_is_never_code() -> None:
    form = AskForm({"name": HOSTILE, "lamp": HOSTILE})
    form.full_clean()
    source = "{% field form.name %}{% taps form.lamp %}{% chip x %}{% person name=x %}"
    drawn = draw(source + "{% icon 'lamp' label=x %}", form=form, x=HOSTILE)
    assert "<script" not in drawn


def test_an_icon_is_silent_unless_it_has_a_label() -> None:
    assert 'aria-hidden="true"' in draw("{% icon 'lamp' %}")
    spoken = draw("{% icon 'lamp' label='Lamp' %}")
    assert 'aria-label="Lamp"' in spoken and "aria-hidden" not in spoken


def test_an_unknown_tone_is_drawn_as_off() -> None:
    assert 'data-tone="off"' in draw("{% chip 'x' tone='purple' %}")
    assert 'data-tone="good"' in draw("{% chip 'x' tone='good' %}")


def test_a_person_is_named_as_on_that_day() -> None:
    drawn = draw("{% person p %}", p=Somebody())
    assert "Bripka Rina Saragih, S.H." in drawn
    assert "Bhabinkamtibmas, Polsek Firdaus" in drawn


def test_an_acting_mark_stands_before_the_position() -> None:
    drawn = draw("{% person p %}", p=replace(Somebody(), acting="Ps"))
    assert "Ps. Bhabinkamtibmas" in drawn


def test_a_person_without_a_seat_is_only_a_name() -> None:
    drawn = draw("{% person name='Ani' %}")
    assert "Ani" in drawn and "person-seat" not in drawn


def test_pages_keep_what_was_searched_for() -> None:
    request = RequestFactory().get("/", {"q": "melati & co", "page": "2"})
    page = Paginator(range(50), 10).get_page(2)
    drawn = draw("{% pages page %}", page=page, request=request)
    assert "q=melati+%26+co&amp;page=1" in drawn and "page=3" in drawn


def test_one_page_needs_no_pager() -> None:
    page = Paginator(range(3), 10).get_page(1)
    assert not draw("{% pages page %}", page=page).strip()


@pytest.mark.parametrize(("items", "bar", "over"), [(3, 3, 0), (5, 5, 0), (7, 4, 3)])
def test_a_bar_holds_five(items: int, bar: int, over: int) -> None:
    nav = [NavItem(f"k{i}", f"/{i}", "sun", f"L{i}") for i in range(items)]
    drawn = draw("{% nav active %}", nav=nav, active=f"k{items - 1}")
    assert drawn.count("<li>") == bar + over
    assert drawn.count('class="nav-over"') == over
    assert ("nav-more" in drawn) == bool(over)
    assert ("data-current" in drawn) == bool(over)


def test_a_page_without_nav_has_no_bar() -> None:
    assert not draw("{% nav 'today' %}").strip()


def test_what_was_not_assessed_is_not_zero() -> None:
    parts = [{"label": "Lamp", "share": None}, {"label": "Book", "share": 0.0}]
    drawn = draw("{% score None parts=parts %}", parts=parts)
    assert drawn.count("not assessed") == 1 and "0%" in drawn
    assert "Not assessed" in drawn and "drum-fill" not in drawn


def test_a_drawing_never_leaves_its_slit() -> None:
    assert slit({"label": "", "share": 3.0}, length=100).width == 100
    assert slit({"label": "", "share": -1}, length=100).width == 0


def test_a_drawing_has_points_in_every_language() -> None:
    with translation.override("id"):
        drawn = Template("{% load look %}{% score 71 parts=p %}").render(
            Context({"p": [{"label": "x", "share": 0.555}]})
        )
    assert 'width="55.5"' in drawn and 'width="125.0"' in drawn


def test_nothing_is_said_of_no_date() -> None:
    source = "{{ n|day }}{{ n|day_short }}{{ n|clock:'WIB' }}{{ n|ago:t }}"
    source += "{{ n|until:t }}{{ n|night }}{{ n|figure }}"
    assert not draw(source, n=None, t=date(2025, 4, 23))


def test_filters_speak_the_language_of_the_page() -> None:
    source = Template("{% load look %}{{ d|day:'short' }} {{ d|night }}")
    with translation.override("id"):
        said = source.render(Context({"d": date(2026, 7, 11)}))
    assert said == "Sabtu 11/7 malam Minggu (Sabtu 11/7)"


@pytest.mark.parametrize(
    ("value", "tone"),
    [
        ("present", "good"),
        (2, "warn"),
        (0, "bad"),
        ("not_assessed", "off"),
        (None, "off"),
    ],
)
def test_choices_have_the_tone_of_their_value(value: object, tone: str) -> None:
    assert tone_of(value) == tone


def test_attributes_are_found_in_objects_and_mappings() -> None:
    assert attribute({"name": "a"}, "name") == attribute(Somebody("a"), "name") == "a"
    assert attribute({"name": None}, "name", "b") == "b"


def test_the_gallery_shows_every_icon() -> None:
    assert len(icon_names()) >= 40 and "kentongan" in icon_names()
