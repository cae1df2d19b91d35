"""How the window looks: whether every text has its room, and is in the language around it."""
