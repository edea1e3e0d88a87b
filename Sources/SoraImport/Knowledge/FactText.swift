/// Texts of strangers, made fit to be kept.
enum FactText {
    /// One line without controls, marks that turn the direction of text, or spaces at its ends.
    static func line(_ text: String, longest: Int) -> String {
        var result = ""
        var count = 0
        var hasSpace = false
        for scalar in text.unicodeScalars {
            guard count < longest else { break }
            if scalar.properties.isWhitespace || scalar.properties.generalCategory == .control {
                hasSpace = !result.isEmpty
                continue
            }
            switch scalar.properties.generalCategory {
            // What joins letters and emoji is part of writing.
            case .format where ["\u{200C}", "\u{200D}"].contains(scalar): break
            case .format where (0xE0020...0xE007F).contains(scalar.value): break
            case .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: continue
            default: break
            }
            if hasSpace {
                guard count + 1 < longest else { break }
                result += " "
                count += 1
                hasSpace = false
            }
            result.unicodeScalars.append(scalar)
            count += 1
        }
        return result
    }

    /// Text of several lines, without other controls.
    static func block(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars
        where scalar.properties.generalCategory != .control || ["\n", "\r", "\t"].contains(scalar) {
            result.unicodeScalars.append(scalar)
        }
        return result
    }
}
