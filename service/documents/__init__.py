"""Template catalogue, filling, converting to PDF, versions and comparison."""
