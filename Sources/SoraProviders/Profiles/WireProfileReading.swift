extension WireProfile {
    /// Reads the part of a profile that is about the wire.
    init(_ file: StrictObject) {
        let operations = file.object("operations", knows: ProfileFields.operations)
        let result = file.object("result", knows: ProfileFields.result)
        create =
            Operation(operations, "create", needs: [.prompt])
            ?? Operation(method: "POST", path: "", fields: [])
        retrieve =
            Operation(operations, "retrieve", hasID: true)
            ?? Operation(method: "GET", path: "", fields: [])
        remix = Operation(operations, "remix", hasID: true, needs: [.prompt], isRequired: false)
        edit = Operation(operations, "edit", hasID: nil, needs: [.prompt], isRequired: false)
        extend = Operation(
            operations, "extend", hasID: nil, needs: [.prompt, .seconds], isRequired: false)
        retrieveRemix = Operation(operations, "retrieve_remix", hasID: true, isRequired: false)
        list = Operation(operations, "list", isRequired: false)
        delete = Operation(operations, "delete", hasID: true, isRequired: false)
        content = Operation(operations, "content", hasID: true, isRequired: false)
        images = Self.images(file)
        storyboard = Self.storyboard(file)
        statuses = Self.statuses(file)
        delivery = result?.optionalWord("delivery", Delivery.self) ?? .content
        lifetimeSeconds = result?.integer("lifetime_seconds", 60...31_536_000) ?? 3600
        resultBytes = result?.optionalInteger("max_bytes", 1_048_576...1_099_511_627_776)
        pollSeconds = file.integer("poll_seconds", 2...3600)
        notAcceptedStatuses = file.integers("not_accepted_statuses", 500...599)
        if storyboard == nil, create.fields.contains(where: { $0.value == .storyboard }) {
            file.note("storyboard", "is missing, yet a field has that value")
        }
        if delivery == .content, let operations, content == nil {
            operations.note("content", "is missing, yet results are delivered so")
        }
        if retrieveRemix != nil, remix == nil {
            operations?.note("retrieve_remix", "is there without remix")
        }
    }

    private static func images(_ file: StrictObject) -> Images? {
        guard let object = file.optionalObject("images", knows: ProfileFields.images) else {
            return nil
        }
        let forms = Images.Form.allCases.map(\.rawValue).joined(separator: ", ")
        let takes = object.texts("takes", of: "one of \(forms)") { Images.Form(rawValue: $0) }
        if takes.isEmpty { object.note("takes", "names none of \(forms)") }
        return Images(
            field: object.text("field"), takes: takes,
            atMost: object.optionalInteger("at_most", 1...64) ?? 1,
            size: object.optionalWord("size", Images.SizeRule.self))
    }

    private static func storyboard(_ file: StrictObject) -> Storyboards? {
        let known = ProfileFields.storyboard
        guard let object = file.optionalObject("storyboard", knows: known) else { return nil }
        if !object.has("form") { object.note("form", "is missing") }
        return Storyboards(
            form: object.optionalWord("form", Storyboards.Form.self) ?? .prompt,
            sum: object.optionalWord("sum", Storyboards.SumRule.self) ?? .equal)
    }

    private static func statuses(_ file: StrictObject) -> [String: CanonicalStatus] {
        let kinds = CanonicalStatus.allCases.filter { $0 != .unknown }
        guard let object = file.optionalObject("statuses", knows: ProfileFields.statuses) else {
            return [:]
        }
        var meanings: [String: CanonicalStatus] = [:]
        for kind in kinds {
            for word in object.texts(kind.rawValue, of: "a text", { $0.lowercased() }) {
                if let other = meanings[word], other != kind {
                    object.note(kind.rawValue, "\(word) is also in \(other.rawValue)")
                }
                meanings[word] = kind
            }
        }
        return meanings
    }
}

extension WireProfile.Operation {
    /// Reads an operation, or returns `nil` where there is none.
    ///
    /// - Parameters:
    ///   - operations: all of the profile's operations.
    ///   - name: the operation's.
    ///   - hasID: whether it is about one task; `nil` where either its path or its body may name it.
    ///   - needs: what its body has to say.
    ///   - isRequired: whether a service without it is no service.
    fileprivate init?(
        _ operations: StrictObject?, _ name: String, hasID: Bool? = false,
        needs: [WireProfile.Parameter] = [], isRequired: Bool = true
    ) {
        let known = ProfileFields.operation
        guard
            let object = isRequired
                ? operations?.object(name, knows: known)
                : operations?.optionalObject(name, knows: known)
        else { return nil }
        method = object.text("method")
        if !method.isEmpty, !["GET", "POST", "DELETE"].contains(method) {
            object.note("method", "\(method) is none of GET, POST, DELETE")
        }
        path = object.text("path")
        if !path.isEmpty { Self.check(path, hasID: hasID, in: object) }
        encoding = object.optionalWord("encoding", WireProfile.Encoding.self)
        fields = object.objects("fields", knows: ProfileFields.field)
            .map(WireProfile.Field.init)
        let namesParent = fields.contains { $0.value == .parent }
        if hasID == nil, path.contains("{id}") == namesParent {
            object.note(
                "path", "either {id} in it or a field with the value parent names the video")
        } else if hasID != nil, namesParent {
            object.note("fields", "only edit and extend can have a field with the value parent")
        }
        if !needs.isEmpty, encoding == nil { object.note("encoding", "is missing") }
        for parameter in needs where !fields.contains(where: { $0.value == parameter }) {
            object.note("fields", "no field has the value \(parameter.rawValue)")
        }
        totalSeconds = object.optionalInteger("total_seconds", 1...3600)
        times = object.optionalInteger("times", 1...1000)
        if name != "extend", totalSeconds != nil || times != nil {
            object.note("times", "and total_seconds are limits of extend alone")
        }
        if Set(fields.map(\.name)).count < fields.count {
            object.note("fields", "two fields have the same name")
        }
        // A service that has two names for one thing wants only one of them.
        for (index, field) in fields.enumerated() where field.words == nil {
            if let twin = fields[..<index].first(where: {
                $0.value == field.value && $0.words == nil
            }) {
                object.note(
                    "fields",
                    "\(twin.name) and \(field.name) both say \(field.value.rawValue); name one")
            }
        }
    }

    fileprivate init(method: String, path: String, fields: [WireProfile.Field]) {
        self.method = method
        self.path = path
        self.encoding = nil
        self.fields = fields
    }

    private static func check(_ path: String, hasID: Bool?, in object: StrictObject) {
        let isPlain = path.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        if !path.hasPrefix("/") || !isPlain || path.contains("#") {
            object.note("path", "\(path) should start with / and have no spaces or #")
        }
        if path.split(separator: "/").contains("..") {
            object.note("path", "\(path) may not have ..")
        }
        if let hasID, path.contains("{id}") != hasID {
            object.note(
                "path", hasID ? "\(path) should have {id} in it" : "\(path) may not have {id}")
        }
    }
}
