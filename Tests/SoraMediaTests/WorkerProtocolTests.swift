import Foundation
import SoraMedia
import SoraModel
import SoraSystem
import SoraTestSupport
import Testing

struct `The protocol of soralib-media` {
    /// A worker with nothing between it and the test.
    private struct Worker: ~Copyable {
        let child: ChildProcess
        let socket: OpenFile

        init() throws {
            let nothing = try FileSystem().open("/dev/null", .readWrite)
            let pair = try SocketPair()
            let started = try ChildProcess.start(
                builtHelper(), input: nothing.descriptor, output: nothing.descriptor,
                error: nothing.descriptor, socket: pair.far.descriptor)
            let near = pair.keepingNear()
            let line = try Self.line(from: near)
            let greeting = WorkerGreeting(line: Array(line.utf8))
            #expect(greeting?.fault == nil)
            #expect(greeting?.libraries.map(\.name).first == "libavformat")
            child = started
            socket = near
        }

        func answer() throws -> String { try Self.line(from: socket) }

        private static func line(from socket: borrowing OpenFile) throws -> String {
            var bytes: [UInt8] = []
            while bytes.last != UInt8(ascii: "\n") {
                let part = try FileSocket.receiveBytes(upTo: 1_000, within: 10, from: socket)
                guard let part, !part.isEmpty else { break }
                bytes += part
            }
            return String(decoding: bytes, as: UTF8.self)
        }

        consuming func hangUp() throws -> ChildProcess.Ending {
            let child = child
            _ = consume socket
            return try child.wait()
        }
    }

    @Test func `takes a request byte by byte, answers with its number and ends with 0`() throws {
        let folder = try MediaFolder()
        let clip = try FileSystem().open(folder.file("clip.mp4", TinyMovie().bytes), .read)
        let worker = try Worker()
        for number in [7, 8] {
            let frame = WorkerRequest(id: number).frame
            try FileSocket.send([frame[0]], with: clip, over: worker.socket)
            for byte in frame.dropFirst() { try FileSocket.send([byte], over: worker.socket) }
            let line = try worker.answer()
            let answer = try #require(WorkerAnswer(line: Array(line.utf8)))
            #expect(answer.id == number)
            #expect(answer.probe?.ok == true)
            #expect(answer.probe?.path == "")
        }
        #expect(try worker.hangUp() == .exited(0))
    }

    @Test func `does not move the offset of the file`() throws {
        let folder = try MediaFolder()
        let clip = try FileSystem().open(folder.file("clip.mp4", TinyMovie().bytes), .read)
        let worker = try Worker()
        #expect(lseek(clip.descriptor, 5, SEEK_SET) == 5)
        try FileSocket.send(WorkerRequest(id: 1).frame, with: clip, over: worker.socket)
        #expect(try worker.answer().contains("\"ok\":true"))
        #expect(lseek(clip.descriptor, 0, SEEK_CUR) == 5)
        _ = try worker.hangUp()
    }

    @Test func `answers what it does not know with a failure`() throws {
        let folder = try MediaFolder()
        let clip = try FileSystem().open(folder.file("clip.mp4", TinyMovie().bytes), .read)
        let worker = try Worker()
        let frame = WorkerRequest(op: "dance", id: 3).frame
        try FileSocket.send(frame, with: clip, over: worker.socket)
        let answer = try #require(WorkerAnswer(line: Array(try worker.answer().utf8)))
        #expect(answer.id == 3)
        #expect(answer.failure == "this soralib-media does not know what was asked")
        _ = try worker.hangUp()
    }

    @Test(arguments: [
        [0, 0, 0, 0], [0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0x10, 1], [0, 0, 0, 2, 0x7B, 0x7D],
        [0, 0, 0, 9, 0x7B],
    ])
    func `ends with 65 after a broken frame`(frame: [UInt8]) throws {
        let clip = try FileSystem().open("/dev/null", .read)
        let worker = try Worker()
        try FileSocket.send(frame, with: clip, over: worker.socket)
        #expect(try worker.hangUp() == .exited(65))
    }

    @Test func `ends with 65 after a request without a file`() throws {
        let worker = try Worker()
        try FileSocket.send(WorkerRequest(id: 1).frame, over: worker.socket)
        #expect(try worker.hangUp() == .exited(65))
    }

    @Test func `started by hand ends with 64, and tells the versions of its libraries`() throws {
        let nothing = try FileSystem().open("/dev/null", .readWrite)
        let folder = try MediaFolder()
        let text = try FileSystem().open("\(folder.path)/out", .readWrite)
        func run(_ arguments: [String]) throws -> ChildProcess.Ending {
            try ChildProcess.start(
                builtHelper(), arguments: arguments, input: nothing.descriptor,
                output: text.descriptor, error: nothing.descriptor
            ).wait()
        }
        #expect(try run([]) == .exited(64))
        #expect(try run(["clip.mp4"]) == .exited(64))
        #expect(try run(["--version"]) == .exited(0))
        let words = try String(contentsOfFile: "\(folder.path)/out", encoding: .utf8)
        #expect(words.hasPrefix("libavformat "))
        #expect(words.split(separator: "\n").count == 4)
    }
}
