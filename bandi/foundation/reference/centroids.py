"""Where a country stands on a map when nothing more exact is known: a point within it, by ISO 3166-1 alpha-2 code.

Degrees north and east, rounded to half a degree: a mark for the country, not a measurement.
"""

from __future__ import annotations

_POINTS = """
AD 42.5 1.5|AE 24 54|AF 34 66|AG 17 -62|AL 41 20|AM 40 45|AO -12.5 18.5|AR -34 -64|AT 47.5 14|AU -25 135|AZ 40.5 47.5
BA 44 18|BB 13 -59.5|BD 24 90|BE 50.5 4.5|BF 13 -2|BG 42.5 25|BH 26 50.5|BI -3.5 30|BJ 9.5 2.5|BN 4.5 114.5|BO -17 -65
BR -10 -55|BS 24 -76|BT 27.5 90.5|BW -22 24|BY 53 28|BZ 17 -88.5|CA 60 -96|CD -2.5 23.5|CF 7 21|CG -1 15|CH 47 8
CI 8 -5|CL -30 -71|CM 6 12|CN 35 105|CO 4 -72|CR 10 -84|CU 21.5 -80|CV 16 -24|CY 35 33|CZ 49.5 15.5|DE 51 10|DJ 11.5 43
DK 56 10|DM 15.5 -61.5|DO 19 -70.5|DZ 28 3|EC -2 -77.5|EE 59 26|EG 27 30|ER 15 39|ES 40 -4|ET 8 38|FI 64 26|FJ -18 178
FM 7 158|FR 46 2|GA -1 11.5|GB 54 -2|GD 12 -61.5|GE 42 43.5|GH 8 -2|GM 13.5 -15.5|GN 11 -10|GQ 2 10|GR 39 22
GT 15.5 -90.5|GW 12 -15|GY 5 -59|HK 22.5 114|HN 15 -86.5|HR 45 15.5|HT 19 -72.5|HU 47 20|ID -5 120|IE 53 -8|IL 31.5 35
IN 20 77|IQ 33 44|IR 32 53|IS 65 -18|IT 43 12.5|JM 18 -77.5|JO 31 36|JP 36 138|KE 1 38|KG 41 75|KH 13 105|KI 1.5 173
KM -12 44|KN 17.5 -62.5|KP 40 127|KR 36.5 128|KW 29.5 47.5|KZ 48 68|LA 18 105|LB 34 36|LC 14 -61|LI 47 9.5|LK 7 81
LR 6.5 -9.5|LS -29.5 28.5|LT 56 24|LU 50 6|LV 57 25|LY 25 17|MA 32 -5|MC 43.5 7.5|MD 47 29|ME 42.5 19|MG -20 47
MH 9 168|MK 41.5 22|ML 17 -4|MM 22 98|MN 46 105|MO 22 113.5|MR 20 -12|MT 36 14.5|MU -20.5 57.5|MV 3 73|MW -13.5 34
MX 23 -102|MY 2.5 112.5|MZ -18 35|NA -22 17|NE 16 8|NG 10 8|NI 13 -85|NL 52.5 5.5|NO 62 10|NP 28 84|NR -0.5 167
NZ -41 174|OM 21 57|PA 9 -80|PE -10 -76|PG -6 147|PH 13 122|PK 30 70|PL 52 20|PS 32 35|PT 39.5 -8|PW 7.5 134.5
PY -23 -58|QA 25.5 51|RO 46 25|RS 44 21|RU 60 100|RW -2 30|SA 25 45|SB -8 159|SC -4.5 55.5|SD 15 30|SE 62 15|SG 1.5 104
SI 46 15|SK 48.5 19.5|SL 8.5 -11.5|SM 44 12.5|SN 14 -14|SO 10 49|SR 4 -56|SS 8 30|ST 0 6.5|SV 14 -89|SY 35 38
SZ -26.5 31.5|TD 15 19|TG 8 1|TH 15 100|TJ 39 71|TL -9 126|TM 40 60|TN 34 9|TO -20 -175|TR 39 35|TT 10.5 -61
TV -8 178|TW 23.5 121|TZ -6 35|UA 49 32|UG 1 32|US 38 -97|UY -33 -56|UZ 41 64|VA 42 12.5|VC 13 -61|VE 8 -66|VN 16 107.5
VU -16 167|WS -13.5 -172.5|XK 42.5 21|YE 15 48|ZA -29 24|ZM -15 30|ZW -20 30
"""


def _read() -> dict[str, tuple[float, float]]:
    rows = (entry.split() for line in _POINTS.split("\n") for entry in line.split("|") if entry.strip())
    return {code: (float(north), float(east)) for code, north, east in rows}


_BY_CODE = _read()


def centroid_of(code: str) -> tuple[float, float] | None:
    """Return degrees north and east of a country, or None for a code that is not one."""
    return _BY_CODE.get(code.upper())
