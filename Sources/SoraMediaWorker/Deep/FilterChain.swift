import CAVFilter
import CAVFormat

/// One chain of filters that frames are put through, for what the filters write on them.
@safe final class FilterChain {
    private let functions: UnsafeMutablePointer<sora_avfilter>
    private let graph: UnsafeMutablePointer<AVFilterGraph>
    private let source: UnsafeMutablePointer<AVFilterContext>
    private let sink: UnsafeMutablePointer<AVFilterContext>
    private let library: FilterLibrary
    private let result: UnsafeMutablePointer<AVFrame>?

    init(
        _ functions: UnsafeMutablePointer<sora_avfilter>,
        _ graph: UnsafeMutablePointer<AVFilterGraph>,
        _ source: UnsafeMutablePointer<AVFilterContext>,
        _ sink: UnsafeMutablePointer<AVFilterContext>, keeping library: FilterLibrary
    ) {
        unsafe self.functions = functions
        unsafe self.graph = graph
        unsafe self.source = source
        unsafe self.sink = sink
        self.library = library
        unsafe result = av_frame_alloc()
    }

    deinit {
        var result = unsafe self.result
        unsafe av_frame_free(&result)
        unsafe sora_avfilter_free(functions, graph)
    }

    /// Puts a frame through, or says with `nil` that no more come.
    ///
    /// - Parameters:
    ///   - frame: the frame, which stays the caller's.
    ///   - read: takes what the filters wrote, frame by frame: a name, and a number.
    func put(
        _ frame: UnsafeMutablePointer<AVFrame>?, _ read: (_ name: String, _ value: Double) -> Void
    ) {
        guard let result = unsafe result,
            unsafe sora_avfilter_push(functions, source, frame) >= 0
        else { return }
        while unsafe sora_avfilter_pull(functions, sink, result) >= 0 {
            var entry: UnsafeMutablePointer<AVDictionaryEntry>?
            while true {
                unsafe entry = av_dict_get(
                    result.pointee.metadata, "lavfi.", entry, AV_DICT_IGNORE_SUFFIX)
                guard let found = unsafe entry, let key = unsafe found.pointee.key,
                    let value = unsafe found.pointee.value
                else { break }
                if let number = unsafe Double(String(cString: value)) {
                    unsafe read(String(cString: key), number)
                }
            }
            unsafe av_frame_unref(result)
        }
    }
}
