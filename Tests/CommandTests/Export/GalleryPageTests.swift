import Foundation
import SoraTestSupport
import Testing

/// The gallery's page, in a browser.
@Suite(
    .startsPrograms, .enabled(if: FFmpeg.isInstalled, "no ffmpeg: NOT checked"),
    .enabled(if: Browser.program != nil, "no chromium-headless-shell or chromium: NOT checked"))
struct `The page of a gallery` {
    private let shelf: GalleryShelf
    private let browser: Browser

    init() async throws {
        shelf = try await GalleryShelf()
        let outcome = try await shelf.export()
        try #require(outcome.status == 0, "\(outcome)")
        browser = try await Browser()
    }

    /// The handles of the clips that are shown, in their order.
    private func shown() async throws -> [String] {
        let order = """
            [...document.querySelectorAll('#grid .card')].sort((a, b) =>
                a.getAttribute('aria-posinset') - b.getAttribute('aria-posinset'))
                .map((card) => card.querySelector('.fact').textContent.split(' ')[0])
            """
        return try await browser.value(order)?.elements.compactMap(\.string) ?? []
    }

    private func type(_ words: String) async throws {
        let text = try String(decoding: JSONEncoder().encode(words), as: UTF8.self)
        try await browser.value(
            "{ const field = document.getElementById('words'); field.value = \(text); "
                + "field.dispatchEvent(new Event('input')) }")
    }

    private func choose(_ list: String, _ value: String) async throws {
        try await browser.value(
            "{ const list = document.getElementById('\(list)'); list.value = '\(value)'; "
                + "list.dispatchEvent(new Event('change')) }")
    }

    @Test func `shows the clips in the collection's order, and finds them by words`() async throws {
        try await browser.open(shelf.page)
        #expect(try await browser.text("h1") == "reel")
        #expect(try await browser.text("#summary")?.hasPrefix("5 clips · 10 s") == true)
        #expect(try await shown() == ["v1", "v2", "v3", "v4", "v5"])
        for (words, found) in [
            ("FOX", ["v1", "v3"]), ("fox -night", ["v1"]), ("cafe", ["v4"]),
            ("\"in the rain\"", ["v4"]),
            ("v5", ["v5"]), ("sora-2-pro", ["v4", "v5"]), ("nothing like it", []),
        ] {
            try await type(words)
            #expect(try await shown() == found, "\(words)")
        }
        #expect(try await browser.text("#empty")?.contains("No clip is like that") == true)
        try await browser.value("document.getElementById('empty-clear').click()")
        #expect(try await shown().count == 5)
        #expect(browser.complaints == [])
    }

