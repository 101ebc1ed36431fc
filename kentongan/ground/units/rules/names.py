"""Names as they are compared. How they are shown is left as people write them."""

import re
import unicodedata


def tidy(text: str) -> str:
    """`text` without control characters, blanks single."""
    kept = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in text)
    return " ".join(kept.split())


def name_key(name: str) -> str:
    """What two spellings of one name share.

    Case, dots, accents, apostrophes and blanks do not tell people apart: "M. Yusuf"
    is "M Yusuf", "Ma'ruf" is "Maruf". Different words do, and so does their order.
    """
    folded = unicodedata.normalize("NFKD", name).lower()
    joined = re.sub(r"['’`ʼ]", "", folded)
    letters = "".join(c for c in joined if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", letters.replace("_", " ")))
