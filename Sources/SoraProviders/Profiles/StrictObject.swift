import SoraModel

/// The problems found so far, with where they are.
final class ProblemNotes {
    /// The problems, each a sentence without a full stop.
    private(set) var all: [String] = []

    /// Notes a problem.
    func add(_ place: String, _ problem: String) {
        all.append(place.isEmpty ? problem : "\(place): \(problem)")
    }
}

/// One JSON object that is read strictly: everything wrong with it is noted, and reading goes on.
struct StrictObject {
    /// Where the object is, for example `models[0]`.
    let place: String
    private let members: [String: JSONValue]
    private let notes: ProblemNotes

    /// Opens an object.
    ///
    /// - Parameters:
    ///   - value: the object.
    ///   - place: where it is.
    ///   - known: every name that it may have.
    ///   - notes: takes the problems.
    init?(_ value: JSONValue, at place: String, knows known: [String], notes: ProblemNotes) {
        guard case .object(let members) = value else {
            notes.add(place, "should be an object, is \(value.kind)")
            return nil
        }
        self.place = place
        self.members = members
        self.notes = notes
        for name in members.keys.sorted() where !known.contains(name) {
            let near = NearestNames.to(name, in: known).first.map { "; did you mean \($0)?" } ?? ""
            notes.add(place, "unknown field \(name)\(near)")
        }
    }

    /// Notes a problem of a field.
    func note(_ name: String, _ problem: String) {
        notes.add(path(name), problem)
    }

    /// Whether there is such a field.
    func has(_ name: String) -> Bool { members[name] != nil }

    /// A text that may be missing.
    func optionalText(_ name: String) -> String? {
        guard let value = members[name] else { return nil }
        guard case .string(let text) = value, !value.isEmpty else {
            note(name, "should be a text, is \(value.isEmpty ? "empty" : value.kind)")
            return nil
        }
        return text
    }

    /// A text that has to be there.
    func text(_ name: String) -> String {
        if members[name] == nil { note(name, "is missing") }
        return optionalText(name) ?? ""
    }

    /// One of a few words, or `nil` where it is missing.
    func optionalWord<Word: RawRepresentable & CaseIterable>(
        _ name: String, _ type: Word.Type
    ) -> Word? where Word.RawValue == String {
        guard let text = optionalText(name) else { return nil }
        if let word = Word(rawValue: text) { return word }
        let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
        note(name, "\(text) is none of \(words)")
        return nil
    }

    /// A whole number within bounds, or `nil` where it is missing.
    func optionalInteger(_ name: String, _ bounds: ClosedRange<Int>) -> Int? {
        guard let value = members[name] else { return nil }
        guard case .integer(let number) = value, bounds.contains(Int(number)) else {
            let range = "\(bounds.lowerBound) to \(bounds.upperBound)"
            note(name, "should be a whole number from \(range)")
            return nil
        }
        return Int(number)
    }

    /// A number within bounds, or `nil` where it is missing.
    func optionalNumber(_ name: String, _ bounds: ClosedRange<Double>) -> Double? {
        guard let value = members[name] else { return nil }
        let number: Double? =
            switch value {
            case .integer(let number): Double(number)
            case .number(let number): number
            default: nil
            }
        guard let number, bounds.contains(number) else {
            note(name, "should be a number from \(bounds.lowerBound) to \(bounds.upperBound)")
            return nil
        }
        return number
    }

    /// A whole number that has to be there.
    func integer(_ name: String, _ bounds: ClosedRange<Int>) -> Int {
        if members[name] == nil { note(name, "is missing") }
        return optionalInteger(name, bounds) ?? bounds.lowerBound
    }

    /// A text that `read` understands, or `nil` where it is missing.
    func optional<Value>(_ name: String, _ form: String, _ read: (String) -> Value?) -> Value? {
        guard let text = optionalText(name) else { return nil }
        if let value = read(text) { return value }
        note(name, "\(text) is not \(form)")
        return nil
    }

    /// The elements of a list, each read by `read`; without it, empty.
    func list<Element>(
        _ name: String, of form: String, _ read: (JSONValue) -> Element?
    ) -> [Element] {
        guard let value = members[name] else { return [] }
        guard case .array(let values) = value else {
            note(name, "should be a list, is \(value.kind)")
            return []
        }
        return values.enumerated().compactMap { index, value in
            if let element = read(value) { return element }
            note("\(name)[\(index)]", "is not \(form)")
            return nil
        }
    }

    /// A list of texts that `read` understands; one that comes twice is noted.
    func texts<Element: Hashable>(
        _ name: String, of form: String, _ read: (String) -> Element?
    ) -> [Element] {
        let elements = list(name, of: form) { value in
            WireValue.text(value).flatMap(read)
        }
        noteRepeats(name, elements)
        return elements
    }

    /// An object of lists of texts that `read` understands, or `nil` where it is missing; a text that
    /// is in two lists is noted.
    func optionalTextLists<Element: Hashable>(
        _ name: String, of form: String, _ read: (String) -> Element?
    ) -> [String: [Element]]? {
        guard let value = members[name] else { return nil }
        guard case .object(let lists) = value, !lists.isEmpty,
            let object = StrictObject(
                value, at: path(name), knows: Array(lists.keys), notes: notes)
        else {
            note(name, "should be an object of lists, is \(value.isEmpty ? "empty" : value.kind)")
            return nil
        }
        var places: [Element: String] = [:]
        var found: [String: [Element]] = [:]
        for key in lists.keys.sorted() {
            let elements = object.texts(key, of: form, read)
            for element in elements {
                if let other = places.updateValue(key, forKey: element), other != key {
                    object.note(key, "\(element) is also in \(other)")
                }
            }
            found[key] = elements
        }
        return found
    }

    /// A list of whole numbers; one that comes twice is noted.
    func integers(_ name: String, _ bounds: ClosedRange<Int>) -> [Int] {
        let form = "a whole number from \(bounds.lowerBound) to \(bounds.upperBound)"
        let elements = list(name, of: form) { value -> Int? in
            guard case .integer(let number) = value, bounds.contains(Int(number)) else {
                return nil
            }
            return Int(number)
        }
        noteRepeats(name, elements)
        return elements
    }

    /// The object of that name, or `nil` where it is missing.
    func optionalObject(_ name: String, knows known: [String]) -> StrictObject? {
        guard let value = members[name] else { return nil }
        return StrictObject(value, at: path(name), knows: known, notes: notes)
    }

    /// The object of that name, which has to be there.
    func object(_ name: String, knows known: [String]) -> StrictObject? {
        if members[name] == nil { note(name, "is missing") }
        return optionalObject(name, knows: known)
    }

    /// The objects of a list.
    func objects(_ name: String, knows known: [String]) -> [StrictObject] {
        guard let value = members[name] else { return [] }
        guard case .array(let values) = value else {
            note(name, "should be a list, is \(value.kind)")
            return []
        }
        return values.enumerated().compactMap { index, value in
            StrictObject(value, at: path("\(name)[\(index)]"), knows: known, notes: notes)
        }
    }

    private func path(_ name: String) -> String { place.isEmpty ? name : "\(place).\(name)" }

    private func noteRepeats<Element: Hashable>(_ name: String, _ elements: [Element]) {
        var seen: Set<Element> = []
        for element in elements where !seen.insert(element).inserted {
            note(name, "\(element) comes twice")
        }
    }
}
