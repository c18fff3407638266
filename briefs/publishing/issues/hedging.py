"""The text never upgrades a hedge: advice on a claim that says more than the passages under it."""

from collections.abc import Iterable

from briefs.desk.models import Claim, Evidence
from briefs.text.hedges import is_hedged

HOW = {
    Evidence.Modality.REPORTED: "reported from somebody else",
    Evidence.Modality.HEDGED: "hedged",
    Evidence.Modality.DENIED: "denied",
}


def hedge_advice(claim: Claim, evidence: Iterable[Evidence]) -> list[str]:
    """What an editor should think over before publishing, in sentences; nothing of it keeps a claim from it.

    Only facts are looked at: an assessment, a forecast or a position is somebody's by its kind.
    """
    supporting = [item for item in evidence if item.stance == Evidence.Stance.SUPPORTS]
    modalities = {item.modality for item in supporting}
    if claim.kind != Claim.Kind.FACT or not supporting or Evidence.Modality.ASSERTED in modalities:
        return []
    how = " or ".join(words for modality, words in HOW.items() if modality in modalities)
    sentences = []
    if not is_hedged(claim.statement):
        sentences.append(
            f"The statement says it outright, but in every passage that supports it it is {how}. Keep their hedge "
            "(“is said to”, “according to …”), or add a passage that asserts it."
        )
    if claim.confidence == Claim.Confidence.HIGH:
        sentences.append(
            f"The confidence is high, but no passage asserts it: all that support it are {how}. Lower it, or let its "
            "reason say why it is high all the same."
        )
    return sentences
