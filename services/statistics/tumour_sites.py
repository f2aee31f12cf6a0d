"""Where a primary tumour is, by its code of ICD-10; pure."""

from typing import Final

from services.contract.statistics_enums import TumourSite

_MALIGNANT: Final = "C"
_UNTIL: Final = (
    (14, TumourSite.HEAD_AND_NECK),
    (26, TumourSite.DIGESTIVE),
    (32, TumourSite.HEAD_AND_NECK),
    (39, TumourSite.THORAX),
    (42, TumourSite.OTHER),
    (44, TumourSite.SKIN),
    (49, TumourSite.OTHER),
    (50, TumourSite.BREAST),
    (58, TumourSite.GYNAECOLOGY),
    (68, TumourSite.UROLOGY),
    (69, TumourSite.OTHER),
    (72, TumourSite.NERVOUS_SYSTEM),
    (80, TumourSite.OTHER),
    (96, TumourSite.HAEMATOLOGY),
)
"""The last number of each group of chapter C, in order; C45 is the pleura, of the thorax."""
_PLEURA: Final = 45


def tumour_site(icd10: str | None) -> TumourSite:
    """The site of a code such as `C50.9`; other tumours and diseases are `other`."""
    if icd10 is None:
        return TumourSite.NOT_RECORDED
    number = int(icd10[1:3])
    if icd10[0] != _MALIGNANT:
        return TumourSite.OTHER
    if number == _PLEURA:
        return TumourSite.THORAX
    return next((site for last, site in _UNTIL if number <= last), TumourSite.OTHER)
