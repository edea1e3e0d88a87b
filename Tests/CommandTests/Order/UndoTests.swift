import SoraTestSupport
import Testing

/// `soralib undo` and `soralib history`.
@Suite(.startsPrograms) struct `An undo` {
    @Test func `takes back what the last command changed`() async throws {
        let workshop = try await Workshop.withVideos("a", "b")
        let before = [try await workshop.show("v1"), try await workshop.show("v2")]
        _ = try await workshop.run("edit", "v1", "v2", "--title", "The fox", "--tag", "winter")
        let undone = try await workshop.run("undo")
        #expect(undone.status == 0, "\(undone)")
        #expect(
            undone.output
                == "undone 2: soralib edit v1 v2 --title 'The fox' --tag winter\n", "\(undone)")
        #expect([try await workshop.show("v1"), try await workshop.show("v2")] == before)
        #expect(try await workshop.run("undo").status == 0)
        #expect(try await workshop.show("v1")["title"]?.string == "The fox", "the undo undone")
    }

    @Test func `shows what was changed when, by which command`() async throws {
        let workshop = try await Workshop.withVideos("a")
        _ = try await workshop.run("edit", "v1", "--rating", "5", "--yes")
        let told = try await workshop.run("history", "--json")
        let entries = try #require(told.json).elements
        #expect(entries.map { $0["id"]?.integer } == [2, 1])
        #expect(entries[0]["command"]?.string == "soralib edit v1 --rating 5")
        #expect(entries[0]["summary"]?.string == "1 video")
        #expect(entries[0]["changes"]?.integer == 1)
        #expect(entries[1]["undoable"] == .bool(false), "a service was added")
        let values = try await workshop.run("history", "2", "--format", "csv")
        #expect(values.output == "object,field,before,after\nv1,rating,,5\n", "\(values)")
        #expect(try await workshop.run("history", "9").status == 66)
        let table = try await workshop.run("history", "--limit", "1")
        #expect(table.output.contains("soralib edit v1 --rating 5"))
        #expect(!table.output.contains("provider add"))
    }

    @Test func `keeps no secret of a command`() async throws {
        let workshop = try await Workshop.withLibrary()
        let added = try await workshop.run(
            "provider", "add", "studio", "--profile", "openai-compatible", "--base-url",
            "https://me:geheim@gateway.example", "--key-command=pass geheim")
        let told = try await workshop.run("history", "--json")
        if added.status == 0 { #expect(told.output.contains("provider add studio")) }
        #expect(!told.output.contains("geheim"), "\(told)")
    }

    @Test func `says what cannot be undone, and passes it by`() async throws {
        let workshop = try await Workshop.withVideos("a")
        _ = try await workshop.run("edit", "v1", "--title", "x")
        _ = try await workshop.run("provider", "set", "rehearsal", "--key-env", "X")
        let refused = try await workshop.run("undo")
        #expect(refused.status == 1)
        #expect(
            refused.errors.contains("cannot be undone: 3 (`soralib provider set rehearsal"),
            "\(refused)")
        let asked = try await workshop.run("undo", "--to", "1")
        #expect(asked.status == 64, "more than one change is asked about")
        let undone = try await workshop.run("undo", "--to", "1", "--yes")
        #expect(undone.status == 0, "\(undone)")
        #expect(undone.errors.contains("cannot be undone, and stays: 3 soralib provider set"))
        #expect(try await workshop.show("v1")["title"]?.string == "a")
    }

    @Test func `of what was queued cancels it`() async throws {
        let workshop = try await Workshop.withProvider("http://127.0.0.1:1")
        _ = try await workshop.run("queue", "a fox", "--count", "2")
        let undone = try await workshop.run("undo", "--json")
        #expect(undone.json?.elements.map { $0["summary"]?.string } == ["2 tasks"], "\(undone)")
        for task in ["t1", "t2"] {
            #expect(try await workshop.show(task)["state"]?.string == "cancelled")
        }
        #expect(try await workshop.run("undo").errors.contains("soralib task retry t2"))
    }

    @Test func `shows with --dry-run what it would do, and does nothing`() async throws {
        let workshop = try await Workshop.withVideos("a")
        _ = try await workshop.run("edit", "v1", "--title", "x")
        let before = try workshop.dump()
        let outcome = try await workshop.run("undo", "--dry-run")
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.errors == "would undo change 2\n  v1 title: x → a\n", "\(outcome)")
        #expect(try workshop.dump() == before)
    }

    @Test(arguments: [("x", 65), ("99", 66), ("2099", 66), ("2", 66)])
    func `goes back to what there is alone`(place: String, status: Int32) async throws {
        let workshop = try await Workshop.withVideos("a")
        _ = try await workshop.run("edit", "v1", "--title", "x")
        let outcome = try await workshop.run("undo", "--to", place, "--yes")
        #expect(outcome.status == status, "\(outcome)")
    }
}
