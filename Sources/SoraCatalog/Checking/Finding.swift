package import SoraModel

/// Something that is not as it should be in a library.
package struct Finding: Hashable, Sendable {
    /// What kind of thing it is; the raw value is the word that scripts see.
    package enum Kind: String, Sendable, CaseIterable {
        /// The database's own structure is broken.
        case damaged
        /// A table, index or trigger is not as soralib made it.
        case schema
        /// A row points to one that is not there.
        case reference
        /// What is recorded of a task does not go together.
        case history
        /// A video is its own ancestor.
        case lineage
        /// The order of a collection is not one, or its query is none.
        case collection
        /// The full-text index has not what it should have.
        case search
        /// An original is not there.
        case missing
        /// An original is there although it was noted as missing.
        case returned
        /// An original has another size, or is no file.
        case size
        /// An original has other bytes than its name says.
        case content
        /// An original belongs to nothing in the catalogue.
        case orphan
        /// Among the originals lies what is none.
        case stray
        /// Others may read or change what is only the owner's, or an original can be changed.
        case rights
        /// A partial download belongs to no task, or an original was purged and is still there.
        case leftover
        /// An answer of a service belongs to no request that is open.
        case receipt
        /// A sidecar is not there, or does not say what the catalogue says.
        case sidecar
    }

    /// What mends a finding without a loss.
    package enum Repair: Hashable, Sendable {
        case note(FileState, video: Int64)
        case setMode(path: String, UInt32)
        case remove(path: String)
        case renumber(collection: Int64)
        case writeSidecar(original: String?)
        case rebuildSearch
        case finishPurges
    }

    /// The kind.
    package var kind: Kind
    /// What it is about: a handle, a table, or a path below the library.
    package var subject: String
    /// What is wrong, for people.
    package var message: String
    /// The command that mends it, if there is one.
    package var remedy: String?
    /// How it is mended without a loss, if it can be.
    package var repair: Repair?
    /// Whether that was done.
    package var isRepaired = false

    package init(
        _ kind: Kind, _ subject: String, _ message: String, remedy: String? = nil,
        repair: Repair? = nil
    ) {
        self.kind = kind
        self.subject = subject
        self.message = message
        self.remedy = remedy ?? (repair == nil ? nil : "soralib library check --repair")
        self.repair = repair
    }
}
