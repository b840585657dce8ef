# The services shape in one image: the same for web, worker and beat (docker-compose.yml says which is which).
ARG PYTHON=python:3.11-slim-bookworm

# --- front-end files, by the same pinned list as `make run` ---
FROM ${PYTHON} AS assets
WORKDIR /app
COPY requirements-embedded.txt .
RUN pip install --no-cache-dir $(grep nodejs requirements-embedded.txt)
COPY govrules/__init__.py govrules/env.py govrules/
COPY govrules/launch govrules/launch
COPY static static
RUN python -m govrules.launch.assets

# --- printing fonts: unpacked from Debian's packages and reduced ---
FROM ${PYTHON} AS fonts
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir $(grep -i -E '^(fonttools|brotli|zopfli)==' requirements.txt) && apt-get update -qq
COPY govrules/__init__.py govrules/env.py govrules/
COPY govrules/launch govrules/launch
RUN python -m govrules.launch.fonts --out /fonts && test -s /fonts/metrics.json

# --- packages ---
FROM ${PYTHON} AS packages
COPY requirements.txt .
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir -r requirements.txt

# --- the program ---
FROM ${PYTHON}
RUN apt-get update -qq \
 && apt-get install -y -qq --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --create-home --home-dir /srv/govrules govrules
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=govrules.settings \
    GOVRULES_VAR=/srv/govrules/var GOVRULES_FONTS=/fonts GOVRULES_STATIC_MANIFEST=1
WORKDIR /app
COPY --from=packages /venv /venv
COPY --from=fonts /fonts /fonts
COPY . .
COPY --from=assets /app/static/vendor static/vendor
# static files are collected into the image, beside the code; the volume holds only what offices write
ENV GOVRULES_STATIC=/static
RUN mkdir -p /static /srv/govrules/var \
 && SECRET_KEY=unused-at-build python manage.py collectstatic --noinput -v0 \
 && chown -R govrules:govrules /srv/govrules
USER govrules
VOLUME /srv/govrules/var
EXPOSE 8000
CMD ["gunicorn", "govrules.wsgi:application", "--bind", "0.0.0.0:8000", "--workers", "2", "--worker-class", "gthread", \
     "--threads", "4", "--timeout", "60", "--graceful-timeout", "10", "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]
