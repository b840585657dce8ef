"""All models of the documents floor, gathered from its rooms for Django's registry."""

from documents.consultation.models import Consultation
from documents.departmental.models import DepartmentDocument
from documents.dispatch.models import Dispatch, DrawnNumber, Series, SeriesYear
from documents.prints.models import PrintJob
from documents.publicity.models import Publicity
from documents.seals.models import Impression, Seal, Sealing
from documents.submission.models import Submission, TextVersion

__all__ = [
    "Consultation", "DepartmentDocument", "Dispatch", "DrawnNumber", "Impression", "PrintJob", "Publicity", "Seal",
    "Sealing", "Series", "SeriesYear", "Submission", "TextVersion",
]  # fmt: skip
