// What every page runs: refresh of parts, the two switches, and small comforts.
import "htmx.org";
import "look/failure";
import "look/theme";
import "look/stepper";
import "look/dialog";
