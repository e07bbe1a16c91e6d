"""Reads mails with Python's own library: one in base64 a line in, one in JSON a line out."""

import base64
import email
import email.header
import email.policy
import email.utils
import json
import sys


def decoded(text):
    return str(email.header.make_header(email.header.decode_header(text)))


def addresses(message, name):
    # The older interface: that of policy.default keeps the blanks between encoded words of a name.
    pairs = email.utils.getaddresses(message.get_all(name, []))
    return [{"name": decoded(name), "addr": addr} for name, addr in pairs]


def ids(message, name):
    return [i.strip("<>") for i in str(message.get(name, "")).split()]


def view(raw):
    message = email.message_from_bytes(raw, policy=email.policy.default)
    old = email.message_from_bytes(raw)
    out = {
        "Fields": message.keys(),
        "Subject": str(message["subject"] or ""),
        "Date": email.utils.parsedate_to_datetime(message["date"]).isoformat(),
        "ID": old["message-id"].strip().strip("<>"),
        "InReplyTo": ids(old, "in-reply-to"),
        "References": ids(old, "references"),
        "Text": "", "HTML": "", "Files": [], "Structure": [], "Defects": [],
    }
    for name in ("From", "Reply-To", "To", "Cc"):
        out[name.replace("-", "")] = addresses(old, name)
    for part in message.walk():
        out["Structure"].append(part.get_content_type())
        out["Defects"] += [type(d).__name__ for d in part.defects]
        if part.is_multipart():
            continue
        content = part.get_payload(decode=True)
        if part.get_content_disposition() is None:
            kind = {"text/plain": "Text", "text/html": "HTML"}[part.get_content_type()]
            out[kind] += content.decode(part.get_content_charset(), "strict")
            continue
        out["Files"].append({
            "Name": part["content-disposition"].params["filename"],
            "Type": part.get_content_type(),
            "ContentID": (part["content-id"] or "").strip("<>"),
            "Disposition": part.get_content_disposition(),
            "Size": int(part["content-disposition"].params["size"]),
            "Content": base64.b64encode(content).decode(),
        })
    return out


for line in sys.stdin:
    try:
        answer = view(base64.b64decode(line))
    except Exception as e:
        answer = {"Failed": repr(e)}
    print(json.dumps(answer), flush=True)
