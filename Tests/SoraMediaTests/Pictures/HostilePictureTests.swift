import Foundation
import SoraMedia
import SoraModel
import SoraTestSupport
import Testing

#if os(Linux)
    struct `Pictures of hostile files` {
        private let folder: MediaFolder

        init() throws { folder = try MediaFolder() }

        @Test func `are made or refused, in less than 256 MB, and the next file has one`()
            async throws
        {
            let helper = try NamedHelper(in: folder)
            let workers = MediaWorkers(helper: helper.path, count: 1)
            var made: Set<String> = []
            for file in HostileMedia.all {
                let path = try folder.file("\(file.name).mp4", file.bytes)
                switch await workers.picture(of: path, .poster(within: 640, 640)) {
                case .made: made.insert(file.name)
                case .unmade(let reason): #expect(!reason.contains("failed"), "\(file.name)")
                case .impossible(let reason): Issue.record("\(file.name): \(reason)")
                }
            }
            // Bytes that are no frames show nothing.
            #expect(made.isSubset(of: ["movie-and-zip", "movie-and-playlist", "jpeg-bomb"]))
            let process = try #require(try helper.processes().first)
            let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
            let peak = try #require(
                status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }?
                    .split(separator: "\t").last?.split(separator: " ").first.flatMap { Int($0) })
            #expect(peak < 256_000, "kB")
            await workers.shutdown()
        }

        @Test(arguments: [
            (
                "page.mp4", "<!doctype html><html>",
                "not a media file: it looks like a web page (HTML)"
            ),
            ("empty.mp4", "", "not a media file: it is empty"),
        ])
        func `say what they are instead`(name: String, text: String, words: String) async throws {
            let path = try folder.file(name, Array(text.utf8))
            let workers = MediaWorkers(helper: try builtHelper(), count: 1)
            #expect(
                try reason(await workers.picture(of: path, .poster(within: 640, 640))) == words)
            await workers.shutdown()
        }

        @Test func `of too many pixels are refused before they are decoded`() async throws {
            let workers = MediaWorkers(helper: try builtHelper(), count: 1)
            for name in ["png-bomb", "png-bomb-in-limits", "jpeg-bomb-in-limits", "webp-bomb"] {
                let file = try #require(HostileMedia.all.first { $0.name == name })
                let path = try folder.file("\(name).mp4", file.bytes)
                #expect(
                    try reason(await workers.picture(of: path, .frame(.first)))
                        == "no frame of it decodes", "\(name)")
            }
            await workers.shutdown()
        }

        @Test(.enabled(if: FFmpeg.isInstalled, "no ffmpeg: NOT checked"))
        func `that are cut show what is there`() async throws {
            let whole = try await MediaSamples.shared.path(named: "faststart.mp4")
            let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: whole)))
            let workers = MediaWorkers(helper: try builtHelper(), count: 1)
            let half = try folder.file("half.mp4", Array(bytes.prefix(bytes.count * 2 / 3)))
            #expect(try made(await workers.picture(of: half, .frame(.first))).width == 320)
            let head = try folder.file("head.mp4", Array(bytes.prefix(600)))
            #expect(
                try reason(await workers.picture(of: head, .frame(.first)))
                    .hasPrefix("does not read as media: "))
            await workers.shutdown()
        }

        @Test(.enabled(if: FFmpeg.isInstalled, "no ffmpeg: NOT checked"))
        func `that crash or hang the worker cost no other clip its picture`() async throws {
            let gorging = try folder.file("gorge.mp4", Array("soralib-fault:gorge\n".utf8))
            let spinning = try folder.file("spin.mp4", Array("soralib-fault:spin\n".utf8))
            let clip = try folder.file("clip.jpg", jpeg)
            let workers = MediaWorkers(
                helper: try builtHelper(), count: 1, limits: WorkerLimits(file: 60, processor: 0))
            for (path, words) in [(gorging, "crashed"), (spinning, "used up its processor time")] {
                let outcome = await workers.picture(of: path, .poster(within: 64, 64))
                #expect(try reason(outcome).hasPrefix("the prober failed 3 times: it \(words)"))
                #expect(try made(await workers.picture(of: clip, .frame(.first))).width == 16)
            }
            await workers.shutdown()
        }

        /// A grey picture of 16 by 16 pixels.
        private var jpeg: [UInt8] {
            get throws {
                try FFmpeg.make(
                    ["-f", "lavfi", "-i", "color=gray:s=16x16", "-frames:v", "1", "grey.jpg"],
                    in: folder.path)
                return Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/grey.jpg")))
            }
        }

        @Test(
            arguments: [
                (
                    #"{"id":2,"picture":{"bytes":4,"width":1,"height":1,"format":"jpeg"}}"#,
                    "answered another question"
                ),
                (
                    #"{"id":1,"picture":{"bytes":4,"width":1,"height":1,"format":"jpeg"}}"#,
                    "is not the one that it announced"
                ),
                (
                    #"{"id":1,"picture":{"bytes":999999999,"width":1,"height":1,"format":"jpeg"}}"#,
                    "out of range"
                ),
                (
                    #"{"id":1,"picture":{"bytes":4,"width":1,"height":99999,"format":"jpeg"}}"#,
                    "out of range"
                ),
                (
                    #"{"id":1,"picture":{"bytes":4,"width":1,"height":1,"format":"png"}}"#,
                    "out of range"
                ),
                (#"{"id":1,"failure":"a\u001b[31mb"}"#, "not plain text"),
                (#"{"id":1}"#, "made nothing"),
            ])
        func `are not believed where the worker lies`(answer: String, words: String) async throws {
            let clip = try folder.file("clip.mp4", TinyMovie().bytes)
            let script = """
                echo '{"denied":[],"filtered":true,"libraries":[]}' >&3
                head -c 4 <&3 >/dev/null
                printf '%s\\nabcd' '\(answer)' >&3
                exec sleep 60
                """
            let workers = MediaWorkers(
                helper: try folder.script("helper", script), count: 1,
                limits: WorkerLimits(file: 5))
            let outcome = await workers.picture(of: clip, .poster(within: 64, 64))
            #expect(try reason(outcome).contains(words), "\(outcome)")
            await workers.shutdown()
        }

        @Test(
            .enabled(
                if: InstalledProgram.find("strace") != nil && FFmpeg.isInstalled,
                "no strace or no ffmpeg: NOT checked"))
        func `let the worker open no file and no socket, and start nothing`() async throws {
            let log = "\(folder.path)/calls"
            let workers = MediaWorkers(helper: try tracedHelper(in: folder, log), count: 1)
            var paths = try HostileMedia.all.map { try folder.file("\($0.name).mp4", $0.bytes) }
            for name in ["plain.mp4", "vp9.webm", "av1.mp4", "lossless.webp", "cover.png"] {
                paths.append(try await MediaSamples.shared.path(named: name))
            }
            for path in paths {
                for request in [.poster(within: 64, 64), .frame(.last)] as [PictureRequest] {
                    if case .impossible(let reason) = await workers.picture(of: path, request) {
                        Issue.record("\(reason)")
                    }
                }
            }
            await workers.shutdown()
            let calls = try await CallsAfterSeal(log)
            #expect(calls.reads > paths.count)
            #expect(calls.granted == [])
            // Those that it tried at its start are all: no file made it try another.
            #expect(calls.forbidden.count == 7, "\(calls.forbidden.joined(separator: "\n"))")
        }
    }

    struct `A picture's header` {
        @Test func `is read of whole files alone`() {
            let jpeg: [UInt8] =
                [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC0, 0, 11, 8, 0, 5, 0, 7, 1, 1, 17, 0]
                + [0xFF, 0xD9]
            #expect(PictureHeader(jpeg)?.width == 7)
            #expect(PictureHeader(jpeg)?.height == 5)
            #expect(PictureHeader(Array(jpeg.dropLast())) == nil)
            for count in 0..<jpeg.count { #expect(PictureHeader(Array(jpeg.prefix(count))) == nil) }
            #expect(PictureHeader(Array("<html>".utf8)) == nil)
            #expect(PictureHeader([]) == nil)
        }
    }
#endif
