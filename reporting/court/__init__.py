"""The court pack: everything on record about one assessment, as one PDF and as files that anybody can check.

What it holds follows from what the courts asked for: the version as decided, when the assessment started and changed,
what was known and what was not, who was asked, which other ways were rejected, who signed what, the decision with its
minute, the duty as it was presented, and what came afterwards. The same record always gives the same bytes.
"""
