/// A bug that is planted on purpose, so that the tests can be seen to find it.
///
/// Each is a line in the program at the place where somebody might have made that mistake. There is
/// none in a release build.
package enum Canary: String, Sendable, CaseIterable {
    /// The request is sent, and only then is the intent committed.
    case requestBeforeIntent = "request-before-intent"
    /// That the first byte is about to leave is not recorded.
    case sendingUnrecorded = "sending-unrecorded"
    /// A killed sync's request whose fate is unknown is sent again.
    case unknownSentAgain = "unknown-sent-again"
    /// A receipt that a killed sync left is not read.
    case receiptIgnored = "receipt-ignored"
    /// The answer is read without being written down first.
    case answerUnwritten = "answer-unwritten"
    /// A server's error is taken for a proof that nothing was charged.
    case errorSentAgain = "error-sent-again"
    /// A request that charges is repeated when its connection breaks.
    case submitRepeated = "submit-repeated"
    /// A sync works although another one has the lock.
    case lockIgnored = "lock-ignored"
    /// A download that ended early is taken as whole.
    case shortTakenWhole = "short-taken-whole"
    /// A download is resumed at the file's size, whatever of it was synced.
    case resumedAtSize = "resumed-at-size"
    /// Where a part of a result begins is not checked.
    case rangeUnchecked = "range-unchecked"
    /// Status 416 is taken to mean that the file is whole.
    case rangeRefusalIsEnd = "range-refusal-is-end"
    /// Whatever has the declared length is a video.
    case pageTaken = "page-taken"
    /// The task succeeds before its file has its name.
    case succeededUnpromoted = "succeeded-unpromoted"
    /// The key goes along with a redirect to another origin.
    case keyRedirected = "key-redirected"
    /// The key is part of a message.
    case keyTold = "key-told"
    /// A download that failed orders the video once more.
    case orderedAgain = "ordered-again"
    /// A result that is not there is given up without asking.
    case expiredUnasked = "expired-unasked"
    /// The receipt of a settled request is left behind.
    case receiptLeft = "receipt-left"
    /// What a killed sync left lying about is not removed.
    case leftoversKept = "leftovers-kept"
    /// A failing disk is not told.
    case errorSwallowed = "error-swallowed"
}
