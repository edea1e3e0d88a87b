import Foundation
import Glibc
import SoraTestSupport
import Synchronization
import Testing

/// A browser without a window, driven by Chrome's DevTools protocol.
///
/// Its messages end with NUL and go over two descriptors, so that no port is opened:
/// https://chromedevtools.github.io/devtools-protocol/
final class Browser: Sendable {
    /// The browser's file, or `nil` where none is installed.
    static let program =
        [
            "chromium-headless-shell", "chrome-headless-shell", "chromium", "chromium-browser",
            "google-chrome",
        ].lazy.compactMap(InstalledProgram.find).first

    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    private let child: Child
    private let commands: FileHandle
    private let folder: TemporaryFolder
    private let session = Mutex("")
    private let count = Mutex(0)

    /// Starts a browser with one page.
    init(width: Int = 1024, height: Int = 768) async throws {
        let program = try #require(Self.program)
        folder = try TemporaryFolder()
        let pipe = folder.file("commands")
        try #require(mkfifo(pipe, 0o600) == 0)
        // To read and to write: opening does not wait for the other end then.
        commands = try #require(FileHandle(forUpdatingAtPath: pipe))
        child = try Child(
            "/bin/sh",
            [
                "-c", "exec \"$0\" \"$@\" 3<commands 4>&1 >/dev/null", program,
                "--remote-debugging-pipe", "--headless", "--no-sandbox", "--no-first-run",
                "--disable-gpu", "--mute-audio", "--autoplay-policy=no-user-gesture-required",
                "--user-data-dir=\(folder.file("profile"))",
            ],
            environment: [
                "PATH": "/usr/bin:/bin", "HOME": folder.path, "LC_ALL": "C.UTF-8", "TZ": "UTC",
            ], current: folder.path, limit: 300)
        let target = try await call("Target.createTarget", #"{"url":"about:blank"}"#)
        let page = try await call(
            "Target.attachToTarget",
            #"{"targetId":"\#(target["targetId"]?.string ?? "")","flatten":true}"#)
        session.withLock { $0 = page["sessionId"]?.string ?? "" }
        for domain in ["Page", "Runtime", "Network", "Log"] {
            _ = try await call("\(domain).enable")
        }
        _ = try await call(
            "Emulation.setDeviceMetricsOverride",
            #"{"width":\#(width),"height":\#(height),"deviceScaleFactor":1,"mobile":false}"#)
    }

    /// Sends a command and waits for what comes of it.
    @discardableResult
    func call(_ method: String, _ parameters: String = "{}") async throws -> OrderedJSON {
        let number = count.withLock { count in
            count += 1
            return count
        }
        let session = session.withLock { $0 }
        let at = session.isEmpty ? "" : #","sessionId":"\#(session)""#
        try commands.write(
            contentsOf: Data(
                (#"{"id":\#(number),"method":"\#(method)","params":\#(parameters)\#(at)}"# + "\0")
                    .utf8))
        for _ in 0..<6_000 {
            if let answer = messages().first(where: { $0.hasPrefix("{\"id\":\(number),") }) {
                guard let json = OrderedJSON(answer), let result = json["result"] else {
                    throw Failure(description: "\(method): \(answer.prefix(500))")
                }
                return result
            }
            if child.hasEnded { break }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw Failure(description: "\(method): no answer. \(child.written("errors").suffix(500))")
    }

    /// What an expression is on the page; a promise is waited for.
    @discardableResult
    func value(_ expression: String) async throws -> OrderedJSON? {
        let text = try String(decoding: JSONEncoder().encode(expression), as: UTF8.self)
        let result = try await call(
            "Runtime.evaluate",
            #"{"expression":\#(text),"awaitPromise":true,"returnByValue":true,"userGesture":true}"#)
        if let exception = result["exceptionDetails"] {
            throw Failure(
                description: exception["exception"]?["description"]?.string ?? "\(exception)")
        }
        return result["result"]?["value"]
    }

    /// The text of what a selector finds first.
    func text(_ selector: String) async throws -> String? {
        try await value("document.querySelector('\(selector)')?.innerText")?.string
    }

    /// Opens a page and waits until its script has run.
    func open(_ address: String) async throws {
        try await call("Page.navigate", #"{"url":"about:blank"}"#)
        try await call("Page.navigate", #"{"url":"\#(address)"}"#)
        try await until("document.documentElement?.dataset.ready")
    }

    /// Waits until an expression holds on the page.
    func until(_ expression: String) async throws {
        for _ in 0..<1_200 {
            if try await value("Boolean(\(expression))") == .bool(true) { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw Failure(description: "it did not come about: \(expression)")
    }

    /// Presses a key as a person does.
    func press(_ key: String) async throws {
        let codes = [
            "Enter": 13, "Escape": 27, "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39,
            "ArrowDown": 40, "Home": 36, "End": 35,
        ]
        let text = key == "Enter" ? "\\r" : key.count == 1 ? key : ""
        let typed = text.isEmpty ? "" : #","text":"\#(text)""#
        let code = codes[key] ?? 0
        for type in ["keyDown", "keyUp"] {
            try await call(
                "Input.dispatchKeyEvent",
                #"{"type":"\#(type)","key":"\#(key)","windowsVirtualKeyCode":\#(code)"#
                    + "\(type == "keyDown" ? typed : "")}")
        }
    }

    /// The addresses that were asked for so far.
    var requests: [String] {
        messages().filter { $0.contains("\"Network.requestWillBeSent\"") }
            .compactMap { OrderedJSON($0)?["params"]?["request"]?["url"]?.string }
    }

    /// What went wrong on pages so far: exceptions, and what the browser refused.
    var complaints: [String] {
        messages().filter {
            $0.contains("\"Runtime.exceptionThrown\"") || $0.contains("\"Log.entryAdded\"")
        }
    }

    /// The whole messages that came.
    private func messages() -> [String] {
        child.written().split(separator: "\0", omittingEmptySubsequences: false).dropLast()
            .map(String.init)
    }
}
