import SoraModel

/// What a schedule starts: this program, for one library.
struct ScheduledSync: Hashable, Sendable {
    /// The file of the program.
    let program: String
    /// The library's folder.
    let library: String
    /// The library's uid, which names what is installed for it.
    let uid: String

    /// - Throws: `SoraError` where units and crontabs cannot name the folder or the program.
    init(program: String, library: String, uid: String) throws(SoraError) {
        for path in [program, library] {
            guard !path.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F })
            else {
                throw SoraError(
                    .invalid,
                    "the path \(JSONText.string(path)) has a character that no schedule "
                        + "can name", hint: "give the folder another name")
            }
        }
        self.program = program
        self.library = library
        self.uid = uid
    }
}
