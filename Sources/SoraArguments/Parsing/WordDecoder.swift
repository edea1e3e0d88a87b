/// Hands prepared values to the synthesized `init(from:)` of a command.
struct WordDecoder: Decoder {
    /// Boxed values by the path of their property.
    let values: [String: any Sendable]
    /// Collects the option groups that were decoded, the inner ones first.
    let groups = DecodedGroups()
    var path = ""

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    static let unsupported = DecodingError.dataCorrupted(
        .init(codingPath: [], debugDescription: Wording.notDeclared))

    /// The value of the property at the path.
    func value<Value: Sendable>() throws -> Value {
        guard let box = values[path] as? Box<Value> else { throw Self.unsupported }
        return box.value
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(Properties<Key>(decoder: self))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw Self.unsupported }

    func singleValueContainer() throws -> any SingleValueDecodingContainer {
        throw Self.unsupported
    }

    /// Option groups, found while they are decoded: finding them by reflection is slow at each start.
    final class DecodedGroups {
        var all: [any ParsableArguments] = []
    }

    /// The properties of one type; the generic `decode` serves the requirements for every type.
    private struct Properties<Key: CodingKey>: KeyedDecodingContainerProtocol {
        let decoder: WordDecoder
        var codingPath: [any CodingKey] { [] }
        var allKeys: [Key] { [] }

        func contains(_ key: Key) -> Bool { true }
        func decodeNil(forKey key: Key) -> Bool { false }

        func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
            var inner = decoder
            inner.path += (decoder.path.isEmpty ? "" : ".") + key.stringValue
            return try T(from: inner)
        }

        func nestedContainer<NestedKey: CodingKey>(
            keyedBy type: NestedKey.Type, forKey key: Key
        ) throws -> KeyedDecodingContainer<NestedKey> { throw WordDecoder.unsupported }

        func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
            throw WordDecoder.unsupported
        }

        func superDecoder() throws -> any Decoder { throw WordDecoder.unsupported }
        func superDecoder(forKey key: Key) throws -> any Decoder { throw WordDecoder.unsupported }
    }
}
