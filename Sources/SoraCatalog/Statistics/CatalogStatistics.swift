package import SoraModel

/// What is in a library, in numbers.
package struct CatalogStatistics: Hashable, Sendable {
    /// How many clips, how long and how large together.
    package struct Amount: Hashable, Sendable {
        /// Clips.
        package var videos = 0
        /// Their length together, as far as it was measured.
        package var seconds = 0.0
        /// Their size together, as far as it is known.
        package var bytes: Int64 = 0

        static func += (left: inout Amount, right: Amount) {
            left.videos += right.videos
            left.seconds += right.seconds
            left.bytes += right.bytes
        }
    }

    /// The clips that have something in common.
    package struct Group: Hashable, Sendable {
        /// What they have in common; `nil` where it is not known.
        package var name: String?
        /// The clips.
        package var amount: Amount
    }

    /// What was spent in one currency.
    package struct Cost: Hashable, Sendable {
        /// The sum.
        package var sum: Money
        /// How many tasks it is of.
        package var tasks: Int
        /// For how many of them the price list says it, and not the service.
        package var estimated: Int
    }

    /// All clips that a list shows: without the trash and without those that never had a file.
    package var shown = Amount()
    /// The clips in the trash.
    package var trash = Amount()
    /// Tasks, prompts and reference images.
    package var tasks = 0
    package var prompts = 0
    package var images = 0
    /// The shown clips by provider, by model and by verdict, the most first.
    package var providers: [Group] = []
    package var models: [Group] = []
    package var verdicts: [Group] = []
    /// The shown clips by the month (UTC) in which they were made, the newest first.
    package var months: [Group] = []
    /// What was, or may have been, spent, by currency.
    package var costs: [Cost] = []
}
