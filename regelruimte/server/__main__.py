"""`python -m regelruimte.server`: the site as `make serve` and `make run` start it."""

import sys

from regelruimte.server.serve import main

sys.exit(main(sys.argv[1:]))
