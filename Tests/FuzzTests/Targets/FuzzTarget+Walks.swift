import SoraSystem

@testable import SoraMedia

/// The walks through media files; of which kind a file is, is not asked first.
extension FuzzTarget {
    static func walk(_ bytes: [UInt8]) throws {
        let file = try OpenFile(holding: bytes, name: "fuzz")
        let size = Int64(bytes.count)
        let files = FileSystem()
        let boxes = try BoxWalk(file, size: size, files: files)
        let tree = try BoxTree(file, size: size, files: files)
        let segment = try SegmentWalk(file, size: size, files: files)
        let elements = try ElementWalk(file, size: size, files: files)
        let problems =
            boxes.problems + boxes.remarks + tree.problems + segment.problems + elements.problems
        // The parent refuses what is longer, or no plain text.
        for problem in problems {
            try Finding.unless(AnswerCheck.isPlain(problem, limit: 400), "the words \(problem)")
        }
        try Finding.unless(problems.count <= 16, "\(problems.count) problems")
        for data in tree.data {
            try Finding.unless(
                data.lowerBound >= 0 && data.upperBound <= size, "data at \(data) of \(size)")
        }
        try Finding.unless(tree.samples.values.allSatisfy { $0 >= 0 }, "fewer than no samples")
    }
}
