"""Addresses of the desk, composed from one list per area."""

from bandi.interfaces.desk.views.accounts import accounts_patterns
from bandi.interfaces.desk.views.answers import answers_patterns
from bandi.interfaces.desk.views.approvals import approvals_patterns
from bandi.interfaces.desk.views.assignments import assignments_patterns
from bandi.interfaces.desk.views.attached import attached_patterns
from bandi.interfaces.desk.views.audit import audit_patterns
from bandi.interfaces.desk.views.calendar import calendar_patterns
from bandi.interfaces.desk.views.claims import claims_patterns
from bandi.interfaces.desk.views.consents import consents_patterns
from bandi.interfaces.desk.views.cover import cover_patterns
from bandi.interfaces.desk.views.coverage import coverage_patterns
from bandi.interfaces.desk.views.documents import documents_patterns
from bandi.interfaces.desk.views.door import door_patterns
from bandi.interfaces.desk.views.drafting import drafting_patterns
from bandi.interfaces.desk.views.due import due_patterns
from bandi.interfaces.desk.views.duplicates import duplicates_patterns
from bandi.interfaces.desk.views.edit import edit_patterns
from bandi.interfaces.desk.views.export import export_patterns
from bandi.interfaces.desk.views.figures import figures_patterns
from bandi.interfaces.desk.views.gate import gate_patterns
from bandi.interfaces.desk.views.history import history_patterns
from bandi.interfaces.desk.views.home import home_patterns
from bandi.interfaces.desk.views.incoming import incoming_patterns
from bandi.interfaces.desk.views.jobs import jobs_patterns
from bandi.interfaces.desk.views.lists import lists_patterns
from bandi.interfaces.desk.views.palette import palette_patterns
from bandi.interfaces.desk.views.parts import parts_patterns
from bandi.interfaces.desk.views.paste import paste_patterns
from bandi.interfaces.desk.views.protected import protected_patterns
from bandi.interfaces.desk.views.records import records_patterns
from bandi.interfaces.desk.views.relationship import relationship_patterns
from bandi.interfaces.desk.views.report import report_patterns
from bandi.interfaces.desk.views.rolls import rolls_patterns
from bandi.interfaces.desk.views.second import second_patterns
from bandi.interfaces.desk.views.security import security_patterns
from bandi.interfaces.desk.views.starter import starter_patterns
from bandi.interfaces.desk.views.taking import taking_patterns
from bandi.interfaces.desk.views.vault import vault_patterns
from bandi.interfaces.desk.views.vocabularies import vocabularies_patterns
from bandi.interfaces.desk.views.volunteers import volunteers_patterns

app_name = "desk"
urlpatterns = [
    *door_patterns,
    *second_patterns,
    *security_patterns,
    *accounts_patterns,
    *approvals_patterns,
    *palette_patterns,
    *history_patterns,
    *home_patterns,
    *calendar_patterns,
    *due_patterns,
    *coverage_patterns,
    *documents_patterns,
    *incoming_patterns,
    *claims_patterns,
    *assignments_patterns,
    *jobs_patterns,
    *report_patterns,
    *cover_patterns,
    *figures_patterns,
    *audit_patterns,
    *gate_patterns,
    *protected_patterns,
    *consents_patterns,
    *vault_patterns,
    *attached_patterns,
    *vocabularies_patterns,
    *answers_patterns,
    *rolls_patterns,
    *volunteers_patterns,
    *duplicates_patterns,
    *lists_patterns,
    *paste_patterns,
    *export_patterns,
    *taking_patterns,
    *edit_patterns,
    *drafting_patterns,
    *starter_patterns,
    *relationship_patterns,
    *records_patterns,
    *parts_patterns,
]
