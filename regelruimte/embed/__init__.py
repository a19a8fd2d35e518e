"""The site inside somebody else's page: who may frame what."""
