import SoraModel

/// Values that many clips share, each with the place by which a row names it.
struct GalleryLists {
    /// Different texts in the order in which they came.
    struct List {
        private(set) var values: [String] = []
        private var places: [String: Int] = [:]

        /// The place of a text.
        mutating func place(of value: String) -> Int {
            if let place = places[value] { return place }
            places[value] = values.count
            values.append(value)
            return values.count - 1
        }
    }

    /// Prompts, which are long, and stand in blocks of their own.
    var prompts = List()
    private var named: [(name: String, list: List)] = []

    /// The place of a value in the list of that name.
    mutating func place(of value: String, in name: String) -> Int {
        if let at = named.firstIndex(where: { $0.name == name }) {
            return named[at].list.place(of: value)
        }
        var list = List()
        let place = list.place(of: value)
        named.append((name, list))
        return place
    }

    /// The lists but for the prompts, by their names.
    var json: String {
        let members = named.map { "\(JSONText.string($0.name)):\(JSONText.array($0.list.values))" }
        return "{\(members.joined(separator: ","))}"
    }
}
