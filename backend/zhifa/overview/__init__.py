"""概览: what the visits of an agency, a county or the city amount to. No ranking, no quota: none can be asked for."""
