"""Drives a simulator with OpenAI's own package: openai_client.py BASE_URL IMAGE

Every step is asserted; the last line of a good run is "ok".
"""

import sys
import warnings

warnings.simplefilter("ignore", DeprecationWarning)

import openai  # noqa: E402


def main(base_url, image_path):
    client = openai.OpenAI(base_url=base_url, api_key="rehearsal", max_retries=0)

    with open(image_path, "rb") as image:
        made = client.videos.create(
            prompt="a lighthouse", model="sora-2", seconds="8", size="1280x720",
            input_reference=("reference.png", image, "image/png"),
        )
    assert made.object == "video" and made.status == "queued", made
    assert made.seconds == "8" and made.size == "1280x720", made

    linked = client.videos.create(
        prompt="by address",
        extra_body={"input_reference": {"image_url": "https://example.org/a.png"}})
    assert linked.seconds == "4" and linked.size == "720x1280", linked

    done = client.videos.create_and_poll(prompt="a harbour", seconds="4", size="720x1280")
    assert done.status == "completed" and done.progress == 100, done
    assert done.expires_at > done.completed_at >= done.created_at, done

    assert client.videos.poll(made.id).status == "completed"
    assert client.videos.retrieve(made.id).id == made.id

    failed = client.videos.create_and_poll(prompt="[[fail]]")
    assert failed.status == "failed" and failed.error.code == "processing_error", failed

    remix = client.videos.remix(done.id, prompt="the same at night")
    assert remix.remixed_from_video_id == done.id, remix
    assert client.videos.poll(remix.id).status == "completed"

    listed = [video.id for video in client.videos.list(limit=2)]
    assert listed == [remix.id, failed.id, done.id, linked.id, made.id], listed

    content = client.videos.download_content(done.id).read()
    assert content[4:8] == b"ftyp", content[:16]
    thumbnail = client.videos.download_content(done.id, variant="thumbnail").read()
    assert thumbnail[:4] == b"RIFF" or thumbnail[:2] == b"\xff\xd8", thumbnail[:16]
    sheet = client.videos.download_content(done.id, variant="spritesheet").read()
    assert sheet[:2] == b"\xff\xd8", sheet[:16]

    gone = client.videos.delete(done.id)
    assert gone.deleted and gone.object == "video.deleted" and gone.id == done.id, gone

    refuses(openai.NotFoundError, "not_found", lambda: client.videos.retrieve(done.id))
    refuses(openai.NotFoundError, "not_found", lambda: client.videos.retrieve("video_unknown"))
    refuses(openai.BadRequestError, "invalid_value",
            lambda: client.videos.create(prompt="a", seconds="5"))
    refuses(openai.BadRequestError, "unknown_parameter",
            lambda: client.videos.create(prompt="a", extra_body={"seed": "8"}))
    refuses(openai.BadRequestError, "moderation_blocked",
            lambda: client.videos.create(prompt="[[moderation]]"))
    print("ok")


def refuses(kind, code, call):
    try:
        call()
    except kind as error:
        assert error.code == code, (error.code, code)
        assert error.request_id.startswith("req_"), error.request_id
    else:
        raise AssertionError(f"no {kind.__name__}")


main(*sys.argv[1:])
