"""M106."""

from officebatch.evaluation.registry import measured
from officebatch.evaluation.share import Share, Tally
from officebatch.model.measure import Subject
from officebatch.model.vocabulary import Mends
from officebatch.wording import marked


@measured("M106", marked("Wrong entries in the registers it keeps"), Subject.DEPARTMENT, Subject.OFFICE, per=True)
def wrong_entries(share: Share) -> Tally:
    """Findings the keeper must mend, against the records of the registers kept. Proofs: the findings.

    A register is kept by its keeper's department (the keeper may be a department); one without a known keeper by
    the office.
    """
    on = share.ground
    kept = {name for name in on.alive if _keeper(share, name) == share.department}
    places = sorted(n for name in kept for n in on.to_mend.get((Mends.KEEPER, name), ()))
    found = [on.findings[place] for place in places]
    return Tally(len(found), sum(int(on.alive[name].sum()) for name in sorted(kept)), share.fault_proofs(found))


def _keeper(share: Share, register: str) -> str:
    rules = share.ground.rules
    keeper = next((rule.keeper for rule in rules.registers if rule.name == register), "")
    person = rules.person(keeper)
    department = person.department if person else rules.department_names.get(keeper, "")
    return department or rules.settings.office_department
