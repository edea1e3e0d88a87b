import SoraProviders
import Testing

/// What is kept of answers.
struct RedactionTests {
    @Test(arguments: [
        (#"{"url":"https://h/p.mp4?sig=1&x=2"}"#, #"{"url":"https://h/p.mp4?REDACTED"}"#),
        (
            #"{"url":"https:\/\/h\/p?sig=1\u0026x=2","a":1}"#,
            #"{"url":"https:\/\/h\/p?REDACTED","a":1}"#
        ),
        ("see https://h/p?s=1 or ask?", "see https://h/p?REDACTED or ask?"),
        ("Authorization: Bearer abc.def", "Authorization: Bearer REDACTED"),
        (#""sk-proj-12345""#, #""sk-REDACTED""#),
        ("the task-1 and risk-2", "the task-1 and risk-2"),
        (#"{"m":"what? yes","u":"https://h/p"}"#, #"{"m":"what? yes","u":"https://h/p"}"#),
        ("https://h/?a=1,b=2)c", "https://h/?REDACTED"),
    ])
    func `signed queries and keys are hidden, the rest stays`(text: String, expected: String) {
        #expect(Redaction.body(Array(text.utf8)) == expected)
    }

    @Test func `a body is cut after 64 KiB at a whole letter`() {
        let body = Redaction.body(Array(String(repeating: "猫", count: 40_000).utf8))
        #expect(body.utf8.count == 65_535)
        #expect(!body.contains("\u{FFFD}"))
    }

    @Test func `a body that is not UTF-8 is repaired`() {
        #expect(Redaction.body([0x61, 0xFF, 0x62]) == "a\u{FFFD}b")
    }
}
