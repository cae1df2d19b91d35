"""What the invented person of the example journal writes about their days.

These are one person's own words, as notes always are: they are not translated, they name no
season, and they neither praise nor blame a medicine.
"""

from __future__ import annotations

USUAL_NOTES = (
    "Walked to the shop and back, sat on the bench halfway.",
    "Hands slow in the morning, fine by lunch.",
    "Long meeting, stiff neck after it.",
    "Cooked a proper dinner.",
    "Slept in two pieces again.",
    "Rain all day. Stayed in and read.",
    "Lunch with my sister. Tired afterwards, glad I went.",
    "Did the laundry in three goes.",
    "Hips sore on the stairs.",
    "The cat woke me at four.",
    "Garden for twenty minutes, then the sofa.",
    "Left the shopping bag in the car and went back for it.",
    "Bus home was full, stood most of the way.",
    "Jaw tight all day.",
    "Quiet day. Warm bath in the evening.",
    "Desk day at home, lay down after lunch.",
    "Could not find the word for colander.",
    "Two phone calls done, one put off.",
    "Heavy legs, short walk anyway.",
    "Shoulders ached after carrying the shopping.",
    "New pillow. Strange so far.",
    "Neighbour brought soup.",
    "Early night.",
    "Wind and a grey sky. Sore all over, nothing sharp.",
    "Dentist. Lay down all afternoon.",
    "Read the same page three times.",
    "Swept the kitchen, left the rest.",
    "Birthday tea at work, came home early.",
    "Typing made my wrists ache.",
    "Stood at the sink too long.",
    "Long drive, had to stop twice.",
    "Up at three, asleep again at five.",
)

EASY_NOTES = (
    "Went round the lake, slowly.",
    "Baked bread and kneaded it myself.",
    "Forgot about the pain for an hour at the film.",
    "Good morning, ordinary afternoon.",
    "Played cards until ten.",
    "Carried the kettle without thinking about it.",
)

FLARE_NOTES = (
    "Everything hurts, even the blanket.",
    "In bed most of the day.",
    "Cancelled tomorrow.",
    "Could not hold a cup this morning.",
    "Woke every hour.",
    "Dressed by noon. That was the day.",
    "Sore to the touch, arms and back.",
)

AFTER_INCREASE_NOTES = (
    "Room tilted when I got up.",
    "Dizzy on the stairs, held the rail.",
    "Slept through the alarm.",
    "Sleepy until eleven.",
    "Did not drive today.",
)

ILLNESS_NOTES = ("Fever and a cough.", "Still in bed, throat better.", "Soup and tea.")

FOGGY_NOTES = ("Not much today.", "Short one.", "Foggy.")

UNSCORED_NOTES = (
    "No numbers today.",
    "Too tired to think about numbers.",
)
"""For days with a note and not one score."""

YESTERDAY_NOTE = "First day on 1,200. Sleepy until eleven."

TODAY_NOTE = "Cold and damp, hands stiff until noon. Walked to the shop and back."

ALL_NOTES = (
    *USUAL_NOTES,
    *EASY_NOTES,
    *FLARE_NOTES,
    *AFTER_INCREASE_NOTES,
    *ILLNESS_NOTES,
    *FOGGY_NOTES,
    *UNSCORED_NOTES,
    YESTERDAY_NOTE,
    TODAY_NOTE,
)
"""Every note there is, for the checks on their words."""
