package import SoraCatalog

extension Backup: ResultObject {
    package static let fieldNames = ["path", "created_at", "bytes"]

    package var values: [ResultValue] {
        [.text(path), .text(madeAt), .integer(Int(bytes))]
    }
}
