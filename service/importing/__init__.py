"""Taking in the agreements an office already has: a spreadsheet with scans, all of it or nothing."""
