"""What an office tells the level above: its action plan, and its monthly reports."""
