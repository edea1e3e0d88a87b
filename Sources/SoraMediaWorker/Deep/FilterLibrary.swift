import CAVFilter
import SoraMedia

/// libavfilter, once it is loaded; for good, as nothing unloads it.
@safe final class FilterLibrary {
    private let functions: UnsafeMutablePointer<sora_avfilter>

    /// Why it cannot be used.
    struct Missing: Error {
        let words: String
    }

    /// Loads it; before the process may open nothing any more.
    init() throws(Missing) {
        let functions = UnsafeMutablePointer<sora_avfilter>.allocate(capacity: 1)
        unsafe functions.initialize(to: sora_avfilter())
        if let objection = unsafe sora_avfilter_load(functions) {
            let words = unsafe String(cString: objection)
            unsafe functions.deallocate()
            throw Missing(words: "libavfilter, which decoding needs, cannot be loaded: \(words)")
        }
        unsafe self.functions = functions
    }

    deinit { unsafe functions.deallocate() }

    /// Its name and version.
    var component: WorkerGreeting.Component {
        let version = unsafe sora_avfilter_version(functions)
        return WorkerGreeting.Component(
            name: "libavfilter",
            version: "\(version >> 16).\(version >> 8 & 0xFF).\(version & 0xFF)")
    }

    /// A chain of filters with the source `in` and the sink `out`; `nil` when it cannot be made.
    func chain(_ description: String, source: String, sink: String) -> FilterChain? {
        guard let graph = unsafe sora_avfilter_graph(functions, description) else { return nil }
        guard let input = unsafe sora_avfilter_find(functions, graph, source),
            let output = unsafe sora_avfilter_find(functions, graph, sink)
        else {
            unsafe sora_avfilter_free(functions, graph)
            return nil
        }
        return unsafe FilterChain(functions, graph, input, output, keeping: self)
    }
}
