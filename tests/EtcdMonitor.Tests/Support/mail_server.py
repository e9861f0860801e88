"""A mail server for tests: Debian's aiosmtpd with STARTTLS and AUTH. Writes each mail it takes as JSON into a folder.

mail_server.py FOLDER [CERTIFICATE KEY]    prints its port; without a certificate it offers neither STARTTLS nor AUTH
"""
import asyncio
import email
import email.policy
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

folder, tls = sys.argv[1], sys.argv[2:4]


class Handler:
    taken = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("refused@"):
            return "550 5.1.1 no such mailbox"
        if address.startswith("later@"):
            return "451 4.7.1 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.original_content, policy=email.policy.default)
        Handler.taken += 1
        with open(f"{folder}/{Handler.taken}.json", "w", encoding="utf-8") as file:
            json.dump({
                "from": envelope.mail_from,
                "to": envelope.rcpt_tos,
                "tls": session.ssl is not None,
                "user": session.auth_data.login.decode() if session.auth_data else None,
                "type": mail.get_content_type(),
                "headers": {name.lower(): str(value) for name, value in mail.items()},
                "text": mail.get_body(("plain",)).get_content(),
                "html": mail.get_body(("html",)).get_content(),
                "seven_bit": all(byte < 128 for byte in envelope.original_content),
                "longest_line": max(len(line) for line in envelope.original_content.split(b"\r\n")),
            }, file)
        return "250 OK"


def authenticate(server, session, envelope, mechanism, data):
    known = data.login == b"monitor" and data.password == b"it's secret"
    return AuthResult(success=known, auth_data=data) if known else AuthResult(success=False, handled=False)


class Server(SMTP):
    async def smtp_AUTH(self, arg):
        # aiosmtpd knows mechanisms by capitals only; others, as RFC 4422 wants, do not care how they are written
        mechanism, _, rest = (arg or "").partition(" ")
        await super().smtp_AUTH(f"{mechanism.upper()} {rest}".strip())


def session():
    if not tls:
        return Server(Handler())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*tls)
    return Server(Handler(), tls_context=context, require_starttls=True, authenticator=authenticate, auth_required=True)


async def main():
    server = await asyncio.get_running_loop().create_server(session, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
