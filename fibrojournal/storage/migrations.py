"""The schema, one append-only step per release that changed it.

Never edit a step that has been released: people's journals have already run it. The tables are
explained in words in docs/journal-file.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fibrojournal.domain.entries import COMPARED, MEDICINES_TAKEN
from fibrojournal.domain.events import CATEGORIES
from fibrojournal.domain.medicines import SETTLING_DAYS, UNITS, WINDOW_DAYS
from fibrojournal.domain.pain_areas import PAIN_AREAS
from fibrojournal.domain.scales import SCALES
from fibrojournal.domain.tracked_items import BETTER, KINDS
from fibrojournal.storage.driver import Migrations

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fibrojournal.domain.scales import Scale
    from fibrojournal.storage.driver import Database

SCHEMA_VERSION = 4
"""Number of the newest step; written to user_version."""

migrations = Migrations("fibrojournal")


def has_unknown_steps(db: Database) -> bool:
    """Tell whether a newer version has already changed this file."""
    applied = {step.name for step in migrations.applied(db)}
    return len(applied | {step.name for step in migrations.pending(db)}) > SCHEMA_VERSION


def _one_of(values: Iterable[object]) -> str:
    return "IN (" + ", ".join(f"'{v}'" if isinstance(v, str) else f"{v}" for v in values) + ")"


def _day(column: str) -> str:
    """Check that a column is a real calendar day as ISO text, or NULL."""
    return f"CHECK ({column} IS NULL OR date({column}) IS {column})"


_FIRST_SCALES = tuple(scale for scale in SCALES.values() if scale.key != "0-100")


def _item_table(db: Database, scales: Iterable[Scale]) -> None:
    db.execute(f"""
        CREATE TABLE tracked_item (
            key TEXT PRIMARY KEY NOT NULL CHECK (length(key) BETWEEN 1 AND 100),
            kind TEXT NOT NULL CHECK (kind {_one_of(KINDS)}),
            scale TEXT NOT NULL CHECK (scale {_one_of(scale.key for scale in scales)}),
            better TEXT NOT NULL CHECK (better {_one_of(BETTER)}),
            own_name TEXT,
            own_low_words TEXT,
            own_high_words TEXT,
            position INTEGER NOT NULL CHECK (position >= 0),
            hidden INTEGER NOT NULL CHECK (hidden IN (0, 1)),
            anchors TEXT NOT NULL CHECK (json_valid(anchors))
        ) STRICT, WITHOUT ROWID""")


def _score_triggers(db: Database, scales: Iterable[Scale]) -> None:
    ranges = " ".join(
        f"WHEN '{scale.key}' THEN NEW.value BETWEEN {scale.low} AND {scale.high}"
        + (" AND NEW.value = CAST(NEW.value AS INTEGER)" if scale.whole else "")
        for scale in scales
    )
    for when in ("INSERT", "UPDATE"):
        db.execute(f"""
            CREATE TRIGGER score_on_its_scale_{when.lower()} BEFORE {when} ON score
            WHEN NEW.value IS NOT NULL AND NOT (
                SELECT CASE scale {ranges} END FROM tracked_item WHERE key = NEW.item)
            BEGIN SELECT RAISE(ABORT, 'score is not on its scale'); END""")  # noqa: S608 - our own ranges


@migrations()
def m001_journal(db: Database) -> None:
    _item_table(db, _FIRST_SCALES)
    db.execute(f"""
        CREATE TABLE entry (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            day TEXT NOT NULL {_day("day")},
            time TEXT CHECK (time IS NULL OR strftime('%H:%M:%S', time) IS time),
            note TEXT NOT NULL,
            written_at TEXT CHECK (written_at IS NULL OR datetime(written_at) IS NOT NULL),
            medicines_taken TEXT CHECK (medicines_taken {_one_of(MEDICINES_TAKEN)}),
            recalled_after_days INTEGER CHECK (recalled_after_days >= 0),
            same_as TEXT {_day("same_as")},
            compared_with_yesterday TEXT CHECK (compared_with_yesterday {_one_of(COMPARED)}),
            pain_mapped INTEGER NOT NULL CHECK (pain_mapped IN (0, 1))
        ) STRICT""")
    db.execute("CREATE UNIQUE INDEX entry_one_a_day ON entry (day) WHERE time IS NULL")
    db.execute("CREATE INDEX entry_by_day ON entry (day, time)")
    db.execute("""
        CREATE TABLE score (
            entry INTEGER NOT NULL REFERENCES entry (id),
            item TEXT NOT NULL REFERENCES tracked_item (key),
            day TEXT NOT NULL,
            momentary INTEGER NOT NULL CHECK (momentary IN (0, 1)),
            value REAL,
            skipped INTEGER NOT NULL CHECK (skipped IN (0, 1)),
            PRIMARY KEY (entry, item),
            CHECK ((value IS NULL) = (skipped = 1))
        ) STRICT, WITHOUT ROWID""")
    db.execute("CREATE INDEX score_by_item ON score (item, day, value, momentary)")
    _score_triggers(db, _FIRST_SCALES)
    db.execute(f"""
        CREATE TABLE pain_area (
            entry INTEGER NOT NULL REFERENCES entry (id),
            area TEXT NOT NULL CHECK (area {_one_of(PAIN_AREAS)}),
            PRIMARY KEY (entry, area)
        ) STRICT, WITHOUT ROWID""")
    _medicine_tables(db)
    _other_tables(db)
    db.table("entry").enable_fts(
        ["note"], create_triggers=True, tokenize="unicode61 remove_diacritics 2"
    )


def _medicine_tables(db: Database) -> None:
    amounts = ", ".join(
        f"{time} REAL NOT NULL CHECK ({time} >= 0 AND {time} < 1000000)"
        for time in ("morning", "noon", "evening", "night")
    )
    db.execute(f"""
        CREATE TABLE medicine (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL UNIQUE CHECK (length(name) > 0),
            product TEXT NOT NULL,
            unit TEXT NOT NULL CHECK (unit {_one_of(UNITS)}),
            strength TEXT NOT NULL,
            as_needed INTEGER NOT NULL CHECK (as_needed IN (0, 1)),
            reason TEXT NOT NULL,
            supply_amount REAL CHECK (supply_amount >= 0),
            supply_counted_on TEXT {_day("supply_counted_on")}
        ) STRICT""")
    db.execute(f"""
        CREATE TABLE dose_change (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            medicine INTEGER NOT NULL REFERENCES medicine (id),
            day TEXT NOT NULL {_day("day")},
            {amounts},
            every_days INTEGER NOT NULL CHECK (every_days >= 1),
            main_item TEXT REFERENCES tracked_item (key),
            settling_days INTEGER NOT NULL CHECK (settling_days {_one_of(SETTLING_DAYS)}),
            window_days INTEGER NOT NULL CHECK (window_days {_one_of(WINDOW_DAYS)}),
            note TEXT NOT NULL,
            UNIQUE (medicine, day)
        ) STRICT""")
    db.execute(f"""
        CREATE TABLE plan_step (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            medicine INTEGER NOT NULL REFERENCES medicine (id),
            day TEXT NOT NULL {_day("day")},
            {amounts},
            every_days INTEGER NOT NULL CHECK (every_days >= 1),
            words TEXT NOT NULL,
            typed_on TEXT {_day("typed_on")},
            confirmed INTEGER NOT NULL CHECK (confirmed IN (0, 1))
        ) STRICT""")
    db.execute(f"""
        CREATE TABLE intake (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            medicine INTEGER NOT NULL REFERENCES medicine (id),
            day TEXT NOT NULL {_day("day")},
            time TEXT CHECK (time IS NULL OR strftime('%H:%M:%S', time) IS time),
            amount REAL CHECK (amount >= 0 AND amount < 1000000),
            note TEXT NOT NULL
        ) STRICT""")
    db.execute("CREATE INDEX intake_by_day ON intake (day, time)")


def _other_tables(db: Database) -> None:
    db.execute(f"""
        CREATE TABLE event (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            title TEXT NOT NULL,
            category TEXT NOT NULL CHECK (category {_one_of(CATEGORIES)}),
            first_day TEXT NOT NULL {_day("first_day")},
            last_day TEXT {_day("last_day")} CHECK (last_day >= first_day),
            leave_out INTEGER NOT NULL CHECK (leave_out IN (0, 1)),
            note TEXT NOT NULL
        ) STRICT""")
    db.execute("""
        CREATE TABLE question (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            text TEXT NOT NULL CHECK (length(text) > 0),
            asked INTEGER NOT NULL CHECK (asked IN (0, 1))
        ) STRICT""")
    db.execute("""
        CREATE TABLE profile (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            name TEXT NOT NULL,
            birth_year INTEGER CHECK (birth_year BETWEEN 1900 AND 2100),
            conditions TEXT NOT NULL,
            care_team TEXT NOT NULL
        ) STRICT""")
    db.execute("""
        CREATE TABLE history (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at TEXT NOT NULL CHECK (datetime(at) IS NOT NULL),
            in_table TEXT NOT NULL,
            row_key TEXT NOT NULL CHECK (json_valid(row_key)),
            before TEXT NOT NULL CHECK (json_valid(before)),
            after TEXT CHECK (json_valid(after))
        ) STRICT""")
    db.execute("CREATE INDEX history_by_row ON history (in_table, row_key, id)")


@migrations()
def m002_protection(db: Database) -> None:
    db.execute("""
        CREATE TABLE protection (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            recovery_key TEXT NOT NULL CHECK (length(recovery_key) = 64),
            recovery_salt TEXT NOT NULL CHECK (length(recovery_salt) = 32)
        ) STRICT""")


@migrations()
def m003_origins(db: Database) -> None:
    db.execute("""
        CREATE TABLE import_file (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            app TEXT NOT NULL,
            name TEXT NOT NULL,
            imported_at TEXT NOT NULL CHECK (datetime(imported_at) IS NOT NULL)
        ) STRICT""")
    db.execute("""
        CREATE TABLE origin (
            in_table TEXT NOT NULL CHECK (in_table IN ('entry', 'intake')),
            number INTEGER NOT NULL,
            part TEXT NOT NULL,
            file INTEGER NOT NULL REFERENCES import_file (id),
            row INTEGER NOT NULL CHECK (row >= 0),
            PRIMARY KEY (in_table, number, part)
        ) STRICT, WITHOUT ROWID""")


@migrations()
def m004_clinic_total(db: Database) -> None:
    """Add the scale 0-100, which a check and two triggers did not know.

    Scores refer to items, so these are only checked again at the end, when all are back.
    """
    db.execute("PRAGMA defer_foreign_keys = ON")
    db.execute("CREATE TEMP TABLE kept_item AS SELECT * FROM tracked_item")
    for when in ("insert", "update"):
        db.execute(f"DROP TRIGGER score_on_its_scale_{when}")
    db.execute("DROP TABLE tracked_item")
    _item_table(db, SCALES.values())
    db.execute("INSERT INTO tracked_item SELECT * FROM kept_item")
    db.execute("DROP TABLE kept_item")
    _score_triggers(db, SCALES.values())
