"""The built-in authority: root, issuing, OCSP, CRL and the timestamp authority."""
