import Foundation

/// The programs of FFmpeg, which make and measure what the tests compare with.
package enum FFmpeg {
    /// Whether both programs are installed; tests that need them say so when they are not.
    package static let isInstalled = path(of: "ffmpeg") != nil && path(of: "ffprobe") != nil

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

    private static func path(of program: String) -> String? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
            .map { "\($0)/\(program)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    private static func run(
        _ program: String, _ arguments: [String], in folder: String
    ) throws -> Data {
        guard let path = path(of: program) else {
            throw Failure(words: "\(program) is not installed")
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(
                words: "\(program) \(arguments.joined(separator: " ")): status "
                    + "\(process.terminationStatus)")
        }
        return data
    }
}
