"""What rests on a fact, and what no longer says what the desk says: editions, briefs and recommendations."""

from .affected import Affected, affected_by, keys_moved_by
from .basis import claims_moved_at_desk
from .drafting import Drafted, draft_affected, propose_note
from .out_of_date import OutOfDate, out_of_date
from .standing import say_it_stands

__all__ = [
    "Affected",
    "Drafted",
    "OutOfDate",
    "affected_by",
    "claims_moved_at_desk",
    "draft_affected",
    "keys_moved_by",
    "out_of_date",
    "propose_note",
    "say_it_stands",
]
