"""The site inside somebody else's page: who may frame what, what to copy, what a frame keeps."""
