"""Templates and clauses that an office keeps for itself and all offices below: brought, tried, published, withdrawn."""
