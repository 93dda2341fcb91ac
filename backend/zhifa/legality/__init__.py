"""法制审核: whether a major decision is lawful, said by a qualified reviewer before it is accepted."""
