"""A small, strict server that keeps objects as S3, Google Cloud Storage and Azure do, on this machine."""

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import md5, sha256
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.support.serving import serve

KEY_ID, SECRET = "AKIAEXAMPLE", "not-a-real-secret"
REGION, NAME, FOLDER = "eu-central-1", "texts", "threadline/files"
# Source: the form of an Authorization header in AWS's Signature Version 4.
_SIGNED = re.compile(
    rf"AWS4-HMAC-SHA256 Credential={KEY_ID}/(\d{{8}})/{REGION}/s3/aws4_request, "
    r"SignedHeaders=[a-z0-9;-]*\bhost\b[a-z0-9;-]*\bx-amz-content-sha256;x-amz-date\b[a-z0-9;-]*, "
    r"Signature=[0-9a-f]{64}"
)
_SHARED_KEY = re.compile(r"SharedKey account:[A-Za-z0-9+/]{43}=")


@dataclass
class Bucket:
    """What lies in it, what was asked, and what it is to do wrong."""

    vendor: str
    objects: dict[str, tuple[bytes, datetime]] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    refuse: list[int] = field(default_factory=list)
    is_gone: bool = False
    is_silent: bool = False
    page: int = 1000
    url: str = ""

    @property
    def app(self) -> Starlette:
        """The server."""
        methods = ["GET", "HEAD", "PUT", "DELETE", "POST"]
        return Starlette(routes=[Route("/{path:path}", self._answer, methods=methods)])

    async def _answer(self, request: Request) -> Response:
        self.asked[request.method] += 1
        if self.is_silent:
            await asyncio.sleep(60)
        if self.refuse:
            return _error(self.refuse.pop(0), "SlowDown")
        body = await request.body()
        if not self._is_signed(request, body):
            return _error(403, "SignatureDoesNotMatch")
        path = request.path_params["path"].removeprefix("account/" if self.vendor == "azure" else "")
        bucket, _, key = path.partition("/")
        if bucket != NAME or self.is_gone:
            return _error(404, "NoSuchBucket")
        if request.method == "POST":
            return self._delete_batch(body) if self.vendor == "azure" else self._delete_several(body)
        return self._one(request.method, key, body) if key else self._listed(request)

    def _is_signed(self, request: Request, body: bytes) -> bool:
        said = request.headers.get("authorization", "")
        if self.vendor == "gs":
            return said == "Bearer a-token"
        if self.vendor == "azure":
            return bool(_SHARED_KEY.fullmatch(said))
        digest = request.headers.get("x-amz-content-sha256")
        signed = _SIGNED.fullmatch(said)
        day = request.headers.get("x-amz-date", "")[:8]
        return bool(signed) and signed[1] == day and digest in {"UNSIGNED-PAYLOAD", sha256(body).hexdigest()}

    def _one(self, method: str, key: str, body: bytes) -> Response:
        if method == "PUT":
            self.objects[key] = (body, datetime.now(UTC))
            return Response(status_code=201 if self.vendor == "azure" else 200, headers=_about(body, None))
        if key not in self.objects:
            return _error(404, "NoSuchKey")
        if method == "DELETE":
            del self.objects[key]
            return Response(status_code=202 if self.vendor == "azure" else 204)
        content, at = self.objects[key]
        headers = _about(content, at)
        return Response(content, headers=headers)

    def _listed(self, request: Request) -> Response:
        prefix = request.query_params.get("prefix", "")
        after = request.query_params.get("continuation-token") or request.query_params.get("marker") or ""
        found = sorted(key for key in self.objects if key.startswith(prefix) and key > after)
        page, more = found[: self.page], len(found) > self.page
        draw = _azure_list if self.vendor == "azure" else _s3_list
        return Response(draw(self.objects, page, page[-1] if more else ""), media_type="application/xml")

    def _delete_several(self, body: bytes) -> Response:
        keys = [each.text or "" for each in ElementTree.fromstring(body).iter() if each.tag.endswith("Key")]
        for key in keys:
            self.objects.pop(key, None)
        gone = "".join(f"<Deleted><Key>{escape(key)}</Key></Deleted>" for key in keys)
        return Response(f"<DeleteResult>{gone}</DeleteResult>", media_type="application/xml")

    def _delete_batch(self, body: bytes) -> Response:
        keys = re.findall(rf"DELETE /(?:account/)?{NAME}/(\S+) HTTP/1.1", body.decode())
        parts = []
        for number, key in enumerate(keys):
            self.objects.pop(key, None)
            said = "HTTP/1.1 202 Accepted\r\n\r\n"
            head = f"--batch\r\nContent-Type: application/http\r\nContent-ID: {number}"
            parts.append(f"{head}\r\n\r\n{said}\r\n")
        return Response("".join(parts) + "--batch--\r\n", 202, media_type="multipart/mixed; boundary=batch")


