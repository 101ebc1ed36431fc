"""A service's refusal, shown beside what was typed."""

from django import forms

from kentongan.ground.basics.errors import Invalid


def show_problems(
    form: forms.Form, refusal: Invalid, *, otherwise: str | None = None
) -> None:
    """Put each sentence beside the field that it names.

    Args:
        otherwise: The field for what names none of the form's; above the form if None.
    """
    for name, sentence in refusal.problems.items():
        form.add_error(name if name in form.fields else otherwise, sentence)
