"""Where Django looks for the app's models: the desk's drafts and the record's editions, each in its own room."""

from briefs.desk.models import *  # noqa: F403
from briefs.record.models import *  # noqa: F403
