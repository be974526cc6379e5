"""Numbers as official papers write them in words."""

DIGITS = "〇一二三四五六七八九"


def numeral(number: int) -> str:
    """十七. For numbers below a hundred, such as those of terms and sessions."""
    tens, ones = divmod(number, 10)
    return f"{DIGITS[tens] if tens > 1 else ''}{'十' if tens else ''}{DIGITS[ones] if ones or not tens else ''}"
