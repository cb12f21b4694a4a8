"""The page shell: layout, language, security headers, forms, and who is visiting."""
