import SoraTestSupport

extension Child.Outcome {
    /// Standard output as JSON.
    var json: OrderedJSON? { OrderedJSON(output) }

    /// The last line of standard error as JSON.
    var errorJSON: OrderedJSON? {
        errors.split(separator: "\n").last.flatMap { OrderedJSON(String($0)) }
    }
}
