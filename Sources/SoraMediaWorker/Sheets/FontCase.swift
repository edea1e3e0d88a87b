import CText
import SoraSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The fonts that a sheet needs, in memory before this process may open nothing any more.
@safe final class FontCase {
    /// Why nothing can be written, for people.
    struct Missing: Error {
        let words: String
    }

    /// One font.
    @safe struct Font {
        let pointer: UnsafeMutablePointer<sora_font>
        let isColour: Bool
    }

    /// The functions of the libraries.
    let text: UnsafeMutablePointer<sora_text>
    private(set) var fonts: [Font] = []
    /// The places in `fonts` of those for text, in their order; those with pictures in colour go first for emoji.
    private(set) var regular: [Int] = []
    private(set) var bold: [Int] = []
    private(set) var colour: [Int] = []

    /// What is liked best for text; fontconfig goes on with what the machine has.
    private static let families = ["Inter", "Noto Sans", "Open Sans", "DejaVu Sans", "sans-serif"]
    /// The most fonts of each kind.
    private static let most: Int32 = 16

    /// Loads the libraries, and opens the fonts that show those letters.
    init(_ letters: [UInt32]) throws(Missing) {
        var missing = [CChar](repeating: 0, count: 200)
        var suffix = ""
        #if SORALIB_FAULTS
            if WorkerFault.isMute { suffix = ".absent" }
        #endif
        guard let text = unsafe sora_text_load(suffix, &missing, missing.count) else {
            let name = String(
                decoding: missing.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            throw Missing(
                words: "\(name) is missing, with which text is drawn: apt-get install "
                    + "libfontconfig1 libfreetype6 libharfbuzz0b libfribidi0 fonts-dejavu-core")
        }
        unsafe self.text = unsafe text
        let emoji = letters.filter { letter in
            letter > 0xFF && Unicode.Scalar(letter)?.properties.isEmoji == true
        }
        regular = open(Self.families, bold: false, colour: false, letters)
        bold = open(Self.families, bold: true, colour: false, letters)
        if !emoji.isEmpty { colour = open(["emoji"], bold: false, colour: true, emoji) }
        if bold.isEmpty { bold = regular }
        guard !regular.isEmpty else {
            throw Missing(
                words: "there is no font to write with: apt-get install fonts-dejavu-core")
        }
    }

    private func open(
        _ families: [String], bold: Bool, colour: Bool, _ letters: [UInt32]
    ) -> [Int] {
        var files = [sora_font_file](repeating: sora_font_file(), count: Int(Self.most))
        var names = unsafe families.map { unsafe UnsafePointer<CChar>(strdup($0)) } + [nil]
        defer {
            unsafe names.forEach { unsafe free(UnsafeMutablePointer(mutating: $0)) }
        }
        let count = unsafe sora_fonts_choose(
            text, &names, bold ? 1 : 0, colour ? 1 : 0, letters, Int32(letters.count), &files,
            Self.most)
        var places: [Int] = []
        for file in files.prefix(Int(count)) {
            var file = file
            let path = unsafe withUnsafeBytes(of: &file.path) {
                unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard let font = unsafe map(path, file.index) else { continue }
            places.append(fonts.count)
            unsafe fonts.append(Font(pointer: font, isColour: colour))
        }
        return places
    }

    /// A font of a file, whose bytes stay in the address space.
    private func map(_ path: String, _ index: Int32) -> UnsafeMutablePointer<sora_font>? {
        let files = FileSystem()
        guard let file = try? files.open(path, .read),
            let size = try? files.status(of: file).bytes, (1...(64 << 20)).contains(size),
            let bytes = unsafe mmap(nil, Int(size), PROT_READ, MAP_PRIVATE, file.descriptor, 0),
            unsafe bytes != MAP_FAILED
        else { return nil }
        let font = UnsafeMutablePointer<sora_font>.allocate(capacity: 1)
        unsafe font.initialize(to: sora_font())
        guard unsafe sora_font_open(text, bytes, Int(size), index, font) == 0 else {
            unsafe font.deallocate()
            return nil
        }
        return unsafe font
    }
}
