import Foundation

/// The programs of FFmpeg, which make and measure what the tests compare with.
package enum FFmpeg {
    /// Whether both programs are installed; tests that need them say so when they are not.
    package static let isInstalled =
        InstalledProgram.find("ffmpeg") != nil && InstalledProgram.find("ffprobe") != nil

    /// A program that failed, with its command line.
    package struct Failure: Error {
        package let words: String
    }

    /// Runs `ffmpeg` in a folder.
    package static func make(_ arguments: [String], in folder: String) throws {
        _ = try run("ffmpeg", ["-v", "error", "-nostdin", "-y"] + arguments, in: folder)
    }

    /// What `ffprobe` says of a file: its format and its streams.
    package static func measure(_ path: String) throws -> Measured {
        let output = try run(
            "ffprobe", ["-v", "error", "-show_format", "-show_streams", "-of", "json", path],
            in: "/")
        return try JSONDecoder().decode(Measured.self, from: output)
    }

    /// What `ffprobe` says of a file that may be damaged; `nil` where it refuses it.
    package static func measureIfReadable(_ path: String) async throws -> Measured? {
        guard let program = InstalledProgram.find("ffprobe") else {
            throw Failure(words: "ffprobe is not installed")
        }
        let words = ["-v", "error", "-show_format", "-show_streams", "-of", "json", path]
        let outcome = await (try Child(program, words)).end()
        guard outcome.status == 0 else { return nil }
        return try? JSONDecoder().decode(Measured.self, from: Data(outcome.output.utf8))
    }

    /// The part of `ffprobe`'s answer that soralib tells too.
    package struct Measured: Decodable, Sendable {
        package struct Format: Decodable, Sendable {
            package var format_name: String
            package var duration: String?
            package var bit_rate: String?
            package var size: String?
        }

        package struct Stream: Decodable, Sendable {
            package struct SideData: Decodable, Sendable {
                package var rotation: Int?
            }

            package var codec_type: String?
            package var codec_name: String?
            package var width: Int?
            package var height: Int?
            package var avg_frame_rate: String?
            package var disposition: [String: Int]?
            package var side_data_list: [SideData]?
        }

        package var format: Format
        package var streams: [Stream]
    }

    private static func run(
        _ program: String, _ arguments: [String], in folder: String
    ) throws -> Data {
        guard let path = InstalledProgram.find(program) else {
            throw Failure(words: "\(program) is not installed")
        }
        let outcome = try Child.run(path, arguments, current: folder)
        guard outcome.status == 0 else {
            throw Failure(
                words: "\(program) \(arguments.joined(separator: " ")): status \(outcome.status)")
        }
        return Data(outcome.output.utf8)
    }
}
