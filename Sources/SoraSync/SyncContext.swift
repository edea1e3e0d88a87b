package import SoraCatalog
package import SoraHTTP
package import SoraMedia
import SoraModel
package import SoraProviders
import SoraSystem

/// What a sync works with; a test puts its own in the place of any.
package struct SyncContext: Sendable {
    /// The catalogue, opened for writing.
    package var catalog: Catalog
    /// Sends the requests.
    package var transport: any Transport
    /// Measures what was downloaded.
    package var prober: any MediaProbing
    /// Makes the frames that clips begin with; without it, no such clip is asked for.
    package var frames: (any FrameMaking)?
    /// The profiles that are known.
    package var profiles: ProfileLibrary
    /// Fetches the keys.
    package var keys: any KeyReader
    /// Is told what happens.
    package var observer: any SyncObserver
    /// Ends the run early when it is asked to.
    package var control: RunControl

    package init(
        catalog: Catalog, transport: any Transport, prober: any MediaProbing,
        frames: (any FrameMaking)? = nil, profiles: ProfileLibrary = ProfileLibrary(),
        keys: any KeyReader,
        observer: any SyncObserver, control: RunControl
    ) {
        self.catalog = catalog
        self.transport = transport
        self.prober = prober
        self.frames = frames
        self.profiles = profiles
        self.keys = keys
        self.observer = observer
        self.control = control
    }

    /// Time, randomness and files.
    var system: SystemContext { catalog.system }

    /// Whether a bug is planted, to see that it is found.
    func has(_ canary: Canary) -> Bool { system.has(canary) }

    /// Passes a named moment, at which a test may let the program die or fail.
    ///
    /// - Throws: `SoraError` where the test plans it.
    func reach(_ point: Failpoint) throws(SoraError) {
        do {
            try system.reach(point)
        } catch {
            throw error.forPeople
        }
    }
}
