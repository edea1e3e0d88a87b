import SoraCatalog
import SoraHTTP
import SoraMedia
import SoraModel
import SoraSync
import SoraSystem

/// Looks whether this machine has what soralib needs, and changes nothing.
package struct Doctor {
    private let context: LibraryContext
    private let named: String?

    /// - Parameters:
    ///   - context: the world around.
    ///   - named: the library that `--library` names.
    package init(_ context: LibraryContext, library named: String?) {
        self.context = context
        self.named = named
    }

    /// Everything that was looked at, in order.
    package func examine() async -> [Diagnosis] {
        let library = self.library
        return [version, library.diagnosis, disk(at: library.path)]
            + [libcurl, libcrypto, await sandbox, await sheets, simulator]
            + (library.path == nil ? [] : [schedule] + (await around))
    }

    /// What is around the library; nothing where it does not open, for that was told.
    private var around: [Diagnosis] {
        get async {
            guard
                let library = try? Library.open(named: named, for: .reading, context: context)
            else { return [] }
            return await LibraryExamination(library: library).findings()
        }
    }

    /// What is scheduled for the library; that nothing is, is no fault.
    private var schedule: Diagnosis {
        do {
            let state = try Library.open(named: named, for: .reading, context: context).schedule()
            guard let method = state.method else {
                return Diagnosis(
                    subject: "schedule", state: .good, words: "nothing is scheduled",
                    hint: "`soralib schedule install` lets a sync run every five minutes")
            }
            let words = "\(state.timing ?? "from time to time"), by \(method.rawValue)"
            guard !state.problems.isEmpty else {
                return Diagnosis(
                    subject: "schedule", state: .good, words: words, details: state.notes)
            }
            return Diagnosis(
                subject: "schedule", state: .fault, words: "\(words): \(state.problems[0])",
                hint: "`soralib schedule show` tells more",
                details: Array(state.problems.dropFirst()) + state.notes)
        } catch {
            return Self.fault("schedule", error)
        }
    }

    private var version: Diagnosis {
        let database = Catalog.databaseVersion
        let flaw =
            DatabaseFlaw.hasResetBug(database)
            ? [
                "SQLite \(database) has the WAL-reset bug; soralib keeps clear of it by a lock of its own, "
                    + "so let other programs only read: sqlite3 -readonly"
            ] : []
        return Diagnosis(
            subject: "soralib", state: .good, words: Version.current,
            details: ["SQLite \(database)"] + flaw)
    }

    /// The library, opened to read it; none is no fault, for much needs none.
    private var library: (diagnosis: Diagnosis, path: String?) {
        do {
            let library = try Library.open(named: named, for: .reading, context: context)
            let status = try library.status()
            let counts = [
                "\(status.catalog.tasks.values.reduce(0, +)) tasks",
                "\(status.catalog.verdicts.values.reduce(0, +)) videos",
            ]
            return (
                Diagnosis(subject: "library", state: .good, words: library.path, details: counts),
                library.path
            )
        } catch let error as SoraError where error.code == .noLibrary && named == nil {
            return (
                Diagnosis(
                    subject: "library", state: .notice, words: error.message, hint: error.hint),
                nil
            )
        } catch {
            return (Self.fault("library", error), nil)
        }
    }

    private func disk(at path: String?) -> Diagnosis {
        let place = path ?? context.currentFolder
        do {
            let free = try context.system.files.freeBytes(at: place)
            let reserve = SyncOptions().reserveBytes
            let words = "\(free >> 20) MiB are free where \(place) is"
            return free >= reserve
                ? Diagnosis(subject: "disk", state: .good, words: words)
                : Diagnosis(
                    subject: "disk", state: .fault, words: words,
                    hint:
                        "a sync submits nothing with less than \(reserve >> 20) MiB free; `soralib list --sort "
                        + "bytes:desc --limit 20` names the largest clips")
        } catch {
            return Self.fault("disk", error)
        }
    }

    private var libcurl: Diagnosis {
        do {
            return Diagnosis(
                subject: "libcurl", state: .good, words: try CurlTransport.libraryVersion())
        } catch {
            return Diagnosis(
                subject: "libcurl", state: .fault, words: error.message,
                hint:
                    "without it nothing is sent or fetched: apt install libcurl4, then `soralib doctor`"
            )
        }
    }

    private var libcrypto: Diagnosis {
        do {
            return Diagnosis(subject: "libcrypto", state: .good, words: try SHA256.libraryVersion())
        } catch {
            return Self.fault("libcrypto", error)
        }
    }

    /// A worker that was started, confined itself and proved it; it is given no file.
    private var sandbox: Diagnosis {
        get async {
            let workers: MediaWorkers
            do {
                workers = MediaWorkers(
                    helper: try context.helpers.path(of: "soralib-media"), isDeep: true, count: 1,
                    files: context.system.files)
            } catch {
                return Self.fault("soralib-media", error)
            }
            let diagnosis: Diagnosis
            do throws(SoraError) {
                diagnosis = Self.diagnosis(of: try await workers.greeting())
            } catch {
                diagnosis = Diagnosis(
                    subject: "soralib-media", state: .fault, words: error.message,
                    hint:
                        "it needs a kernel with seccomp filters, and the libraries that soralib was "
                        + "built with")
            }
            await workers.shutdown()
            return diagnosis
        }
    }

    /// A sheet that was drawn, of nothing.
    private var sheets: Diagnosis {
        get async {
            do {
                let drawer = SheetDrawer(
                    helper: try context.helpers.path(of: "soralib-media"),
                    files: context.system.files)
                try await drawer.examine()
                return Diagnosis(
                    subject: "sheets", state: .good, words: "a contact sheet can be drawn")
            } catch {
                return Diagnosis(
                    subject: "sheets", state: .notice,
                    words: error.message,
                    hint: "only `soralib sheet` needs it")
            }
        }
    }

    private static func diagnosis(of greeting: WorkerGreeting) -> Diagnosis {
        let libraries = greeting.libraries.map { "\($0.name) \($0.version)" }
        guard greeting.isFiltered else {
            return Diagnosis(
                subject: "soralib-media", state: .notice,
                words: "measured its built-in clip; this system has no filter of system calls",
                hint: "its limits stand alone: probe files that you trust", details: libraries)
        }
        return Diagnosis(
            subject: "soralib-media", state: .good,
            words: "measured its built-in clip, and was denied all that it tried",
            details: greeting.denied.map { "denied: \($0)" } + libraries)
    }

    private var simulator: Diagnosis {
        do {
            return Diagnosis(
                subject: "soralib-simulator", state: .good,
                words: try context.helpers.path(of: "soralib-simulator"))
        } catch {
            return Diagnosis(
                subject: "soralib-simulator", state: .notice, words: error.message,
                hint: "only `soralib demo` and `soralib simulate` need it")
        }
    }

    static func fault(_ subject: String, _ error: any Error) -> Diagnosis {
        let told =
            (error as? SoraError) ?? (error as? SystemError)?.forPeople
            ?? SoraError(.failed, "\(error)")
        return Diagnosis(
            subject: subject, state: .fault, words: told.message, hint: told.hint)
    }
}
