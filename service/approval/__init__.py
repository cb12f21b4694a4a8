"""Pengesahan: the chain of approvers and the freezing of the text."""
