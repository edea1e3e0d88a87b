public import SoraModel

/// Objects of a library that a query finds, read a page at a time while they are looked at.
///
/// ```swift
/// for try await video in library.videos(matching: "fox verdict:verified") {
///     print(video.id, video.title ?? "")
/// }
/// ```
///
/// Each loop asks the catalogue anew. A list is not of one moment: what is changed while it is read shows in
/// what comes later, what is deleted is left out, and nothing comes twice.
///
/// - Complexity: 8 bytes an object and one page of 500 are held, however many there are.
public struct LibraryObjects<Element: Sendable>: AsyncSequence, Sendable {
    /// What is thrown: `invalid` and `usage` for a wrong query or order, `interrupted` when the task was
    /// cancelled, `corrupt` and `io_error` when the catalogue cannot be read.
    public typealias Failure = SoraError

    /// Finds the numbers of the objects.
    let find: @Sendable () throws -> [Int64]
    /// Reads the objects of some numbers.
    let read: @Sendable ([Int64]) throws -> [Element]

    /// How many objects are read at once.
    private static var page: Int { 500 }

    /// Starts from the first object.
    ///
    /// - Returns: what reads them one after another.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(objects: self) }

    /// All of the objects at once, for lists that are known to be short.
    ///
    /// - Returns: the objects, in order.
    /// - Throws: `SoraError` as each step of a loop does.
    public func all() async throws(SoraError) -> [Element] {
        var all: [Element] = []
        var iterator = makeAsyncIterator()
        while let element = try await iterator.next() { all.append(element) }
        return all
    }

    /// Reads objects one after another.
    public struct AsyncIterator: AsyncIteratorProtocol {
        let objects: LibraryObjects
        /// The numbers that were not read yet; `nil` before the first of them is asked for.
        private var rest: ArraySlice<Int64>?
        /// What was read, the next one last.
        private var page: [Element] = []

        init(objects: LibraryObjects) {
            self.objects = objects
        }

        /// Reads the next object.
        ///
        /// - Returns: the object, or `nil` when there are no more.
        /// - Throws: `SoraError`, as ``LibraryObjects/Failure`` tells.
        public mutating func next() async throws(SoraError) -> Element? {
            try await next(isolation: #isolation)
        }

        /// Reads the next object for an actor, which is not held up meanwhile.
        ///
        /// - Parameter actor: the actor that waits.
        /// - Returns: the object, or `nil` when there are no more.
        /// - Throws: `SoraError`, as ``LibraryObjects/Failure`` tells.
        public mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(SoraError) -> Element? {
            while page.isEmpty {
                if Task.isCancelled { throw SoraError(.interrupted, "interrupted") }
                if rest?.isEmpty == true { return nil }
                (page, rest) = try await objects.load(rest)
            }
            return page.popLast()
        }
    }

    /// Reads the next page, the first object last.
    @concurrent
    private func load(
        _ known: ArraySlice<Int64>?
    ) async throws(SoraError) -> ([Element], ArraySlice<Int64>) {
        try SoraError.told {
            let numbers = try known ?? find()[...]
            return (
                try read(Array(numbers.prefix(Self.page))).reversed(), numbers.dropFirst(Self.page)
            )
        }
    }
}
