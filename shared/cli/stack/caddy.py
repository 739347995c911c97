"""One origin in front of the services: routes, static files, and a page while a service starts again."""

import html
from pathlib import Path

from shared.cli.machine.folders import ASSETS, VENV
from shared.cli.stack.children import Program
from shared.cli.stack.settings import HOST, Addresses

CADDYFILE = """\
{{
	admin off
	skip_install_trust
	auto_https off
	persist_config off
	storage file_system "{storage}"
	log {{
		level WARN
	}}
}}
http://:{port} {{
	bind {host}
	header -Server
	request_body {{
		max_size 10MB
	}}
	redir / /{home}/ 302
{routes}
	handle /assets/* {{
		uri strip_prefix /assets
		root * "{assets}"
		header X-Content-Type-Options nosniff
		@own not path /assets/vendor/*
		header @own Cache-Control no-cache
		header /assets/vendor/* Cache-Control "public, max-age=604800"
		file_server
	}}
	handle /favicon.ico {{
		rewrite * /favicon.svg
		root * "{assets}"
		file_server
	}}
	handle {{
		error 404
	}}
	handle_errors 404 {{
		header Content-Type "text/html; charset=utf-8"
		respond `{missing}` 404
	}}
	handle_errors 502 503 504 {{
		header Content-Type "text/html; charset=utf-8"
		header Retry-After 5
		respond `{away}` 503
	}}
}}
"""
ROUTE = """\
	@{name} path {paths}
	handle @{name} {{
		reverse_proxy {host}:{port} {{
			lb_try_duration 5s
			lb_try_interval 100ms
			transport http {{
				keepalive 10s
			}}
		}}
	}}"""
PAGE = (
    '<!doctype html><html lang="fi"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    "<title>{title}</title><main><h1>{title}</h1><p>{fi}</p>"
    '<p lang="sv">{sv}</p><p lang="en">{en}</p></main></html>'
)
MISSING = (
    "Sivua ei löydy",
    "Tarkista osoite tai aloita etusivulta.",
    "Sidan finns inte. Kontrollera adressen.",
    "This page does not exist. Check the address.",
)
AWAY = (
    "Palvelu käynnistyy uudelleen",
    "Odota hetki ja lataa sivu uudestaan. Mitään ei ole kadonnut.",
    "Tjänsten startar om. Vänta en stund och ladda sidan på nytt.",
    "The service is starting again. Wait a moment and reload the page.",
)


def page(title: str, fi: str, sv: str, en: str) -> str:
    return PAGE.format(title=html.escape(title), fi=fi, sv=sv, en=en)


def prepare(addresses: Addresses, services: tuple[str, ...], *, inbox: bool) -> Program:
    folder = addresses.instance.folder / "caddy"
    folder.mkdir(exist_ok=True)
    file = folder / "Caddyfile"
    file.write_text(caddyfile(folder, addresses, services, inbox))
    home = {"XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    command = [str(VENV / "bin" / "caddy"), "run", "--config", str(file), "--adapter", "caddyfile"]
    return Program("caddy", command, home, patience=5)


def caddyfile(folder: Path, addresses: Addresses, services: tuple[str, ...], inbox: bool) -> str:
    paths = {name: f"/{name} /{name}/* /api/{name}/*" for name in services}
    paths |= {"inbox": "/inbox /inbox/*"} if inbox else {}
    routes = [ROUTE.format(name=n, paths=p, host=HOST, port=addresses.ports[n]) for n, p in paths.items()]
    return CADDYFILE.format(
        storage=folder,
        host=HOST,
        port=addresses.ports["web"],
        home="registration" if "registration" in services else services[0],
        routes="\n".join(routes),
        assets=ASSETS,
        missing=page(*MISSING),
        away=page(*AWAY),
    )
