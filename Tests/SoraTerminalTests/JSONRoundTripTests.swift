import Foundation
import SoraTerminal
import Testing

@Test func `a JSON string reads back as it was`() throws {
    for text in hostileTexts() {
        let data = Data("[\(JSONEscaping.string(text))]".utf8)
        let read = try #require(JSONSerialization.jsonObject(with: data) as? [String])
        #expect(read.map { Array($0.unicodeScalars) } == [Array(text.unicodeScalars)])
    }
}
