from briefs.record.essence import essence_sha256, frozen_sha256
from briefs.renditions.changed_facts import article_facts, changed_facts, changed_passages, claim_facts
from briefs.renditions.differences import differences
from tests.document_parts import APPEAL, LAW, MINISTRY, claim, evidence


def labels(old, new) -> list[str]:
    return [difference.label for difference in differences(old, new)]


def test_equal_entries_have_no_differences():
    assert labels(claim(1, "a", "It stands."), claim(7, "a", "It stands.", topics=(), countries=())) == []
    assert labels(LAW, LAW) == []


def test_each_field_readers_are_told_is_named_when_it_differs():
    new = claim(1, "a", "It fell.", kind="forecast", confidence="low", confidence_reason="One source.")
    assert labels(claim(1, "a", "It stands."), new) == ["Statement", "Kind", "Confidence", "Reason"]
    changed = LAW.model_copy(update={"title": None, "outlet": None, "published_on": None, "url": None})
    assert labels(LAW, changed) == ["Title", "Outlet", "Date", "Address"]


def test_passages_of_one_article_are_compared_and_others_come_and_go():
    old = claim(1, "a", "It stands.", evidence=(evidence(), evidence(APPEAL, exact="Gone.")))
    new = claim(1, "a", "It stands.", evidence=(evidence(modality="denied", attributed_to=MINISTRY),))
    first, second = differences(old, new)
    assert (first.label, second.label) == ("Passage", "Passage gone")
    assert [piece.text for piece in first.pieces if piece.kind == "removed"] != []
    assert labels(new, old) == ["Passage", "Passage added"]


def test_order_of_passages_and_titles_of_their_articles_are_no_part_of_what_a_claim_says():
    renamed = evidence().model_copy(update={"article": evidence().article.model_copy(update={"title": "Renamed"})})
    old = claim(1, "a", "It stands.", evidence=(evidence(), evidence(APPEAL)))
    new = claim(2, "a", "It stands.", evidence=(evidence(APPEAL), renamed))
    assert labels(old, new) == []
    assert essence_sha256(old) == essence_sha256(new) == frozen_sha256(new.model_dump_json())


def test_change_reads_the_same_as_among_the_changes_of_a_brief():
    old = claim(1, "a", "It stands.", evidence=(evidence(),))
    new = claim(1, "a", "It stands.", confidence="low", evidence=(evidence(modality="denied"),))
    renamed = LAW.model_copy(update={"title": None, "published_on": None, "url": None})
    told = [(change.label, change.words) for change in changed_facts(old, new, claim_facts)]
    told += [("Passage", block.pieces) for block in changed_passages(old, new)]
    told += [(change.label, change.words) for change in changed_facts(LAW, renamed, article_facts)]
    found = [*differences(old, new), *differences(LAW, renamed)]
    assert [(difference.label, difference.pieces) for difference in found] == told
