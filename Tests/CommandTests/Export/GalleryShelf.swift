import Foundation
import SoraTestSupport
import Testing

/// A library with a few clips of many kinds, and a folder that they are exported to.
struct GalleryShelf {
    /// A prompt that would run, were it not taken for text.
    static let hostile =
        #"</script><img src=x onerror="window.hit=1"> {{title}} <!--data--> \#u{2028} <b>fat</b>"#

    let workshop: Workshop
    var folder: String { workshop.folder.file("out") }
    var page: String { "file://\(folder)/index.html" }

    init() async throws {
        workshop = try await Workshop.withLibrary()
        let sample = try await MediaSamples.shared.path(named: "plain.mp4")
        let clip = Array(try Data(contentsOf: URL(fileURLWithPath: sample)))
        _ = try await workshop.addClip(clip, prompt: "a red fox in snow", title: "Fox", to: "reel")
        _ = try await workshop.addClip(Array("none".utf8), prompt: Self.hostile, to: "reel")
        try await workshop.damage(
            """
            UPDATE video SET duration = 2, video_duration = 2, frame_rate = 25, width = 320, height = 180,
                video_codec = 'h264', origin_model = 'sora-2', origin_provider = 'openai';
            INSERT INTO video (uid, title, operation, file_state, sha256, extension, bytes, verdict, duration,
                               video_duration, frame_rate, width, height, origin_model, origin_provider,
                               remixed_from, rating, created_at)
            SELECT column1, column2, column3, 'present', sha256, extension, bytes, column4, 2, 2,
                   24000 / 1001.0, 320, 180, column5, 'wisgate', column6, column7, column8
            FROM (VALUES ('u3', 'Fox at night', 'remix', 'verified', 'sora-2', 1, 5, 3000),
                         ('u4', 'Café in the rain', 'extend', 'mismatch', 'sora-2-pro', 3, 3, 4000),
                         ('u5', 'Harbour', 'remix', 'unchecked', 'sora-2-pro', 99, NULL, 5000)), video
            WHERE video.id = 1;
            UPDATE video SET reasons = '["its length is 2 s, asked for were 4 s"]' WHERE id = 4;
            INSERT INTO video_tag (video_id, tag) VALUES (1, 'fox'), (3, 'fox'), (3, 'night'), (4, 'city');
            INSERT INTO collection_video SELECT 1, id, id FROM video WHERE id > 2
            """)
    }

    /// Exports the collection with its gallery.
    func export(_ more: String...) async throws -> Child.Outcome {
        try await workshop.run(["export", "reel", folder, "--gallery"] + more)
    }
}
