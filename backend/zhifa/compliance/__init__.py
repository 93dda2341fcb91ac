"""Compliance: the rules of law as pure functions over what a record shows.

``loading`` gathers :class:`~zhifa.compliance.facts.Facts` as of the moment of the visit, ``rules`` read them,
``checking`` keeps what was found with the rule's version and the facts it saw. Nothing here refuses anything:
facts of the field are kept, and what is wrong with them is said.
"""
