/// How a video came to be.
public enum TaskOperation: String, Sendable, Codable, CaseIterable {
    case create, `import`, remix, edit, extend, frame
}
