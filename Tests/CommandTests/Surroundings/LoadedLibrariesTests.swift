import SoraTestSupport
import Testing

/// A command pays only for what it needs: no command on the catalogue loads a network or media library.
@Suite(.startsPrograms) struct `The program soralib` {
    @Test(.enabled(if: InstalledProgram.find("ldd") != nil, "there is no ldd: NOT checked"))
    func `is linked to no network and no media library`() async throws {
        let ldd = try #require(InstalledProgram.find("ldd"))
        let outcome = try await Child(
            ldd, [Programs.soralib], environment: Workshop.environment
        ).end()
        #expect(outcome.output.contains("libsqlite3"), "\(outcome)")
        for name in [
            "libcurl", "libcrypto", "libavformat", "libavcodec", "libswscale", "libmicrohttpd",
        ] {
            #expect(!outcome.output.contains(name), "\(name)")
        }
    }

    #if os(Linux)
        @Test(arguments: [
            ["list"], ["status"], ["show", "t1"], ["queue", "a hen"], ["provider", "list"],
            ["sync", "--max-submits", "0"], ["verify"],
        ])
        func `loads none for a command on the catalogue`(words: [String]) async throws {
            let workshop = try await Workshop.withProvider("http://127.0.0.1:1")
            #expect(try await workshop.run("queue", "a fox").status == 0)
            // ld.so(8) then names every library that it loads.
            let outcome = try await workshop.run(words, environment: ["LD_DEBUG": "files"])
            #expect(outcome.status == 0, "\(outcome.output)")
            #expect(outcome.errors.contains("libsqlite3"))
            for name in ["libcurl", "libavformat", "libavcodec", "libmicrohttpd"] {
                #expect(!outcome.errors.contains(name), "\(words) loads \(name)")
            }
        }

        @Test(arguments: [["list"], ["status"], ["show", "t1"], ["provider", "list"]])
        func `loads no libcrypto to read the catalogue`(words: [String]) async throws {
            let workshop = try await Workshop.withProvider("http://127.0.0.1:1")
            #expect(try await workshop.run("queue", "a fox").status == 0)
            let outcome = try await workshop.run(words, environment: ["LD_DEBUG": "files"])
            #expect(outcome.status == 0, "\(outcome.output)")
            #expect(!outcome.errors.contains("libcrypto"))
        }
    #endif
}
