/// Works on all elements, at most `limit` at a time, in their order of starting.
///
/// - Throws: the first error; work that is under way then is cancelled and awaited.
func forEachConcurrently<Element: Sendable>(
    _ elements: [Element], limit: Int, _ body: @escaping @Sendable (Element) async throws -> Void
) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
        var rest = elements.makeIterator()
        for _ in 0..<max(1, limit) {
            guard let element = rest.next() else { break }
            group.addTask { try await body(element) }
        }
        while try await group.next() != nil {
            guard let element = rest.next() else { continue }
            group.addTask { try await body(element) }
        }
    }
}
