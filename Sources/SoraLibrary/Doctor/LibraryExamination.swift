import SoraCatalog
import SoraModel
import SoraProviders
import SoraSystem

/// Looks at what is around one library: its clock, locks, keys and hooks.
struct LibraryExamination {
    let library: Library

    private var context: LibraryContext { library.context }

    /// What was found: one of the clock, of the locks and of the hooks, and one of each key.
    func findings() async -> [Diagnosis] {
        [clock, locks] + (await keys) + [hooks]
    }

    /// A clock that is behind what the library recorded would keep results waiting until they are gone.
    private var clock: Diagnosis {
        let now = context.system.time.now()
        do {
            guard let last = try library.catalog.lastChange(), last - now > Catalog.clockJump else {
                return Diagnosis(subject: "clock", state: .good, words: now.iso8601)
            }
            return Diagnosis(
                subject: "clock", state: .fault,
                words: "it is \(now.iso8601) here, and the library was changed at \(last.iso8601)",
                hint: "set this machine's clock, then look again: `soralib doctor`")
        } catch {
            return Doctor.fault("clock", error)
        }
    }

    /// Who holds the library's locks, as the kernel tells it; to try them would keep a sync from its run.
    private var locks: Diagnosis {
        let folder = library.catalog.folder
        let files = context.system.files
        let table = (try? files.contents(of: "/proc/locks", limit: 1 << 20)).map {
            String(decoding: $0, as: UTF8.self)
        }
        let held = [
            ("a sync runs", folder.runLock), ("an import runs", folder.importLock),
            ("soralib writes to the catalogue", folder.writeLock),
        ].compactMap { words, path -> String? in
            guard let table, let number = (try? files.status(of: path))??.number,
                let process = Self.holder(ofFile: number, in: table)
            else { return nil }
            return "\(words): process \(process)"
        }
        return Diagnosis(
            subject: "locks", state: .good,
            words: held.isEmpty ? "nobody holds the library" : "the library is at work",
            hint: "`soralib status` shows how far it is", details: held)
    }

    /// The process that holds the lock of a file (proc(5), `/proc/locks`).
    static func holder(ofFile number: UInt64, in table: String) -> String? {
        for line in table.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count >= 6, words[1] == "FLOCK", words[5].hasSuffix(":\(number)") else {
                continue
            }
            return String(words[4])
        }
        return nil
    }

    /// Whether each provider's key can be had.
    ///
    /// A command is not run: it may ask a person.
    private var keys: [Diagnosis] {
        get async {
            let providers: [ProviderRecord]
            do { providers = try library.catalog.providers() } catch {
                return [Doctor.fault("keys", error)]
            }
            guard !providers.isEmpty else {
                return [
                    Diagnosis(
                        subject: "keys", state: .good, words: "there is no provider yet",
                        hint: "`soralib provider add NAME --profile PROFILE --key-env VAR`")
                ]
            }
            var findings: [Diagnosis] = []
            for provider in providers { findings.append(await key(of: provider)) }
            return findings
        }
    }

    private func key(of provider: ProviderRecord) async -> Diagnosis {
        let subject = "key of \(provider.name)"
        do {
            let source = try KeySource(text: provider.keySource)
            if case .command = source {
                return Diagnosis(
                    subject: subject, state: .good, words: "\(source), which was not run")
            }
            _ = try await library.keyReader.key(from: source, of: provider.name)
            return Diagnosis(
                subject: subject, state: .good,
                words: source == .none ? "none is wanted" : "\(source): it is there")
        } catch {
            return Doctor.fault(subject, error)
        }
    }

    private var hooks: Diagnosis {
        do {
            let hooks = try library.hooks()
            let idle = hooks.filter { $0.state != .allowed }
            guard let first = idle.first else {
                return Diagnosis(
                    subject: "hooks", state: .good,
                    words: hooks.isEmpty ? "there are none" : "\(hooks.count) allowed",
                    details: hooks.map(\.name))
            }
            let next =
                switch first.state {
                case .new, .changed:
                    "read it, then `soralib hook allow \(first.name)`, or it never runs"
                default: "`soralib hook list` tells of each"
                }
            return Diagnosis(
                subject: "hooks", state: .notice,
                words: idle.count == 1
                    ? "\(first.name) does not run" : "\(idle.count) do not run",
                hint: next,
                details: idle.map { "\($0.name): \($0.problem ?? $0.state.rawValue)" })
        } catch {
            return Doctor.fault("hooks", error)
        }
    }
}
