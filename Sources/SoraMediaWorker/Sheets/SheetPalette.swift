import SoraMedia

/// The colours of a sheet.
struct SheetPalette {
    let page: Colour
    let ink: Colour
    let muted: Colour
    let line: Colour
    let well: Colour
    let stripe: Colour
    private let tones: [SheetPage.Tone: Colour]

    init(_ theme: SheetPage.Theme) {
        switch theme {
        case .light:
            page = Colour(0xFFFFFF)
            ink = Colour(0x15181D)
            muted = Colour(0x687078)
            line = Colour(0xDFE2E6)
            well = Colour(0xEEF0F2)
            stripe = Colour(0xE2E5E9)
            tones = [
                .good: Colour(0x1A8F4C), .neutral: Colour(0x7C8894), .warning: Colour(0xD98200),
                .bad: Colour(0xCF2E2A),
            ]
        case .dark:
            page = Colour(0x14161A)
            ink = Colour(0xF0F2F4)
            muted = Colour(0x9AA3AD)
            line = Colour(0x2C3138)
            well = Colour(0x202429)
            stripe = Colour(0x2A2F36)
            tones = [
                .good: Colour(0x43C97D), .neutral: Colour(0x8D99A6), .warning: Colour(0xF2A93B),
                .bad: Colour(0xFF6A61),
            ]
        }
    }

    func colour(_ tone: SheetPage.Tone) -> Colour { tones[tone] ?? muted }
}
