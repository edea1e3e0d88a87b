import SoraHTTP
package import SoraModel

/// How one service is spoken to: the part of a profile that a task keeps for its whole life.
package struct WireProfile: Hashable, Sendable, Codable {
    /// One request that the service understands.
    package struct Operation: Hashable, Sendable, Codable {
        /// `GET`, `POST` or `DELETE`.
        package var method: String
        /// The path behind the base URL, with its version; `{id}` stands for a remote id.
        package var path: String
        /// How the body is written, or `nil` where there is none.
        package var encoding: Encoding?
        /// What the body says, in order.
        package var fields: [Field]
        /// The most seconds that a video may have in all that was gone on with, or `nil` for any.
        package var totalSeconds: Int?
        /// How often a video may be gone on with, or `nil` for any number of times.
        package var times: Int?

        private enum CodingKeys: String, CodingKey {
            case method, path, encoding, fields, times
            case totalSeconds = "total_seconds"
        }
    }

    /// How a body is written.
    package enum Encoding: String, Sendable, Codable, CaseIterable {
        case json
        case multipart
    }

    /// One field of a body.
    package struct Field: Hashable, Sendable, Codable {
        /// The name that the service knows it by.
        package var name: String
        /// What it holds.
        package var value: Parameter
        /// How it is written in JSON; in a form everything is text.
        package var type: ValueType
        /// The service's words for sizes, each with the sizes that it stands for, as `1280x720`; `nil`
        /// where a size is written as it is.
        package var words: [String: [String]]?
        /// The least and the most pixels of the shorter side that each of those words stands for; `nil`
        /// where it does not tell of the size.
        package var shortSides: [String: [Int]]?

        private enum CodingKeys: String, CodingKey {
            case name, value, type, words
            case shortSides = "short_sides"
        }

        /// The service's word for a size; `nil` where it has none.
        package func word(for size: String) -> String? {
            words?.first { $0.value.contains(size) }?.key
        }
    }

    /// A part of a request for a video.
    package enum Parameter: String, Sendable, Codable, CaseIterable {
        case prompt, model, seconds, size
        case aspectRatio = "aspect_ratio"
        case style, watermark, storyboard
        case isPrivate = "private"
        /// The service's name for the video to start from.
        case parent
    }

    /// How a value is written in JSON.
    package enum ValueType: String, Sendable, Codable, CaseIterable {
        case string, integer, boolean
        /// An object that names something of the service: `{"id": "…"}`.
        case reference
    }

    /// Where the result is.
    package enum Delivery: String, Sendable, Codable, CaseIterable {
        /// At the path of the operation `content`, below the API, with the key.
        case content
        /// At a URL that a poll names, without the key.
        case url
    }

    /// How reference images are sent.
    package struct Images: Hashable, Sendable, Codable {
        /// What the service takes: files, addresses, or either.
        package enum Form: String, Sendable, Codable, CaseIterable {
            case file, url
        }

        /// How an image's size has to go with the clip's.
        package enum SizeRule: String, Sendable, Codable, CaseIterable {
            /// The two are the same, or the service refuses.
            case equal
            /// The two may have to be the same.
            case unconfirmed
        }

        /// The name that the service knows them by.
        package var field: String
        /// What the service takes.
        package var takes: [Form]
        /// The most images of a request.
        package var atMost: Int
        /// How their size has to go with the clip's, where it has to.
        package var size: SizeRule?

        private enum CodingKeys: String, CodingKey {
            case field, takes, size
            case atMost = "at_most"
        }
    }

    /// How storyboards are sent.
    package struct Storyboards: Hashable, Sendable, Codable {
        /// Where the shots stand.
        package enum Form: String, Sendable, Codable, CaseIterable {
            /// In the prompt, as `Shot 1:`, `duration: 5sec` and `Scene: …`.
            case prompt
        }

        /// How the lengths of the shots have to go with the clip's.
        package enum SumRule: String, Sendable, Codable, CaseIterable {
            /// Together they are the clip's.
            case equal
            /// Together they may have to be the clip's.
            case unconfirmed
        }

        /// Where the shots stand.
        package var form: Form
        /// How their lengths have to go with the clip's.
        package var sum: SumRule
    }

    /// Asks for a video.
    package var create: Operation
    /// Asks for a video made from another one of the service, if it can.
    package var remix: Operation?
    /// Asks for another one of the service's videos with something changed in it, if it can.
    package var edit: Operation?
    /// Asks for another one of the service's videos to be gone on with, if it can.
    package var extend: Operation?
    /// Asks how a task is doing.
    package var retrieve: Operation
    /// Asks how a remix is doing, where that is another question.
    package var retrieveRemix: Operation?
    /// Asks which tasks there are, if it can.
    package var list: Operation?
    /// Removes a task and its result, if it can.
    package var delete: Operation?
    /// Fetches the result, if it is delivered so.
    package var content: Operation?
    /// How reference images are sent, if they can be.
    package var images: Images?
    /// How storyboards are sent, if they can be.
    package var storyboard: Storyboards?
    /// The service's own status words, in lower case, over the common ones.
    package var statuses: [String: CanonicalStatus]
    /// Where the result is.
    package var delivery: Delivery
    /// How long a result can be fetched where the service names no time, in seconds.
    package var lifetimeSeconds: Int
    /// The most bytes that a result may have, or `nil` where 4 GiB will do.
    package var resultBytes: Int?
    /// How long to wait between polls where the service names no time, in seconds.
    package var pollSeconds: Int
    /// Statuses beyond 425 and 429 that prove that a request was not accepted, such as 503.
    package var notAcceptedStatuses: [Int]

    /// The most bytes that a result may have.
    package var resultLimit: Int64 {
        resultBytes.map { Int64($0) } ?? HTTPLimits.download.bodyBytes
    }

    /// What the service is sent for an operation, or `nil` where it cannot do it.
    package func operation(for operation: TaskOperation) -> Operation? {
        switch operation {
        case .create: create
        case .remix: remix
        case .edit: edit
        case .extend: extend
        case .import, .frame: nil
        }
    }

    private enum CodingKeys: String, CodingKey {
        case create, remix, edit, extend, retrieve, list, delete, content, images, storyboard,
            statuses, delivery
        case retrieveRemix = "retrieve_remix"
        case lifetimeSeconds = "lifetime_seconds"
        case resultBytes = "result_bytes"
        case pollSeconds = "poll_seconds"
        case notAcceptedStatuses = "not_accepted_statuses"
    }
}
