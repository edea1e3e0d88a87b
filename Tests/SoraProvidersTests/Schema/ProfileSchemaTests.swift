import SoraModel
import SoraResources
import SoraTestSupport
import Testing

@testable import SoraProviders

/// The schema of profiles and the reader of profiles say the same.
@Suite struct `The schema of profiles` {
    private let schema: SchemaCheck

    init() throws {
        let text = try #require(Resources.text(at: "schemas/profile.json"))
        schema = SchemaCheck(try JSONText.parse(Array(text.utf8)))
    }

    @Test(arguments: Resources.files(in: "providers"))
    func `holds for every profile that is built in`(file: (name: String, text: String)) throws {
        #expect(schema.problems(try JSONText.parse(Array(file.text.utf8))) == [])
    }

    @Test func `knows every name that the reader knows, and no other`() {
        for (object, names) in ProfileFields.all {
            let properties = schema.definition(object == "profile" ? nil : object)?["properties"]
            guard case .object(let members)? = properties else {
                Issue.record("the schema has no \(object)")
                continue
            }
            #expect(members.keys.sorted() == names.sorted(), "\(object)")
        }
        #expect(
            schema.definitions == ProfileFields.all.keys.filter { $0 != "profile" }.sorted())
    }

    @Test(arguments: [
        (nil, "dialect", Dialects.names),
        ("field", "value", WireProfile.Parameter.allCases.map(\.rawValue)),
        ("field", "type", WireProfile.ValueType.allCases.map(\.rawValue)),
        ("operation", "encoding", WireProfile.Encoding.allCases.map(\.rawValue)),
        ("images", "size", WireProfile.Images.SizeRule.allCases.map(\.rawValue)),
        ("storyboard", "form", WireProfile.Storyboards.Form.allCases.map(\.rawValue)),
        ("storyboard", "sum", WireProfile.Storyboards.SumRule.allCases.map(\.rawValue)),
        ("result", "delivery", WireProfile.Delivery.allCases.map(\.rawValue)),
    ])
    func `knows every word that the reader knows`(object: String?, field: String, words: [String]) {
        let known = schema.definition(object)?["properties"]?[field]?["enum"]
        guard case .array(let values)? = known else {
            Issue.record("\(field) has no words")
            return
        }
        #expect(Set(values) == Set(words.map(JSONValue.string)))
    }

    /// A profile in which every object has every field.
    private static let full = """
        {
            "name": "full", "title": "Full", "dialect": "openai-videos",
            "base_url": "https://full.example",
            "operations": {
                "create": {"method": "POST", "path": "/c", "encoding": "json", "fields": [
                    {"name": "text", "value": "prompt", "type": "string"},
                    {"name": "shape", "value": "size", "words": {"wide": ["1280x720"]}},
                    {"name": "shots", "value": "storyboard", "type": "boolean"}]},
                "remix": {"method": "POST", "path": "/x/{id}", "encoding": "json",
                          "fields": [{"name": "text", "value": "prompt"}]},
                "retrieve": {"method": "GET", "path": "/r/{id}"},
                "retrieve_remix": {"method": "GET", "path": "/y/{id}"},
                "list": {"method": "GET", "path": "/l"},
                "delete": {"method": "DELETE", "path": "/d/{id}"},
                "content": {"method": "GET", "path": "/b/{id}"}},
            "images": {"field": "i", "takes": ["file", "url"], "at_most": 2, "size": "equal"},
            "storyboard": {"form": "prompt", "sum": "equal"},
            "statuses": {"queued": ["a"], "in_progress": ["b"], "completed": ["c"], "failed": ["d"],
                         "cancelled": ["e"]},
            "result": {"delivery": "content", "lifetime_seconds": 3600, "max_bytes": 1048576},
            "poll_seconds": 10, "not_accepted_statuses": [503], "default_model": "m",
            "models": [{"id": "m", "aliases": ["n"], "seconds": [4], "unconfirmed_seconds": [8],
                        "default_seconds": 4, "sizes": ["1280x720"], "default_size": "1280x720",
                        "aspect_ratios": ["16:9"], "default_aspect_ratio": "16:9",
                        "styles": ["s"], "price_per_second": [
                            {"sizes": ["1280x720"], "amount": "0.10"}, {"amount": "0.2"}]}],
            "other_models": {"default_seconds": 4, "sizes": ["1280x720"],
                             "default_size": "1280x720"},
            "prices": {"currency": "USD", "as_of": "2026-01-31"}, "prompt_limit": 100,
            "concurrency": {"submits": 1, "requests": 2},
            "retirement": {"on": "2026-01-31", "reason": "it ended"}, "sources": ["a page"]
        }
        """

    @Test func `refuses nothing that the reader takes`() throws {
        let whole = try JSONText.parse(Array(Self.full.utf8))
        #expect(isRead(whole) && schema.problems(whole) == [])
        var both = 0
        for (place, changed) in Self.changes(whole) {
            let problems = schema.problems(changed)
            if problems.isEmpty { continue }
            both += 1
            #expect(!isRead(changed), "\(place): \(problems)")
        }
        #expect(both > 500)
    }

    @Test func `refuses names that nobody knows, and misses what has to be there`()
        throws
    {
        let whole = try JSONText.parse(Array(Self.full.utf8))
        for (place, changed) in Self.changes(whole) where place.hasSuffix("zzz") {
            #expect(!isRead(changed) && !schema.problems(changed).isEmpty, "\(place)")
        }
        for name in [
            "name", "title", "dialect", "operations", "result", "poll_seconds", "default_model",
        ] {
            guard case .object(var members) = whole else { continue }
            members[name] = nil
            #expect(!isRead(.object(members)) && !schema.problems(.object(members)).isEmpty)
        }
    }

    private func isRead(_ value: JSONValue) -> Bool {
        guard let bytes = try? JSONText.bytes(of: value) else { return false }
        return (try? ProviderProfile(text: String(decoding: bytes, as: UTF8.self), file: "f"))
            != nil
    }

    private static let others: [JSONValue] = [
        .null, .bool(true), .integer(-1), .number(0.5), .string(""), .string("zzz"), .array([]),
        .array([.string("zzz")]), .object([:]),
    ]

    /// The value with one thing in it replaced, left out or put in, for every thing in it.
    private static func changes(_ value: JSONValue) -> [(place: String, JSONValue)] {
        var found = others.map { (place: "", $0) }
        switch value {
        case .object(let members):
            // The words for sizes have any names.
            if members["wide"] == nil {
                var more = members
                more["zzz"] = .integer(1)
                found.append((".zzz", .object(more)))
            }
            for (name, member) in members {
                var fewer = members
                fewer[name] = nil
                found.append((".-\(name)", .object(fewer)))
                for (place, changed) in changes(member) {
                    var other = members
                    other[name] = changed
                    found.append((".\(name)\(place)", .object(other)))
                }
            }
        case .array(let elements):
            for (index, element) in elements.enumerated() {
                for (place, changed) in changes(element) {
                    var other = elements
                    other[index] = changed
                    found.append(("[\(index)]\(place)", .array(other)))
                }
            }
        default: break
        }
        return found
    }
}
