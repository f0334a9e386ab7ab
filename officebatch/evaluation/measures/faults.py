"""M103."""

from officebatch.evaluation.registry import measured
from officebatch.evaluation.share import Share, Tally
from officebatch.model.measure import Subject
from officebatch.model.vocabulary import Mends
from officebatch.wording import marked

_OWN = (Mends.HOLDER, Mends.POST, Mends.OWNER)


@measured("M103", marked("Faults to mend, for its records"), Subject.DEPARTMENT, Subject.OFFICE, per=True)
def faults(share: Share) -> Tally:
    """Breaches of process, duty and regulation the department must mend, against its records. Proofs: the findings.

    Wrong entries are the keeper's and stand in a measure of their own.
    """
    places = sorted(n for mends in _OWN for n in share.ground.to_mend.get((mends, share.department), ()))
    found = [share.ground.findings[place] for place in places]
    return Tally(len(found), share.records(), share.fault_proofs(found))
