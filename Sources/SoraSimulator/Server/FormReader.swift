import CMicroHTTPD

/// Reads a `multipart/form-data` body piece by piece, by libmicrohttpd's post processor.
///
/// Only used by the one thread that serves its connection, under the lock of its `Exchange`.
@safe final class FormReader {
    private var processor: OpaquePointer?
    private let collected: Collected
    private var isMalformed = false

    private final class Collected {
        var parts: [FormPart] = []
    }

    /// Starts a reader, or gives nil when the request does not announce a form with a boundary.
    init?(_ connection: OpaquePointer?) {
        let type = unsafe MHD_lookup_connection_value(
            connection, .HEADER_KIND, "Content-Type")
        guard let type = unsafe type,
            unsafe String(cString: type).lowercased().hasPrefix("multipart/form-data")
        else { return nil }
        let collected = Collected()
        let context = unsafe Unmanaged.passUnretained(collected).toOpaque()
        guard
            let processor = unsafe MHD_create_post_processor(
                connection, 64 << 10, Self.collectPart, context)
        else { return nil }
        unsafe self.processor = unsafe processor
        self.collected = collected
    }

    deinit { end() }

    func read(_ piece: [UInt8]) {
        guard !isMalformed else { return }
        let result = unsafe piece.withUnsafeBytes {
            unsafe MHD_post_process(
                processor, $0.baseAddress?.assumingMemoryBound(to: CChar.self), $0.count)
        }
        if result != .YES { isMalformed = true }
    }

    /// The parts, or word that the form could not be read.
    func finish() -> HTTPRequestBody {
        end()
        if isMalformed || collected.parts.isEmpty { return .malformedForm }
        return .form(collected.parts)
    }

    /// Frees the processor, which also says whether the last boundary was seen.
    private func end() {
        guard let processor = unsafe processor else { return }
        if unsafe MHD_destroy_post_processor(processor) != .YES { isMalformed = true }
        unsafe self.processor = nil
    }

    /// Called for each piece of each part; a piece at offset 0 starts a part.
    private static let collectPart: MHD_PostDataIterator = {
        context, _, name, fileName, contentType, _, data, offset, size in
        guard let context = unsafe context, let name = unsafe name else { return .NO }
        let collected = unsafe Unmanaged<Collected>.fromOpaque(context).takeUnretainedValue()
        if offset == 0 {
            unsafe collected.parts.append(
                FormPart(
                    name: String(cString: name),
                    fileName: fileName.map { unsafe String(cString: $0) },
                    contentType: contentType.map { unsafe String(cString: $0) }, bytes: []))
        }
        guard let data = unsafe data, size > 0, !collected.parts.isEmpty else { return .YES }
        unsafe collected.parts[collected.parts.count - 1].bytes.append(
            contentsOf: UnsafeRawBufferPointer(start: data, count: size))
        return .YES
    }
}
