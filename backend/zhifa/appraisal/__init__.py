"""案卷评查: a random sample of accepted records, marked blind by two reviewers against a rubric."""
