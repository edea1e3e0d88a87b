import SoraHTTP
import SoraModel
import SoraTestSupport

/// An entry of a service's list.
struct Listed: Sendable {
    var id: String
    var prompt: String? = "a red fox"
    var model: String? = "sora-2"
    var seconds: String? = "8"
    var size: String? = "1280x720"
    var status = "in_progress"
    var createdAt: Timestamp?
    var expiresAt: Timestamp?
    var parent: String?

    /// The entry as the service writes it.
    var json: String {
        let fields = [
            ("id", id), ("prompt", prompt), ("model", model), ("seconds", seconds), ("size", size),
            ("status", status), ("remixed_from_video_id", parent),
        ]
        var members = fields.compactMap { name, value in value.map { "\"\(name)\":\"\($0)\"" } }
        if let createdAt { members.append("\"created_at\":\(createdAt.milliseconds / 1000)") }
        if let expiresAt { members.append("\"expires_at\":\(expiresAt.milliseconds / 1000)") }
        return "{\(members.joined(separator: ","))}"
    }
}

extension ScriptedAnswer {
    /// A page of a service's list.
    static func list(
        _ entries: [Listed], more: Bool = false, date: String? = nil
    ) -> ScriptedAnswer {
        var answer = ScriptedAnswer.json(
            #"{"object":"list","data":[\#(entries.map(\.json).joined(separator: ","))],"#
                + #""has_more":\#(more)}"#)
        answer.response?.headers["Date"] = date
        return answer
    }
}
