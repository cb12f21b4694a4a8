"""What programs may read and write: JSON under /api/v1, described by OpenAPI."""
