"""What a file cannot hold is counted as often as it is there."""

from __future__ import annotations

from annotator.formats import fitting
from annotator.formats.fitting import Losses
from annotator.model.record import Record, RecordActor, RecordRelation, RecordSpan


def document(key: str) -> Record:
    return Record(
        key,
        "Halvia and Torland",
        spans=[RecordSpan(0, 6, "actor", "ana"), RecordSpan(11, 18, "actor", "ben", actor="Torland")],
        relations=[RecordRelation("targets", 1, 2, "ana"), RecordRelation("made_by", 2, 1, "")],
        actors=[RecordActor("Torland", ("T.",)), RecordActor("Halvia")],
    )


def test_an_actor_of_the_registry_is_lost_once_however_many_documents_name_it():
    losses = Losses()
    for key in "abc":
        assert fitting.without_registry(document(key), losses).actors == []
    assert losses == {fitting.REGISTRY: 1}


def test_relations_too_lose_their_annotators():
    losses = Losses()
    bare = fitting.without_annotators(document("a"), losses)
    assert [relation.annotator for relation in bare.relations] == ["", ""]
    assert losses[fitting.ANNOTATORS] == 2
    assert losses.sentences()[-1] == "1 relation: written without saying whose it is"
