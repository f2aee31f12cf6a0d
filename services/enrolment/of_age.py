"""Whether somebody is of age on a day."""

from datetime import date

from services.contract.enrolment import OF_AGE


def is_of_age(born: date, today: date) -> bool:
    """From the 18th birthday on; of who was born on a leap day, from the first of March."""
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return years >= OF_AGE
