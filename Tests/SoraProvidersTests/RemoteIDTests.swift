import SoraProviders
import Testing

/// What a service may call a task.
///
/// It is never looked into, and goes percent-encoded into one segment.
struct RemoteIDTests {
    @Test(arguments: [
        "video_68d7512d", "a/b?c=d&e#f", "../../admin", "'; DROP TABLE task; --", "ünïcode-日本",
        "https://169.254.169.254/", "a b", String(repeating: "x", count: 512),
    ])
    func `any printable text of up to 512 bytes is an id`(id: String) {
        #expect(RemoteID.problem(with: id) == nil)
    }

    @Test(arguments: [
        ("", "is empty"), (".", "is a path"), ("..", "is a path"),
        (String(repeating: "x", count: 513), "is longer than 512 bytes"),
        (String(repeating: "é", count: 257), "is longer than 512 bytes"),
        ("a\nb", "has characters that cannot be printed"),
        ("a\u{0}", "has characters that cannot be printed"),
        ("\u{1B}]52;c;x\u{7}", "has characters that cannot be printed"),
        ("a\u{9B}2J", "has characters that cannot be printed"),
        ("a\u{202E}b", "has characters that cannot be printed"),
        ("a\u{2028}b", "has characters that cannot be printed"),
    ])
    func `anything else is none, and why is said`(id: String, problem: String) {
        #expect(RemoteID.problem(with: id) == problem)
    }
}
