"""Files of other apps: written anew here with their quirks, and real ones where they lie near."""

from __future__ import annotations

from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[3] / "shared" / "data" / "imports"
"""Real exports, which are no part of the project."""

needs_samples = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="the real exports of other apps are not on this computer"
)

DAYLIO = (
    "full_date,date,weekday,time,mood,activities,scales,note_title,note\n"
    "2026-10-30,October 30,Friday,10:04 PM,vaguely ok,2ćities  skylines | chess,"
    '"","Title","A ""q"" ń"\n'
    "2026-10-30,October 30,Friday,12:00 AM,sad ,chess |,"
    '"Sleep Quality: 8/10 points | Sleep Time: 7:30","",""\n'
    '2026-10-29,October 29,Thursday,14:03,rad,chess,,"","","Line<br>and <b>bold</b>"\n'
)
"""Three entries of two days: renamed moods, midnight, a scale, an empty cell too many."""

BEARABLE = (
    "date,date formatted,weekday,time of day,category,rating/amount,detail,notes\n"
    '"5th Oct 2026","2026-10-05","Monday","am","Symptom","2","Back (lower) pain (Moderate)",""\n'
    '"5th Oct 2026","2026-10-05","Monday","all day","Symptom","4",'
    '"Back (lower) pain (Unbearable)","no rest"\n'
    '"6th Oct 2026","2026-10-06","Tuesday","","Mood","3","",""\n'
)
"""Two ratings of one symptom, whose name holds brackets, and a mood."""

MEDTIMER_EVENTS = (
    "Erinnert;Name;Dosis;Genommen;Tags;Intervall;Notizen;"
    "Erinnert (ISO 8601);Genommen (ISO 8601)\n"
    "3.10.26 2:00;Selen (200 µg);10mg;3.10.26 2:02;a, b;2:14;semi;colon;"
    "2026-10-03T00:00:00Z;2026-10-03T00:02:00Z\n"
    "3.10.26 2:30;Ibuprofen;three;;;0:00;;2026-10-03T00:30:00Z;\n"
)
"""Taken, with a semicolon in the note, and not taken; the header in another language."""
