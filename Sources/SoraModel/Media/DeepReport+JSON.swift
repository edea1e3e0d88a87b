extension DeepReport {
    /// The report as one JSON object, every field in it.
    package var json: String {
        func number(_ value: Double?) -> String {
            value.flatMap { $0.isFinite ? "\(($0 * 1_000).rounded() / 1_000)" : nil } ?? "null"
        }
        func list(_ stretches: [Stretch]) -> String {
            let texts = stretches.map {
                "{\"start\":\(number($0.start)),\"end\":\(number($0.end))}"
            }
            return "[\(texts.joined(separator: ","))]"
        }
        let tracks = tracks.map { track in
            "{\"kind\":\"\(track.kind.rawValue)\",\"codec\":\(JSONText.string(track.codec)),"
                + "\"packets\":\(track.packets),\"expected_packets\":"
                + "\(track.expectedPackets.map(String.init) ?? "null"),"
                + "\"frames\":\(track.frames),\"errors\":\(track.errors),"
                + "\"first\":\(number(track.first)),\"last\":\(number(track.last))}"
        }
        let problems = problems.map {
            "{\"code\":\"\($0.code.rawValue)\",\"words\":\(JSONText.string($0.words))}"
        }
        return "{\"tracks\":[\(tracks.joined(separator: ","))],\"black\":\(list(black)),"
            + "\"frozen\":\(list(frozen)),\"silent\":\(list(silent)),"
            + "\"loudness\":\(number(loudness)),\"problems\":[\(problems.joined(separator: ","))]}"
    }
}
