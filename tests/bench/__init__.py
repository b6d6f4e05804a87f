"""`make bench`: how long the demonstration takes to load and each page to answer, as ratios.

Seconds differ from machine to machine; ratios less so. One is the time this machine takes to answer the plainest page, or,
for loading, to copy 30,000 rows of plain text into PostgreSQL.
"""
