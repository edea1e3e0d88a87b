import SoraCatalog
import SoraModel
import SoraSystem

extension Library {
    /// The hooks that lie in the library, by name.
    ///
    /// - Throws: `SoraError` when they cannot be read.
    package func hooks() throws -> [Hook] {
        try translated { try hookFolder().all() }
    }

    /// Lets hooks run, as their content is now.
    ///
    /// - Parameter names: which; all that can be allowed where there are none.
    /// - Returns: those that were named, or all.
    /// - Throws: `SoraError`: `not_found`; `cannot_write` for one that must not run as it lies there.
    package func allowHooks(_ names: [String]) throws -> [Hook] {
        try translated {
            let folder = try hookFolder()
            for hook in try selected(names, in: folder) {
                guard let digest = hook.sha256 else {
                    if names.isEmpty { continue }
                    throw SoraError(
                        .cannotWrite,
                        "\(hook.name) cannot be allowed: \(hook.problem ?? hook.state.rawValue)",
                        hint: "put that right, and allow it then")
                }
                try folder.allowances.allow(hook.name, sha256: digest, in: path)
            }
            return try selected(names, in: folder)
        }
    }

    /// Lets hooks run no more.
    ///
    /// - Parameter names: which; all where there are none. One that is gone may be named.
    /// - Returns: all that are there.
    /// - Throws: `SoraError` of code `not_found` for a name that is no hook's.
    package func denyHooks(_ names: [String]) throws -> [Hook] {
        try translated {
            let folder = try hookFolder()
            for name in names where HookEvent(rawValue: name) == nil { throw Self.unknown(name) }
            for name in names.isEmpty ? HookEvent.allCases.map(\.rawValue) : names {
                _ = try folder.allowances.deny(name)
            }
            return try folder.all()
        }
    }

    private func selected(_ names: [String], in folder: HookFolder) throws -> [Hook] {
        let all = try folder.all()
        guard !names.isEmpty else { return all }
        return try names.map { name in
            guard let hook = all.first(where: { $0.name == name }) else {
                throw HookEvent(rawValue: name) == nil
                    ? Self.unknown(name)
                    : SoraError(
                        .notFound, "there is no hook \(folder.path)/\(name)",
                        hint: "`soralib hook list` shows those that are there")
            }
            return hook
        }
    }

    private static func unknown(_ name: String) -> SoraError {
        SoraError(
            .notFound, "no hook is called \(name)",
            hint: "they are \(HookEvent.allCases.map(\.rawValue).joined(separator: ", "))")
    }

    private func hookFolder() throws -> HookFolder {
        HookFolder(
            library: path, files: context.system.files, allowances: try HookAllowances(self))
    }

    private func translated<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as SystemError {
            throw error.forPeople
        }
    }

    /// Runs the hook of an event, where there is one that is allowed.
    ///
    /// Whatever becomes of it is no matter of the sync's: it is told in words, and nothing is thrown.
    ///
    /// - Parameters:
    ///   - event: what happened.
    ///   - message: makes what the hook reads on its standard input.
    ///   - seconds: how long it may take.
    ///   - isStopping: whether it is to be ended now.
    /// - Returns: what it wrote and what went wrong, a line each; none where there is nothing to tell.
    package func runHook(
        _ event: HookEvent, message: () throws -> [UInt8], within seconds: Double = hookSeconds,
        isStopping: @Sendable () -> Bool
    ) async -> [String] {
        let name = event.rawValue
        do {
            guard let hook = try translated({ try hookFolder().hook(for: event) }) else {
                return []
            }
            switch hook.state {
            case .allowed: break
            case .new, .changed:
                return [
                    "the hook \(name) \(hook.state == .new ? "is new" : "was changed") and does not "
                        + "run: read it, then `soralib hook allow \(name)`"
                ]
            case .refused, .unknown:
                return ["the hook \(name) does not run: \(hook.problem ?? hook.state.rawValue)"]
            }
            return try await start(hook, message(), within: seconds, isStopping)
        } catch {
            return ["the hook \(name) did not run: \((error as? SoraError)?.message ?? "\(error)")"]
        }
    }

    /// How long a hook may take, in seconds.
    package static var hookSeconds: Double { 30 }

    private func start(
        _ hook: Hook, _ message: [UInt8], within seconds: Double,
        _ isStopping: @Sendable () -> Bool
    ) async throws -> [String] {
        let outcome: BoundedProgram.Outcome
        do {
            outcome = try await BoundedProgram(seconds: seconds).run(
                hook.path, input: message,
                environment: CleanEnvironment.of(
                    context, adding: ["SORALIB_LIBRARY": path, "SORALIB_HOOK": hook.name]),
                folder: path, time: context.system.time, isStopping: isStopping)
        } catch let error as SystemError where error.isNotFound {
            return [
                "the hook \(hook.name) did not start: the program that its first line names is missing"
            ]
        } catch let error as SystemError {
            return ["the hook \(hook.name) did not start: \(error.forPeople.message)"]
        }
        var lines = String(decoding: outcome.output, as: UTF8.self)
            .split(whereSeparator: \.isNewline).prefix(20).map { "\(hook.name): \($0)" }
        let problem: String? =
            switch outcome.ending {
            case .exited(0): nil
            case .exited(let status): "ended with status \(status)"
            case .killed(let signal): "was ended by signal \(signal)"
            case .tookTooLong: "took longer than \(Int(seconds)) seconds and was ended"
            case .wroteTooMuch: "wrote more than 1 MiB and was ended"
            case .stopped: "was ended, for soralib was asked to end"
            }
        if let problem { lines.append("the hook \(hook.name) \(problem)") }
        return lines
    }
}
