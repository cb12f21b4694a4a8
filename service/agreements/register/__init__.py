"""The register: the list of agreements with its filters, full-text search, saved views, bulk actions and export."""
