"""Word's tracked changes: reading what a counterpart changed, finding where it belongs, writing our own.

Our own reader on lxml. Of the libraries, docx-revisions sees neither moved text, inserted or deleted paragraph ends,
table rows nor comments; python-redlines compares files with a .NET program and reads no marks; the forks of
python-docx with such marks take the place of the package that docxtpl needs.
"""
