import Testing

/// Waits until something holds; a minute is a hang.
func until(_ condition: () async throws -> Bool) async throws {
    for _ in 0..<1200 {
        if try await condition() { return }
        try await Task.sleep(for: .milliseconds(50))
    }
    Issue.record("it did not come about in a minute")
}
