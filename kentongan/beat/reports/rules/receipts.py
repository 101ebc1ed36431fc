"""The receipt: sixteen digits, the last of which finds a slip of the finger."""

from typing import Final

DIGITS: Final = 16
_FREE: Final = DIGITS - 1


def check_digit(digits: str) -> str:
    """The digit that makes `digits` whole, by Luhn (ISO/IEC 7812-1, annex B)."""
    total = 0
    for index, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if index % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def receipt_from(noise: int) -> str:
    """The receipt that stands for a large random number."""
    digits = f"{noise % 10**_FREE:0{_FREE}d}"
    return digits + check_digit(digits)


def read_receipt(typed: str) -> str | None:
    """The receipt that was typed, however it was grouped; None if it cannot be one."""
    digits = "".join(one for one in typed if not (one.isspace() or one in "-.\u2013"))
    if len(digits) != DIGITS or not (digits.isascii() and digits.isdigit()):
        return None
    return digits if check_digit(digits[:-1]) == digits[-1] else None


def grouped(receipt: str) -> str:
    """As it is written on paper: four times four."""
    return " ".join(receipt[at : at + 4] for at in range(0, len(receipt), 4))
