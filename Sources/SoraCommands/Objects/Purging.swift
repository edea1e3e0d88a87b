import SoraCatalog
import SoraLibrary
import SoraModel
import SoraTerminal

/// Deletes the files of videos for good, when a person has confirmed it.
struct Purging {
    private let context: CommandContext
    private let library: Library

    init(_ context: CommandContext, _ library: Library) {
        self.context = context
        self.library = library
    }

    func run(_ handles: [Handle]) throws {
        let planned = try library.purge(planned: handles)
        for shared in planned.shared {
            context.say(
                "the file of \(Handle(.video, shared.video)) stays: \(shared.owner) has it too")
        }
        guard !planned.videos.isEmpty else {
            context.say("there is no file to delete")
            return try write(planned)
        }
        let what =
            "\(planned.deleted.count) file\(planned.deleted.count == 1 ? "" : "s") of "
            + "\(planned.videos.count) video\(planned.videos.count == 1 ? "" : "s")"
            + ", \(HumanFormat.bytes(planned.bytes))"
        if context.options.dryRun { return context.say("would delete \(what)") }
        try context.confirm("Delete \(what), for good? The records stay.")
        try write(try library.purge(handles))
    }

    private func write(_ purge: Purge) throws {
        let shared = purge.shared.map {
            JSONText.object(["id": "\(Handle(.video, $0.video))", "file_of": "\($0.owner)"])
        }
        let purged = purge.videos.map { Handle(.video, $0).description }
        try context.write(
            json: "{\"purged\":\(JSONText.array(purged)),\"deleted\":\(purge.deleted.count),"
                + "\"bytes\":\(purge.bytes),\"kept\":[\(shared.joined(separator: ","))]}"
        ) {
            "\(purge.videos.count) purged, \(purge.deleted.count) files deleted, "
                + "\(HumanFormat.bytes(purge.bytes)) freed\n"
        }
    }
}
