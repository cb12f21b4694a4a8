"""The agreement itself: its lifecycle, register, numbers and permissions."""
