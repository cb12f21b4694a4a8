"""The demo: invented people, partners and agreements, and the whole path walked without a browser."""
