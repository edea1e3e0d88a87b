import Foundation

/// Makes samples when they are asked for, each once a run.
package actor MediaSamples {
    /// The samples that all tests of a run share.
    package static let shared = MediaSamples()

    private var folder: MediaFolder?

    /// The file of a sample.
    ///
    /// - Throws: `FFmpeg.Failure` when it cannot be made.
    package func path(of sample: MediaSample) throws -> String {
        let folder = try folder ?? MediaFolder()
        self.folder = folder
        let path = "\(folder.path)/\(sample.name)"
        if FileManager.default.fileExists(atPath: path) { return path }
        var arguments: [String] = []
        for word in sample.arguments.split(separator: " ") {
            guard word.hasPrefix("{"), word.hasSuffix("}") else {
                arguments.append(String(word))
                continue
            }
            let name = word.dropFirst().dropLast()
            guard let other = MediaSample.all.first(where: { $0.name == name }) else {
                throw FFmpeg.Failure(words: "there is no sample \(name)")
            }
            arguments.append(try self.path(of: other))
        }
        try FFmpeg.make(arguments + [path], in: folder.path)
        return path
    }

    /// The file of the sample with that name.
    package func path(named name: String) throws -> String {
        guard let sample = MediaSample.all.first(where: { $0.name == name }) else {
            throw FFmpeg.Failure(words: "there is no sample \(name)")
        }
        return try path(of: sample)
    }
}
