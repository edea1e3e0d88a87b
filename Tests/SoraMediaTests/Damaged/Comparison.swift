import Foundation
import SoraMedia
import SoraModel
import SoraTestSupport

/// What soralib and ffprobe say of one damaged file.
struct Comparison: Sendable {
    enum Kind: String, CaseIterable, Sendable {
        case bothRead = "both read it"
        case neither = "neither reads it"
        case onlyFFprobe = "only ffprobe reads it"
        case onlySoralib = "only soralib reads it"
        case unprobed = "soralib cannot say"
    }

    let name: String
    let kind: Kind
    /// Why soralib refuses it.
    var reason = ""
    /// Whether `--deep` finds what its headers do not show.
    var isFoundByDecoding = false
    /// Where both read it: each number that is not the same, with both values.
    var differences: [String] = []

    /// Compares an outcome with what ffprobe says; `nil` where it refuses the file.
    init(_ name: String, _ outcome: ProbeOutcome, _ peer: FFmpeg.Measured?) {
        self.name = name
        guard case .measured(let probe) = outcome else {
            kind = .unprobed
            reason = "\(outcome)"
            return
        }
        let video = peer?.streams.first {
            $0.codec_type == "video" && $0.disposition?["attached_pic"] != 1
        }
        let audio = peer?.streams.first { $0.codec_type == "audio" }
        // A track of pictures whose size it cannot tell is not read.
        let isRead = video.map { ($0.width ?? 0) > 0 } ?? (audio != nil)
        kind =
            probe.ok ? (isRead ? .bothRead : .onlySoralib) : (isRead ? .onlyFFprobe : .neither)
        reason = probe.problems.first ?? ""
        guard kind == .bothRead, let peer else { return }
        func note<Value: Equatable>(_ field: String, _ one: Value?, _ other: Value?) {
            guard one != other else { return }
            let told = [one, other].map { $0.map { "\($0)" } ?? "none" }
            differences.append("\(field): \(told[0]), ffprobe \(told[1])")
        }
        func near(_ field: String, _ one: Double?, _ other: Double?, _ tolerance: Double) {
            if let one, let other, abs(one - other) <= tolerance { return }
            note(field, one, other)
        }
        note("container", probe.container, peer.format.format_name)
        note("video codec", probe.videoCodec, video?.codec_name)
        note("audio codec", probe.audioCodec, audio?.codec_name)
        note("width", probe.width, video?.width)
        note("height", probe.height, video?.height)
        let turn = video?.side_data_list?.compactMap(\.rotation).first ?? 0
        note("rotation", probe.rotation, video == nil ? nil : (360 - turn) % 360)
        // A length of zero is told as none.
        let duration = peer.format.duration.flatMap(Double.init).flatMap { $0 > 0 ? $0 : nil }
        near("duration", probe.duration, duration, 0.001)
        note("bit rate", probe.bitRate, peer.format.bit_rate.flatMap { Int($0) })
        near("frame rate", probe.frameRate, Self.rate(video?.avg_frame_rate), 1e-9)
    }

    private static func rate(_ fraction: String?) -> Double? {
        let parts = (fraction ?? "").split(separator: "/").compactMap { Double($0) }
        return parts.count == 2 && parts[0] > 0 && parts[1] > 0 ? parts[0] / parts[1] : nil
    }
}
