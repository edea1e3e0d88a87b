import SoraModel

/// Checks an answer as if a hostile file had written it: the process that parsed the file may be its captive.
enum AnswerCheck {
    /// What is wrong with an answer, in words; `nil` when it can be used.
    static func objection(to answer: WorkerAnswer, id: Int) -> String? {
        guard answer.id == id else { return "it answered another question" }
        guard answer.picture == nil else { return "it made a picture unasked" }
        if let failure = answer.failure {
            return answer.probe == nil && answer.deep == nil && isPlain(failure, limit: 300)
                ? nil : "its failure is not plain text"
        }
        guard let probe = answer.probe else { return "it measured nothing" }
        guard
            (answer.tags ?? [:]).allSatisfy({ name, text in
                WorkerAnswer.tagNames.contains(name) && text.utf8.count <= WorkerAnswer.tagLimit
            })
        else { return "its tags are not those that are read" }
        return objection(to: probe) ?? answer.deep.flatMap(objection(to:))
    }

    private static func objection(to probe: MediaProbe) -> String? {
        let names = [probe.container, probe.videoCodec, probe.audioCodec]
        guard names.allSatisfy({ $0.map { !$0.isEmpty && isPlain($0, limit: 64) } ?? true }) else {
            return "a name in it is not plain text"
        }
        guard probe.problems.count <= 16, probe.problems.allSatisfy({ isPlain($0, limit: 400) })
        else { return "its problems are not plain text" }
        guard probe.ok ? probe.container != nil : !probe.problems.isEmpty else {
            return "it contradicts itself"
        }
        guard within(probe.duration, ProbeRanges.duration),
            within(probe.videoDuration, ProbeRanges.duration),
            within(probe.frameRate, ProbeRanges.frameRate), within(probe.width, ProbeRanges.side),
            within(probe.height, ProbeRanges.side), within(probe.bitRate, ProbeRanges.bitRate),
            within(probe.bytes, ProbeRanges.bytes),
            probe.rotation.map(ProbeRanges.rotations.contains) ?? true
        else { return "a number in it is out of range" }
        return nil
    }

    private static func objection(to report: DeepReport) -> String? {
        guard report.tracks.count <= 16,
            report.tracks.allSatisfy({ track in
                !track.codec.isEmpty && isPlain(track.codec, limit: 64)
                    && [track.packets, track.frames, track.errors, track.expectedPackets ?? 0]
                        .allSatisfy { (0...ProbeRanges.packets).contains($0) }
                    && [track.first, track.last].allSatisfy { within($0, ProbeRanges.moment) }
            })
        else { return "its tracks are not what tracks can be" }
        let stretches = [report.black, report.frozen, report.silent]
        guard
            stretches.allSatisfy({ list in
                list.count <= ProbeRanges.stretches
                    && list.allSatisfy {
                        within($0.start, ProbeRanges.moment) && within($0.end, ProbeRanges.moment)
                            && $0.start <= $0.end
                    }
            }), within(report.loudness, ProbeRanges.loudness)
        else { return "a number in its report is out of range" }
        guard report.problems.count <= 16,
            report.problems.allSatisfy({
                isPlain($0.words, limit: 400) && $0.code.verdict == .corrupt
            })
        else { return "the problems of its report are not what was agreed" }
        return nil
    }

    /// Whether a number is absent or in range; an infinite one and one that is not a number never are.
    private static func within<Number: Comparable>(
        _ number: Number?, _ range: ClosedRange<Number>
    ) -> Bool {
        number.map { range.contains($0) } ?? true
    }

    /// Whether a text is printable ASCII on one line.
    static func isPlain(_ text: String, limit: Int) -> Bool {
        text.utf8.count <= limit && text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    }
}
