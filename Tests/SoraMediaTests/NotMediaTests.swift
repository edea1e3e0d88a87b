import Foundation
import SoraMedia
import SoraModel
import SoraTestSupport
import Testing

struct `A file that is no media is told apart` {
    @Test(arguments: [
        ("", "it is empty"),
        ("#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1:1/a.ts\n", "it looks like an HLS playlist"),
        ("ffconcat version 1.0\nfile '/etc/passwd'\n", "it looks like a list of files for ffmpeg"),
        ("<!DOCTYPE html><html><body>502</body></html>", "it looks like a web page (HTML)"),
        ("\n <html>", "it looks like a web page (HTML)"),
        ("<svg xmlns='http://www.w3.org/2000/svg'/>", "it looks like an SVG drawing"),
        ("<?xml version='1.0'?><Error>Expired</Error>", "it looks like XML or HTML text"),
        ("{\"error\":{\"code\":\"not_ready\"}}", "it looks like JSON text"),
        ("not ready yet", "it looks like text"),
        ("\0\0\0\0\0\0\0\0\0\0\0\0", "it begins with zeros only"),
        ("\u{1}\u{2}\u{3}\u{4}\u{5}\u{6}\u{7}\u{8}\u{0}", "its kind is not known"),
    ])
    func `by its content, whatever its name`(content: String, words: String) async throws {
        let folder = try MediaFolder()
        let probe = try await measure(folder.file("clip.mp4", Array(content.utf8)))
        #expect(!probe.ok)
        #expect(probe.container == nil)
        #expect(probe.problems == ["not a media file: \(words)"])
    }

    @Test func `when only its first box is right`() async throws {
        let folder = try MediaFolder()
        let start = Array(TinyMovie().bytes.prefix(24))
        let probe = try await measure(folder.file("clip.mp4", start + Array("junk junk junk".utf8)))
        #expect(!probe.ok)
        #expect(probe.problems.count == 1)
    }

    @Test func `when it is a folder`() async throws {
        let folder = try MediaFolder()
        let probe = try await measure(folder.path)
        #expect(probe.problems == ["not a media file: it is a folder"])
    }

    @Test(.timeLimit(.minutes(1))) func `when it is a pipe, without waiting for a writer`()
        async throws
    {
        let folder = try MediaFolder()
        let path = "\(folder.path)/pipe.mp4"
        #expect(mkfifo(path, 0o600) == 0)
        let probe = try await measure(path)
        #expect(probe.problems == ["not a media file: it is a pipe, a socket or a device"])
        #expect(
            try await measure("/dev/zero").problems == [
                "not a media file: it is a pipe, a socket or a device"
            ])
    }

    @Test func `and one that is not there is unprobed, not damaged`() async throws {
        let workers = MediaWorkers(helper: try builtHelper(), count: 1)
        let outcome = await workers.probe("/nowhere/clip.mp4")
        #expect(
            outcome
                == .unprobed(reason: "cannot open /nowhere/clip.mp4: no such file or directory"))
    }
}
