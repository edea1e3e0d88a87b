package import SoraExport

extension ExportSummary.File: ResultObject {
    package static let fieldNames = ["action", "path", "id", "bytes", "reason"]

    package var values: [ResultValue] {
        [
            .text(action.rawValue), .text(path), .text(video.map { "\($0)" }),
            .integer(bytes.map { Int($0) }), .text(reason),
        ]
    }
}
