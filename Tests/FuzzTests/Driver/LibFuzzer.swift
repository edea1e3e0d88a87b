// Compiled by .ci/fuzz alone: libFuzzer's `main` calls these (https://llvm.org/docs/LibFuzzer.html).
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The target that the environment names.
private let target: FuzzTarget = {
    let name = unsafe getenv("SORALIB_FUZZ_TARGET").map { unsafe String(cString: $0) } ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
        let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: " ")
        fatalError("SORALIB_FUZZ_TARGET is one of: \(names)")
    }
    return target
}()

/// Feeds the target once; what it throws ends the program, so that libFuzzer keeps the input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let bytes = unsafe Array(UnsafeBufferPointer(start: data, count: count))
    do {
        try target.run(bytes)
    } catch {
        fatalError("\(target.rawValue): \(error)")
    }
    return 0
}
