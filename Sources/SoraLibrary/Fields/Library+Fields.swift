package import SoraCatalog
package import SoraModel

extension Library {
    /// The fields of the owner's own, by name.
    package func ownFields() throws -> [FieldDescription] {
        try catalog.ownFields().map { field, videos in
            FieldDescription(name: field.name, type: field.type, videos: videos)
        }
    }

    /// Makes a field of the owner's own.
    ///
    /// - Throws: `SoraError`: `invalid` for a name that cannot be, `exists`.
    package func addField(
        _ name: String, _ type: OwnFieldType, isDryRun: Bool = false
    ) throws -> FieldDescription {
        if let problem = OwnFieldType.problem(withName: name) { throw SoraError(.invalid, problem) }
        if try catalog.ownFields().contains(where: { $0.field.name == name }) {
            throw SoraError(
                .exists, "there is a field \(name) already", hint: "see `soralib field list`")
        }
        if !isDryRun { try catalog.addField(name, type) }
        return FieldDescription(name: name, type: type, videos: 0)
    }

    /// Removes a field of the owner's own, with the values that videos have in it.
    ///
    /// - Throws: `SoraError` with code `not_found`.
    package func removeField(_ name: String) throws {
        try catalog.remove(try catalog.ownField(named: name))
    }

    /// Reads values of fields of the owner's own.
    ///
    /// - Throws: one `SoraError` with every problem: `not_found` where all of them are fields that are not
    ///   there, else `invalid`.
    package func fieldValues(_ texts: [(name: String, value: String)]) throws -> [FieldValue] {
        var problems: [SoraError] = []
        var values: [FieldValue] = []
        for (name, text) in texts {
            do {
                values.append(try FieldValue(try catalog.ownField(named: name), text))
            } catch let error as SoraError where [.notFound, .invalid].contains(error.code) {
                problems.append(error)
            }
        }
        guard let first = problems.first else { return values }
        if problems.count == 1 { throw first }
        let isMissing = problems.allSatisfy { $0.code == .notFound }
        throw SoraError.all(
            problems.map(\.message), of: "the change", code: isMissing ? .notFound : .invalid,
            hint: "see `soralib field list`; nothing was changed")
    }
}
