package import SoraModel
package import SoraSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Fetches keys from where they are.
package protocol KeyReader: Sendable {
    /// Fetches a key.
    ///
    /// - Parameters:
    ///   - source: where it is.
    ///   - provider: the provider's name, for messages.
    /// - Returns: the key, or `nil` where the service wants none.
    /// - Throws: `SoraError` of code `credentials` that names the place and what to do.
    func key(from source: KeySource, of provider: String) async throws(SoraError) -> Secret?
}

/// Fetches keys from the environment, from commands and from files.
package struct SystemKeyReader: KeyReader {
    /// Runs a program to its end, without a shell, and returns what it printed and its status; it
    /// throws where the program cannot be run.
    package typealias Runner =
        @Sendable (_ words: [String]) async throws -> (
            output: [UInt8], status: Int32
        )

    private let environment: [String: String]
    private let files: FileSystem
    private let user: UInt32
    private let run: Runner

    /// Makes a reader.
    ///
    /// - Parameters:
    ///   - environment: the environment's variables.
    ///   - files: the file system.
    ///   - user: the number of the user that has to own key files.
    ///   - run: runs the command of a key.
    package init(
        environment: [String: String], files: FileSystem = FileSystem(), user: UInt32 = geteuid(),
        run: @escaping Runner
    ) {
        self.environment = environment
        self.files = files
        self.user = user
        self.run = run
    }

    package func key(
        from source: KeySource, of provider: String
    ) async throws(SoraError) -> Secret? {
        if source == .none { return nil }
        do {
            // Before the first letter of the key is in memory.
            try ProcessMemory.hide()
        } catch {
            throw Self.problem(
                provider, source, "cannot be kept from other programs: \(error.reason)",
                "run soralib where prctl(2) is allowed")
        }
        switch source {
        case .none: return nil
        case .environment(let name):
            guard let text = environment[name], !text.isEmpty else {
                throw Self.problem(
                    provider, source, "is not set", "export \(name) with the key in it")
            }
            return try Self.checked(text, source, provider)
        case .command(let command):
            let output = try await output(of: command, source, provider)
            return try Self.checked(Self.withoutNewline(output), source, provider)
        case .file(let path):
            let text = try contents(of: path, source, provider)
            return try Self.checked(Self.withoutNewline(text), source, provider)
        }
    }

    /// The most bytes of a key.
    private static let limit = 16_384

    private func output(
        of command: String, _ source: KeySource, _ provider: String
    ) async throws(SoraError) -> String {
        let words = try CommandWords.split(command)
        let (output, status): ([UInt8], Int32)
        do {
            (output, status) = try await run(words)
        } catch {
            throw Self.problem(
                provider, source, "cannot be run: \(error)", "try it in a terminal: \(command)")
        }
        guard status == 0 else {
            throw Self.problem(
                provider, source, "ended with status \(status)",
                "try it in a terminal: \(command)")
        }
        return try Self.text(output, source, provider)
    }

    private func contents(
        of path: String, _ source: KeySource, _ provider: String
    ) throws(SoraError) -> String {
        do {
            let file = try files.open(path, .read)
            // The open file is looked at, not its name, which could stand for another one by now.
            let status = try files.status(of: file)
            guard status.kind == .file else {
                throw Self.problem(provider, source, "is not a file", "name a file with the key")
            }
            guard status.owner == user else {
                throw Self.problem(
                    provider, source, "is owned by somebody else",
                    "make a file of your own with the key, with mode 0600")
            }
            guard status.mode & 0o077 == 0 else {
                throw Self.problem(
                    provider, source, "can be read by others", "run: chmod 600 \(path)")
            }
            let bytes = try files.read(file, at: 0, count: Self.limit + 1)
            return try Self.text(bytes, source, provider)
        } catch let error as SystemError {
            throw Self.problem(
                provider, source, "cannot be read: \(error.reason.lowercased())",
                "write the key into \(path), with mode 0600")
        } catch let error as SoraError {
            throw error
        } catch {
            throw Self.problem(provider, source, "cannot be read", "check \(path)")
        }
    }

    private static func text(
        _ bytes: [UInt8], _ source: KeySource, _ provider: String
    ) throws(SoraError) -> String {
        guard bytes.count <= limit, let text = String(validating: bytes, as: UTF8.self) else {
            throw problem(
                provider, source, "gives something that is no key", "let it give the key alone")
        }
        return text
    }

    private static func withoutNewline(_ text: String) -> String {
        var bytes = Array(text.utf8)
        while let last = bytes.last, last == 0x0A || last == 0x0D { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A key goes into a header field, where only visible ASCII is safe (RFC 9110, section 5.5).
    private static func checked(
        _ text: String, _ source: KeySource, _ provider: String
    ) throws(SoraError) -> Secret {
        guard !text.isEmpty else {
            throw problem(provider, source, "is empty", "put the key there")
        }
        guard text.utf8.count <= limit, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw problem(
                provider, source, "gives something with spaces, line breaks or other letters",
                "let it give the key alone, on one line")
        }
        return Secret(text)
    }

    private static func problem(
        _ provider: String, _ source: KeySource, _ problem: String, _ fix: String
    ) -> SoraError {
        SoraError(
            .credentials, "no key for \(provider): \(source) \(problem)",
            hint: "\(fix), or name another place with soralib provider set \(provider)")
    }
}
