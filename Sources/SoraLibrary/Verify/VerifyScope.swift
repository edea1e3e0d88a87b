import SoraCatalog
package import SoraModel
import SoraSystem

/// Which stored files are checked again.
package struct VerifyScope: Sendable {
    /// The videos to choose from.
    package var selection: VideoSelection
    /// Only those that were not checked since, and those of which nothing could be said.
    package var uncheckedSince: Timestamp?
    /// Whether a check only counts that decoded every frame.
    package var isDeep: Bool
    /// Only so large a part of them, drawn anew each time; above 0, at most 1.
    package var share: Double?

    package init(
        _ selection: VideoSelection = .query([]), uncheckedSince: Timestamp? = nil,
        isDeep: Bool = false, share: Double? = nil
    ) {
        self.selection = selection
        self.uncheckedSince = uncheckedSince
        self.isDeep = isDeep
        self.share = share
    }
}

extension Library {
    /// The numbers of the videos in a scope, in the order in which they are checked.
    ///
    /// - Throws: `SoraError` with code `invalid` for wrong query words.
    package func videos(in scope: VerifyScope) throws -> [Int64] {
        var numbers = try videos(in: scope.selection)
        // In the order of their numbers, so that one that was interrupted goes on from there.
        if case .query = scope.selection { numbers.sort() }
        if let moment = scope.uncheckedSince {
            let due = try catalog.videoNumbers(uncheckedSince: moment, deeply: scope.isDeep)
            numbers.removeAll { !due.contains($0) }
        }
        if let share = scope.share, !numbers.isEmpty {
            let wanted = max(1, Int((Double(numbers.count) * share).rounded(.up)))
            var drawn: [Int64] = []
            var left = numbers.count
            // Each is taken with the chance that fills the number exactly, so their order stays.
            for number in numbers {
                let chance = Double(wanted - drawn.count) / Double(left)
                if context.system.random.fraction() < chance { drawn.append(number) }
                left -= 1
            }
            numbers = drawn
        }
        return numbers
    }

    /// How many bytes the files of some videos have in all.
    package func bytes(ofVideos numbers: [Int64]) throws -> Int64 {
        try catalog.bytes(ofVideos: numbers)
    }
}