    @Test func `narrows by verdict, model, provider, rating and tags, and sorts`() async throws {
        try await browser.open(shelf.page)
        try await choose("verdict", "mismatch")
        #expect(try await shown() == ["v4"])
        #expect(try await browser.text("#found") == "1 of 5 clips")
        try await choose("verdict", "")
        try await choose("model", "sora-2-pro")
        #expect(try await shown() == ["v4", "v5"])
        try await choose("rating", "3")
        #expect(try await shown() == ["v4"])
        try await browser.value("document.getElementById('clear').click()")
        try await choose("provider", "openai")
        #expect(try await shown() == ["v1", "v2"])
        try await choose("provider", "")
        try await browser.value("document.querySelector('[data-tag=fox]').click()")
        try await browser.value("document.querySelector('[data-tag=night]').click()")
        #expect(try await shown() == ["v3"])
        #expect(
            try await browser.value("location.hash")?.string == "#tag=fox&tag=night",
            "a view can be linked to")
        try await browser.value("document.getElementById('clear').click()")
        try await choose("sort", "newest")
        #expect(try await shown().prefix(3) == ["v5", "v4", "v3"])
        try await browser.open(shelf.page + "#model=sora-2-pro&sort=newest&verdict=%3Cb%3E")
        #expect(try await shown() == ["v5", "v4"])
    }

    @Test func `opens a clip by the keyboard, plays it, and leads to its parents and children`()
        async throws
    {
        try await browser.open(shelf.page)
        try await browser.press("/")
        #expect(try await browser.value("document.activeElement.id")?.string == "words")
        try await browser.press("ArrowDown")
        for _ in 0..<2 { try await browser.press("ArrowRight") }
        try await browser.press("Enter")
        #expect(try await browser.value("document.getElementById('viewer').open") == .bool(true))
        #expect(try await browser.text("#clip-name") == "Fox at night")
        #expect(try await browser.text("#clip-verdict") == "Verified")
        let facts = try await browser.text("#clip-facts")
        for fact in ["2 s", "320×180", "23.976 fps", "sora-2", "wisgate"] {
            #expect(facts?.contains(fact) == true, "\(fact)")
        }
        if try await browser.value(
            "document.getElementById('player').canPlayType('video/mp4; codecs=\"avc1.42E01E\"') !== ''"
        )
            == .bool(true)
        {
            try await browser.until("document.getElementById('player').currentTime > 0.1")
        }
        #expect(
            try await browser.text("#family")
                == "v1 · Fox\nParent · this is its remix\nv4 · Café in the rain\nChild · extension")
        try await browser.value("document.querySelector('[data-clip=v4]').click()")
        #expect(try await browser.text("#clip-name") == "Café in the rain")
        #expect(try await browser.text("#clip-reasons") == "its length is 2 s, asked for were 4 s")
        try await browser.press("ArrowRight")
        #expect(
            try await browser.text("#family")?.contains(
                "v99\nParent · this is its remix · not in this gallery") == true)
        try await browser.press("ArrowLeft")
        try await browser.press("Escape")
        #expect(try await browser.value("document.getElementById('viewer').open") == .bool(false))
        #expect(
            try await browser.value(
                "document.activeElement.closest('.card').querySelector('.fact').textContent[1]")?
                .string
                == "4", "the focus is on the clip that was open")
        try await browser.press("?")
        #expect(try await browser.value("document.getElementById('help').open") == .bool(true))
    }

    @Test func `a prompt is text, whatever is in it, and can be copied`() async throws {
        try await browser.open(shelf.page + "#clip=v2")
        #expect(
            try await browser.value("document.getElementById('clip-prompt').textContent")?.string
                == GalleryShelf.hostile)
        #expect(try await browser.value("window.hit") == nil)
        #expect(
            try await browser.value("document.querySelectorAll('b, img[src=x]').length")?.integer
                == 0)
        try await browser.call(
            "Browser.grantPermissions",
            #"{"permissions":["clipboardReadWrite","clipboardSanitizedWrite"]}"#)
        try await browser.value("document.getElementById('copy').click()")
        try await browser.until("document.getElementById('copy-text').textContent === 'Copied'")
        // The clip is no film at all: the page says so.
        try await browser.until("!document.getElementById('trouble').hidden")
        #expect(
            try await browser.text("#trouble")?.contains("This clip does not play here") == true)
    }

    @Test func `asks nothing of a network, and no script but its own may run`() async throws {
        try await browser.open(shelf.page)
        try await browser.value("document.querySelector('.open').click()")
        try await browser.until("document.getElementById('player').readyState > 0")
        let requests = browser.requests
        #expect(requests.contains { $0.hasSuffix(".mp4") })
        #expect(requests.contains { $0.hasSuffix(".jpg") })
        // The pictures on the player's buttons are the browser's own, and in it.
        for request in requests where request != "about:blank" && !request.hasPrefix("data:") {
            #expect(request.hasPrefix("file://\(shelf.folder)/"), "\(request)")
        }
        #expect(browser.complaints == [])
        // What would have got past all escaping is stopped by the page's policy.
        let refused = """
            new Promise((done) => {
                const refused = new Set();
                document.addEventListener('securitypolicyviolation', (event) => {
                    refused.add(event.effectiveDirective);
                    if (refused.size === 5) done([...refused].sort().join(' '));
                });
                const script = document.createElement('script');
                script.textContent = 'window.hit = 1';
                document.body.append(script);
                const frame = document.createElement('iframe');
                frame.src = 'https://127.0.0.1:1/';
                document.body.append(frame);
                new Image().src = 'https://127.0.0.1:1/a.png';
                document.body.setAttribute('onclick', 'window.hit = 2');
                document.body.click();
                fetch('https://127.0.0.1:1/').catch(() => {});
                setTimeout(() => done([...refused].sort().join(' ')), 20000);
            })
            """
        #expect(
            try await browser.value(refused)?.string
                == "connect-src frame-src img-src script-src-attr script-src-elem")
        #expect(try await browser.value("window.hit") == nil)
    }

    @Test func `plays a poster under the pointer, but not where motion is not wanted`() async throws
    {
        try await browser.open(shelf.page)
        let move = #"{"type":"mouseMoved","x":120,"y":400}"#
        let over = "document.elementFromPoint(120, 400)?.closest('.card')"
        try await browser.until(over)
        try await browser.call("Input.dispatchMouseEvent", move)
        try await browser.until("document.querySelector('.card video')")
        try await browser.call("Input.dispatchMouseEvent", #"{"type":"mouseMoved","x":2,"y":2}"#)
        try await browser.until("!document.querySelector('.card video')")
        try await browser.call(
            "Emulation.setEmulatedMedia",
            #"{"features":[{"name":"prefers-reduced-motion","value":"reduce"}]}"#)
        try await browser.call("Input.dispatchMouseEvent", move)
        try await browser.value("new Promise((done) => setTimeout(done, 400))")
        #expect(
            try await browser.value("document.querySelector('.card video') === null") == .bool(true)
        )
    }

    @Test func `is dark or light as the system is, unless it is switched`() async throws {
        try await browser.call(
            "Emulation.setEmulatedMedia",
            #"{"features":[{"name":"prefers-color-scheme","value":"dark"}]}"#)
        try await browser.open(shelf.page)
        let ground = "getComputedStyle(document.body).backgroundColor"
        #expect(try await browser.value(ground)?.string == "rgb(12, 13, 15)")
        try await browser.value("document.getElementById('theme').click()")
        #expect(try await browser.value(ground)?.string == "rgb(250, 250, 249)")
        try await browser.open(shelf.page)
        #expect(try await browser.value(ground)?.string == "rgb(250, 250, 249)", "it is remembered")
    }

    @Test func `prints every clip that is shown, with its poster`() async throws {
        try await browser.open(shelf.page + "#q=fox")
        // The printer is asked when every poster is there.
        try await browser.value(
            """
            window.print = () => {
                const pictures = [...document.querySelectorAll('.sheet img')];
                window.printed = `${document.querySelectorAll('.sheet li').length} clips, `
                    + `${pictures.filter((picture) => picture.naturalWidth > 0).length} posters`;
            }
            """)
        try await browser.value("document.getElementById('print').click()")
        try await browser.until("window.printed")
        #expect(try await browser.value("window.printed")?.string == "2 clips, 2 posters")
        let printed = try await browser.call("Page.printToPDF")
        let pdf = try #require(printed["data"]?.string.flatMap { Data(base64Encoded: $0) })
        #expect(pdf.starts(with: Data("%PDF".utf8)))
    }

    @Test func `of thousands of clips makes only the cards near the window`() async throws {
        try await shelf.workshop.damage(
            """
            INSERT INTO video (uid, title, operation, file_state, sha256, extension, bytes, verdict, duration,
                               width, height, created_at)
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1995)
            SELECT 'n' || i, 'take ' || i, 'import', 'present', sha256, extension, bytes, 'verified', 2,
                   320, 180, i
            FROM n, video WHERE video.id = 1;
            INSERT INTO collection_video SELECT 1, id, id FROM video WHERE id > 5
            """)
        let outcome = try await shelf.export("--link", "hard")
        #expect(outcome.status == 0, "\(outcome)")
        try await browser.open(shelf.page)
        #expect(try await browser.text("#summary")?.hasPrefix("2,000 clips") == true)
        #expect((5..<80).contains(try await shown().count))
        try await browser.value(
            """
            (async () => {
                for (let screen = 1; screen <= 20; screen += 1) {
                    scrollTo(0, screen * innerHeight);
                    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
                }
            })()
            """)
        #expect((5..<80).contains(try await shown().count))
        try await browser.press("ArrowDown")
        try await browser.press("End")
        try await browser.until(
            "document.activeElement.closest('.card')?.getAttribute('aria-posinset') === '2000'")
        #expect(try await shown().last == "v2000")
        #expect(try await shown().count < 80)
        try await type("\"take 1234\"")
        #expect(try await shown() == ["v1239"])
    }
}
