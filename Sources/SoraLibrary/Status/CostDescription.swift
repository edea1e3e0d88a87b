package import SoraCatalog
import SoraModel

/// What tasks cost that have something in common, as people and scripts see it.
package struct CostDescription: Hashable, ResultObject {
    /// The costs.
    package let costs: TaskCosts

    package static let fieldNames = ["name", "amount", "currency", "tasks", "estimated"]

    package var values: [ResultValue] {
        [
            .text(costs.name), .text(costs.sum?.decimal), .text(costs.sum?.currency),
            .integer(costs.tasks), .integer(costs.estimated),
        ]
    }
}

extension Library {
    /// What tasks cost that a service took, or may have taken.
    ///
    /// - Parameters:
    ///   - words: query words about tasks; none for all.
    ///   - grouping: what they are added up by.
    /// - Returns: one a group and a currency.
    /// - Throws: `SoraError` of code `invalid` with all that is wrong with the query.
    package func costs(
        of words: [String], by grouping: TaskCosts.Grouping
    ) throws -> [CostDescription] {
        try catalog.costs(of: try catalog.query(words, about: .task), by: grouping)
            .map { CostDescription(costs: $0) }
    }
}