def _about(content: bytes, at: datetime | None) -> dict[str, str]:
    tag = {"ETag": f'"{md5(content).hexdigest()}"'}
    return tag | ({"Last-Modified": format_datetime(at, usegmt=True)} if at else {})


def _error(status: int, code: str) -> Response:
    return Response(f"<Error><Code>{code}</Code></Error>", status, media_type="application/xml")


def _s3_list(objects: dict[str, tuple[bytes, datetime]], page: list[str], after: str) -> str:
    entries = "".join(
        f"<Contents><Key>{escape(key)}</Key><LastModified>{objects[key][1]:%Y-%m-%dT%H:%M:%S.000Z}</LastModified>"
        f'<ETag>"{md5(objects[key][0]).hexdigest()}"</ETag><Size>{len(objects[key][0])}</Size></Contents>'
        for key in page
    )
    token = f"<NextContinuationToken>{escape(after)}</NextContinuationToken>" if after else ""
    return f"<ListBucketResult><Name>{NAME}</Name>{entries}{token}</ListBucketResult>"


def _azure_list(objects: dict[str, tuple[bytes, datetime]], page: list[str], after: str) -> str:
    entries = "".join(
        f"<Blob><Name>{escape(key)}</Name><Properties>"
        f"<Last-Modified>{format_datetime(objects[key][1], usegmt=True)}</Last-Modified>"
        f"<Content-Length>{len(objects[key][0])}</Content-Length><Content-Type>application/octet-stream"
        f"</Content-Type><Etag>{md5(objects[key][0]).hexdigest()}</Etag></Properties></Blob>"
        for key in page
    )
    return (
        f"<EnumerationResults><Blobs>{entries}</Blobs><NextMarker>{escape(after)}</NextMarker>"
        "</EnumerationResults>"
    )


@contextmanager
def _environment(bucket: Bucket) -> Iterator[None]:
    """The vendors' own variables, as an admin sets them for a store on this machine."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {
            "AWS_ACCESS_KEY_ID": KEY_ID,
            "AWS_SECRET_ACCESS_KEY": SECRET,
            "AWS_REGION": REGION,
            "AWS_ENDPOINT_URL": bucket.url,
            "AWS_ALLOW_HTTP": "true",
            "GOOGLE_BASE_URL": bucket.url,
            "GOOGLE_BEARER_TOKEN": "a-token",
            "GOOGLE_ALLOW_HTTP": "true",
            "AZURE_STORAGE_ACCOUNT_NAME": "account",
            "AZURE_STORAGE_ACCOUNT_KEY": "bm90LWEtcmVhbC1rZXk=",
            "AZURE_STORAGE_ENDPOINT": f"{bucket.url}/account",
            "AZURE_ALLOW_HTTP": "true",
        }.items():
            patch.setenv(name, value)
        yield


@asynccontextmanager
async def running(vendor: str) -> AsyncIterator[Bucket]:
    """A bucket of this vendor's, with the environment that leads to it."""
    bucket = Bucket(vendor)
    async with serve(bucket.app) as bucket.url:
        with _environment(bucket):
            yield bucket


def address(vendor: str) -> str:
    """The bucket as MEDIA_URL names it."""
    return f"{ {'azure': 'az'}.get(vendor, vendor) }://{NAME}/{FOLDER}"
