package import SoraCatalog

/// One value that a set of changes changed, as people and scripts see it.
package struct ChangedValue: Hashable, ResultObject {
    private let line: ChangeLine

    package init(_ line: ChangeLine) { self.line = line }

    package static let fieldNames = ["object", "field", "before", "after"]

    package var values: [ResultValue] {
        [.text(line.object), .text(line.field), .text(line.before), .text(line.after)]
    }
}
