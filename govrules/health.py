"""Is this process able to answer? For the health check of containers and for whoever watches the machine."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from govrules.core.access import ANYONE, access


@access(ANYONE)
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Says nothing but whether the database answers: a late worker is not cured by a new web process."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")
