import Foundation
import SoraTerminal
import Testing

@Suite struct `Writing output` {
    @Test func `what is written to a pipe is held back until there is enough, or it is flushed`()
        throws
    {
        let sink = CapturingSink()
        let channel = OutputChannel(sink, capacity: 8)
        try channel.write("1234")
        #expect(sink.text == "")
        try channel.line("5678")
        #expect(sink.text == "12345678\n")
        try channel.write(bytes: [0x41, 0xff])
        try channel.flush()
        try channel.flush()
        #expect(sink.bytes.suffix(2) == [0x41, 0xff])
    }

    @Test func `what is written to a terminal is shown at once`() throws {
        let sink = CapturingSink()
        try OutputChannel(sink, isTerminal: true).write("1")
        #expect(sink.text == "1")
    }

    @Test func `rows may be appended without a copy`() throws {
        let sink = CapturingSink()
        let channel = OutputChannel(sink)
        try channel.append { JSONEscaping.append("x", to: &$0) }
        try channel.flush()
        #expect(sink.text == "\"x\"")
    }

    @Test func `lines of several tasks do not mix`() async throws {
        let sink = CapturingSink()
        let channel = OutputChannel(sink, capacity: 100)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for letter in ["a", "b", "c", "d"] {
                group.addTask {
                    for _ in 0..<500 { try channel.line(String(repeating: letter, count: 30)) }
                }
            }
            try await group.waitForAll()
        }
        try channel.flush()
        let lines = sink.text.split(separator: "\n")
        #expect(lines.count == 2000)
        #expect(lines.allSatisfy { $0.count == 30 && Set($0).count == 1 })
    }

    @Test func `a failure is reported once, and what failed is not written again`() throws {
        let channel = OutputChannel(CapturingSink(failingWith: .failed(errno: ENOSPC)))
        try channel.write("x")
        let error = #expect(throws: OutputError.self) { try channel.flush() }
        #expect(error?.description == "cannot write the output: No space left on device")
        try channel.flush()
    }

    @Test func `a reader that went away is a typed error`() throws {
        DescriptorSink.ignoreBrokenPipes()
        let pipe = Pipe()
        try pipe.fileHandleForReading.close()
        let channel = OutputChannel(DescriptorSink(pipe.fileHandleForWriting.fileDescriptor))
        try channel.write("x")
        #expect(throws: OutputError.closed) { try channel.flush() }
    }

    @Test func `a pipe that takes a part at a time gets all bytes, even without blocking`()
        async throws
    {
        let pipe = Pipe()
        let descriptor = pipe.fileHandleForWriting.fileDescriptor
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let reading = Task.detached { try pipe.fileHandleForReading.readToEnd() }
        try OutputChannel(DescriptorSink(descriptor)).write(bytes: bytes)
        try pipe.fileHandleForWriting.close()
        #expect(try await reading.value.map(Array.init) == bytes)
    }
}
