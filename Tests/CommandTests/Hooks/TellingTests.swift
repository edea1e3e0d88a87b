import Foundation
import SoraLibrary
import SoraTestSupport
import Testing

/// What a sync tells hooks and the desktop.
@Suite(.startsPrograms) struct `A sync that tells` {
    /// Runs a whole sync of two clips with hooks that write what they read.
    @Test func `gives each hook its event as JSON, and ends as without them`() async throws {
        let service = try await SimulatorProcess.start()
        let workshop = try await Workshop.withProvider(service.url)
        let environment = ["XDG_STATE_HOME": workshop.folder.file("state")]
        try writeHook("on-succeeded", "#!/bin/sh\ncat > told-succeeded\nexit 9\n", in: workshop)
        try writeHook("after-sync", "#!/bin/sh\ncat > told-after\nyes flood\n", in: workshop)
        try writeHook("on-mismatch", "#!/bin/sh\ncat > told-mismatch\n", in: workshop)
        let allowed = try await workshop.run(
            ["hook", "allow", "--json"], environment: environment)
        #expect(allowed.status == 0, "\(allowed)")
        #expect(
            allowed.json?.elements.map { $0["state"]?.string } == ["allowed", "allowed", "allowed"])
        #expect(try await workshop.run("queue", "a fox").status == 0)
        #expect(try await workshop.run("queue", "a hen [[small]]").status == 0)

        let synced = try await workshop.run(
            ["sync", "--until-idle", "--json"], environment: environment)
        #expect(synced.status == 0, "a hook changes no status: \(synced)")
        #expect(synced.json?["downloaded"]?.integer == 2)
        #expect(synced.errors.contains("the hook on-succeeded ended with status 9"), "\(synced)")
        #expect(synced.errors.contains("the hook after-sync wrote more than 1 MiB"), "\(synced)")

        let told = try event("told-succeeded", in: workshop)
        #expect(told["event"]?.string == "on-succeeded")
        #expect(told["library"]?.string == workshop.library)
        #expect(told["tasks"]?.elements.count == 2 && told["videos"]?.elements.count == 2)
        #expect(Shape.list(.task).problems(in: told["tasks"]) == [])
        #expect(Shape.list(.video).problems(in: told["videos"]) == [])
        #expect(Shape.sync.problems(in: told["sync"]) == [])
        let mismatch = try event("told-mismatch", in: workshop)
        #expect(mismatch["tasks"]?.elements.map { $0["id"]?.string } == ["t2"])
        #expect(mismatch["videos"]?[0]?["verdict"]?.string == "mismatch")
        let after = try event("told-after", in: workshop)
        #expect(after["tasks"]?.elements.isEmpty == true)
        #expect(after["sync"]?["downloaded"]?.integer == 2)
        _ = service
    }

    @Test func `shows a notice with the prompt as text, not as markup`() async throws {
        let service = try await SimulatorProcess.start()
        let workshop = try await Workshop.withProvider(service.url)
        let bin = workshop.folder.file("bin")
        try FileManager.default.createDirectory(atPath: bin, withIntermediateDirectories: true)
        try "#!/bin/sh\nprintf '%s|' \"$@\" >> \(workshop.folder.file("shown"))\n".write(
            toFile: bin + "/notify-send", atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: bin + "/notify-send")
        let text = "a <b>fox</b> & a hen \\n\u{1b}[31m \u{202e}gnp"
        #expect(try await workshop.run("queue", "--", text).status == 0)
        let synced = try await workshop.run(
            ["sync", "--until-idle", "--notify"], environment: ["PATH": "\(bin):/usr/bin:/bin"])
        #expect(synced.status == 0, "\(synced)")
        let shown = try String(contentsOfFile: workshop.folder.file("shown"), encoding: .utf8)
        #expect(
            shown
                == "--app-name=soralib|--urgency=normal|--|1 clip is here|"
                + "t1 a &lt;b&gt;fox&lt;/b&gt; &amp; a hen \\\\n [31m \u{FFFD}gnp|")
        _ = service
    }

    @Test func `says once that there is no notify-send`() async throws {
        let service = try await SimulatorProcess.start()
        let workshop = try await Workshop.withProvider(service.url)
        #expect(try await workshop.run("queue", "a fox").status == 0)
        let synced = try await workshop.run(
            ["sync", "--until-idle", "--notify"], environment: ["PATH": "/nonexistent"])
        #expect(synced.status == 0, "\(synced)")
        let lines = synced.errors.split(separator: "\n").filter { $0.contains("notify-send") }
        #expect(lines.count == 1, "\(synced)")
        _ = service
    }

    private func writeHook(_ name: String, _ script: String, in workshop: Workshop) throws {
        let folder = workshop.library + "/hooks"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        try script.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o700], ofItemAtPath: "\(folder)/\(name)")
    }

    /// What a hook read, which is as its schema says.
    private func event(_ name: String, in workshop: Workshop) throws -> OrderedJSON {
        let text = try String(contentsOfFile: "\(workshop.library)/\(name)", encoding: .utf8)
        let told = try #require(OrderedJSON(text), "\(text)")
        let schema = try #require(OrderedJSON(ObjectSchema(named: "hook-event").text))
        #expect(SchemaCheck(schema.value, isExact: true).problems(told.value, isPart: false) == [])
        return told
    }
}
