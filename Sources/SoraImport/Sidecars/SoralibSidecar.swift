import SoraCatalog
import SoraModel

/// The video object that `soralib export --sidecar json` writes beside a clip, with what a library needs beside
/// it to have the clip again as it was (`soralib`).
///
/// Source: `docs/export.md`. Handles are another library's own: a parent is known by its uid, or by its handle
/// where its sidecar lies in the same folder: ``FolderKnowledge``.
enum SoralibSidecar: SidecarReading {
    static let name = "soralib"

    static func facts(in members: [String: JSONView]) -> ClipFacts? {
        guard let id = members["id"]?.string, Handle(id)?.kind == .video,
            members["uid"]?.string != nil, members["verdict"] != nil, members["file_state"] != nil
        else { return nil }
        var object = CheckedMembers(members)
        var more = CheckedMembers(object.object("soralib"), of: "soralib")
        var facts = ClipFacts()
        facts.title = object.text("title")
        facts.prompt = object.text("prompt")
        facts.notes = object.text("notes")
        facts.provider = object.text("provider")
        facts.model = object.text("model")
        facts.remoteID = more.text("remote_id")
        facts.parentID = more.uid("parent") ?? object.text("remixed_from")
        let created = more.text("created_at") ?? object.text("created_at")
        facts.createdAt = MomentText.moment(created)
        facts.rating = object.integer("rating").flatMap { Int(exactly: $0) }
        facts.tags = object.texts("tags")
        facts.requested = requested(object.object("requested"))
        var carried = CarriedFacts()
        carried.uid = object.uid("uid")
        carried.sha256 = object.text("sha256")
        if let word = object.text("operation") {
            carried.operation = TaskOperation(rawValue: word)
            if carried.operation == nil {
                object.problems.append("operation: there is none like that")
            }
        }
        carried.expectation = expectation(more.object("requested"))
        if let expectation = carried.expectation { facts.requested?.expectation = expectation }
        carried.prompt = prompt(&more)
        carried.collections = collections(&object, &more)
        carried.fields = fields(&object, &more)
        carried.refused = object.problems + more.problems
        if facts.createdAt == nil, created != nil {
            carried.refused.append("created_at: it is no moment")
        }
        facts.carried = carried
        return facts
    }

    /// What was asked for, as far as it can have been.
    private static func requested(_ members: [String: JSONView]) -> RequestedMedia {
        func side(_ name: String) -> Int? {
            members[name]?.number.flatMap { Int(exactly: $0) }
                .flatMap { (1...65_536).contains($0) ? $0 : nil }
        }
        var requested = RequestedMedia()
        requested.seconds = members["seconds"]?.number.flatMap {
            $0 > 0 && $0 <= 86_400 ? $0 : nil
        }
        if let width = side("width"), let height = side("height") {
            requested.size = PixelSize(width: width, height: height)
        }
        requested.aspectRatio = members["aspect_ratio"]?.string.flatMap { AspectRatio($0) }
        return requested
    }

    /// How closely a file had to keep to that.
    private static func expectation(_ members: [String: JSONView]) -> MediaExpectation? {
        guard let tolerance = members["tolerance"]?.number, (0...86_400).contains(tolerance) else {
            return nil
        }
        var expectation = MediaExpectation(durationTolerance: tolerance)
        if let from = members["short_side_from"]?.number, let to = members["short_side_to"]?.number,
            from >= 1, from <= to, to <= 65_536
        {
            expectation.shortSide = Int(from)...Int(to)
        }
        expectation.hasAudio = members["audio"]?.text == "true"
        return expectation
    }

    private static func prompt(_ more: inout CheckedMembers) -> CarriedFacts.Prompt? {
        var members = CheckedMembers(more.object("prompt"), of: "prompt")
        defer { more.problems += members.problems }
        guard let uid = members.uid("uid") else { return nil }
        var prompt = CarriedFacts.Prompt(uid: uid)
        prompt.title = members.text("title").flatMap {
            $0.isEmpty || TextRules.problem(withTitle: $0) != nil ? nil : $0
        }
        prompt.tags = members.texts("tags").prefix(200).filter {
            TextRules.problem(withTag: $0) == nil
        }
        prompt.createdAt = MomentText.moment(members.text("created_at"))
        prompt.revises = members.uid("revises")
        prompt.revision = members.integer("revision") ?? 1
        return prompt
    }

    /// The collections that the clip was in; an older sidecar has their names alone.
    private static func collections(
        _ object: inout CheckedMembers, _ more: inout CheckedMembers
    ) -> [CarriedFacts.Collection] {
        let names = object.texts("collections")
        let known = more.objects("collections", atMost: 200).compactMap {
            members -> CarriedFacts.Collection? in
            var members = CheckedMembers(members, of: "a collection")
            defer { more.problems += members.problems }
            guard let name = members.text("name") else { return nil }
            var collection = CarriedFacts.Collection(name)
            collection.uid = members.uid("uid")
            collection.position = members.integer("position").flatMap {
                (1...1_000_000_000).contains($0) ? $0 : nil
            }
            collection.createdAt = MomentText.moment(members.text("created_at"))
            return collection
        }
        return known.isEmpty ? names.prefix(200).map { CarriedFacts.Collection($0) } : known
    }

    /// What the clip had in fields of the owner's own; an older sidecar has names and values alone.
    private static func fields(
        _ object: inout CheckedMembers, _ more: inout CheckedMembers
    ) -> [CarriedFacts.Field] {
        func content(_ view: JSONView?) -> FieldValue.Content? {
            guard let view else { return nil }
            return view.string.map { .text($0) } ?? view.number.map { .number($0) }
        }
        let plain = object.object("fields")
        let known = more.objects("fields", atMost: 200).compactMap {
            members -> CarriedFacts.Field? in
            let value = content(members["value"])
            var members = CheckedMembers(members, of: "a field")
            guard let name = members.text("name"), let word = members.text("type"),
                let type = OwnFieldType(rawValue: word), let value,
                value.isNumber == (type != .text)
            else {
                more.problems.append("a field: its name, type or value is wrong")
                return nil
            }
            var field = CarriedFacts.Field(name, value)
            field.type = type
            field.uid = members.uid("uid")
            return field
        }
        guard known.isEmpty else { return known }
        return plain.sorted { $0.key < $1.key }.prefix(200).compactMap { name, view in
            if view.isNull { return nil }
            guard let value = content(view) else {
                object.problems.append("the field \(name): its value is neither text nor number")
                return nil
            }
            return CarriedFacts.Field(name, value)
        }
    }
}

extension FieldValue.Content {
    fileprivate var isNumber: Bool { if case .number = self { true } else { false } }
}
