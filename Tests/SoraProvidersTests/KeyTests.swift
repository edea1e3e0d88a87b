import Foundation
import SoraHTTP
import SoraModel
import SoraProviders
import SoraSystem
import Testing

/// Keys: where they are, and that they stay there.
struct KeyTests {
    private let canary = "sk-canary-7f3a"

    private func reader(
        environment: [String: String] = [:], user: UInt32 = geteuid(),
        run: @escaping SystemKeyReader.Runner = { _ in ([], 1) }
    ) -> SystemKeyReader {
        SystemKeyReader(environment: environment, user: user, run: run)
    }

    private func error(_ source: KeySource, _ reader: SystemKeyReader) async -> SoraError? {
        do {
            _ = try await reader.key(from: source, of: "mine")
            return nil
        } catch {
            return error
        }
    }

    private func file(_ text: String, mode: Int = 0o600) throws -> String {
        let path = NSTemporaryDirectory() + "key-\(UUID().uuidString)"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        return path
    }

    @Test func `a secret is not in any description, dump or reflection`() {
        struct Holder { var secret: Secret }
        let secret = Secret(canary)
        var text = "\(secret) \([secret]) \(String(reflecting: secret)) \(Holder(secret: secret))"
        text += " \(Optional(secret) as Any) \(["k": secret])"
        dump(secret, to: &text)
        dump(Holder(secret: secret), to: &text)
        text += "\(Mirror(reflecting: secret).children.map { "\($0)" })"
        #expect(!text.contains("canary"))
        #expect(secret.reveal() == canary)
    }

    @Test func `a key that a service repeats is blotted out`() {
        let response = Fixtures.response(
            401, "no: \(canary)\(canary), sk-canary", headers: [("X-Echo", "key \(canary)")])
        let clean = Secret(canary).scrubbed(response)
        let stars = String(repeating: "*", count: canary.utf8.count)
        #expect(String(decoding: clean.body, as: UTF8.self) == "no: \(stars)\(stars), sk-canary")
        #expect(clean.headers["X-Echo"] == "key \(stars)")
    }

    @Test(arguments: ["k", "video", "EMPTY"])
    func `a key so short that it is part of other words costs no id`(key: String) {
        let body = #"{"id":"video_k1","object":"video","note":"EMPTY"}"#
        #expect(
            String(decoding: Secret(key).scrubbed(Fixtures.response(200, body)).body, as: UTF8.self)
                == body)
    }

    @Test(arguments: [
        (KeySource.environment("VAR"), #"{"environment":"VAR"}"#),
        (.command("pass show 'a b'"), #"{"command":"pass show 'a b'"}"#),
        (.file("/k/e\"y"), #"{"file":"/k/e\"y"}"#), (.none, "{}"),
    ])
    func `where a key is can be stored`(source: KeySource, text: String) throws {
        #expect(source.encodedText == text)
        #expect(try KeySource(text: text) == source)
    }

    @Test(arguments: ["", "[]", #"{"key":"x"}"#, #"{"file":""}"#, #"{"file":"a","command":"b"}"#])
    func `a place that is not understood is refused`(text: String) {
        #expect(throws: SoraError.self) { try KeySource(text: text) }
    }

    @Test func `a key comes from the environment`() async throws {
        let reader = reader(environment: ["VAR": canary])
        #expect(try await reader.key(from: .environment("VAR"), of: "mine")?.reveal() == canary)
        #expect(try await reader.key(from: .none, of: "mine")?.reveal() == nil)
    }

    @Test func `while a key is loaded no other program may look into the memory`() async throws {
        _ = try await reader(environment: ["VAR": canary]).key(
            from: .environment("VAR"), of: "mine")
        #expect(ProcessMemory.isHidden)
    }

    @Test func `a missing key names its place and the fix`() async {
        let missing = await error(.environment("VAR"), reader())
        #expect(missing?.code == .credentials)
        #expect(missing?.message == "no key for mine: environment variable VAR is not set")
        #expect(missing?.hint?.contains("export VAR") == true)
        let file = await error(.file("/nowhere/key"), reader())
        #expect(file?.code == .credentials)
        #expect(
            file?.message
                == "no key for mine: file /nowhere/key cannot be read: no such file or directory")
        let command = await error(.command("pass show x"), reader())
        #expect(command?.message == "no key for mine: command pass show x ended with status 1")
    }

    @Test func `a command is run without a shell, and its last line break is taken off`()
        async throws
    {
        let reader = reader(run: { words in
            (Array("\(words.joined(separator: "|"))\r\n".utf8), 0)
        })
        let key = try await reader.key(from: .command("pass show 'a'b"), of: "mine")
        #expect(key?.reveal() == "pass|show|ab")
    }

    @Test func `a command that cannot be run is named`() async {
        let problem = await error(
            .command("pass"), reader(run: { _ in throw SystemError(2, "start", "pass") }))
        #expect(problem?.code == .credentials)
        #expect(problem?.message.contains("cannot be run") == true)
    }

    @Test(arguments: [
        ("a b\tc", ["a", "b", "c"]), ("  a  ", ["a"]), ("a 'b c' d", ["a", "b c", "d"]),
        (#"a "b \" \\ \n" c"#, ["a", #"b " \ \n"#, "c"]), (#"a\ b"#, ["a b"]),
        ("a $HOME * | b > c ~", ["a", "$HOME", "*", "|", "b", ">", "c", "~"]), ("a ''", ["a", ""]),
    ])
    func `words of a command are parted as documented`(
        command: String, words: [String]
    ) async throws {
        let reader = reader(run: { got in
            #expect(got == words)
            return (Array("k".utf8), 0)
        })
        _ = try await reader.key(from: .command(command), of: "mine")
    }

    @Test(arguments: ["", "  ", "a 'b", "a \"b", "''"])
    func `a command with an open quote or no word is refused`(command: String) async {
        #expect(await error(.command(command), reader(run: { _ in (Array("k".utf8), 0) })) != nil)
    }

    @Test func `a file of one's own that nobody else can read gives its key`() async throws {
        for mode in [0o600, 0o400] {
            let path = try file("\(canary)\n", mode: mode)
            defer { try? FileManager.default.removeItem(atPath: path) }
            #expect(try await reader().key(from: .file(path), of: "mine")?.reveal() == canary)
        }
    }

    @Test(arguments: [0o640, 0o604, 0o644, 0o660, 0o601])
    func `a file that others can reach is refused`(mode: Int) async throws {
        let path = try file(canary, mode: mode)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let problem = await error(.file(path), reader())
        #expect(problem?.code == .credentials)
        #expect(problem?.hint?.contains("chmod 600 \(path)") == true)
    }

    @Test func `a file of somebody else is refused, and so is a folder`() async throws {
        let path = try file(canary)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let problem = await error(.file(path), reader(user: geteuid() + 1))
        #expect(problem?.message.contains("is owned by somebody else") == true)
        #expect(await error(.file(NSTemporaryDirectory()), reader())?.code == .credentials)
    }

    @Test(arguments: ["a\nb", "a\r\nX-Evil: 1", "a\u{0}b", "a b", "ключ", "\n", "a\u{7F}"])
    func `a key that would not be safe in a header is refused and not repeated`(
        key: String
    ) async throws {
        let path = try file(key)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let reader = reader(environment: ["VAR": key], run: { _ in (Array(key.utf8), 0) })
        for source in [KeySource.environment("VAR"), .command("c"), .file(path)] {
            let problem = await error(source, reader)
            #expect(problem?.code == .credentials)
            #expect(problem?.message.contains(key) != true)
        }
    }
}
