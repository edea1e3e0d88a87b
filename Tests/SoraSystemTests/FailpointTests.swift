import SoraModel
import SoraTestSupport
import Testing

@testable import SoraSystem

@Suite struct `A failpoint` {
    @Test func `fails at the time that is planned, once`() {
        let points = Failpoints("FP09:enospc@2")
        #expect(throws: Never.self) { try points.reach(.receiptUnsynced) }
        let error = #expect(throws: SystemError.self) { try points.reach(.receiptUnsynced) }
        #expect(error?.isFull == true)
        #expect(throws: Never.self) { try points.reach(.receiptUnsynced) }
    }

    @Test func `does nothing at another moment, or where nothing is planned`() {
        #expect(throws: Never.self) { try Failpoints("FP09:eio").reach(.receiptDurable) }
        #expect(throws: Never.self) { try Failpoints().reach(.receiptDurable) }
        #expect(throws: Never.self) { try Failpoints("FP09:burn,x").reach(.receiptUnsynced) }
    }

    @Test func `plants one bug, where it is told to`() {
        #expect(Failpoints(nil, canary: "lock-ignored").has(.lockIgnored))
        #expect(!Failpoints(nil, canary: "lock-ignored").has(.keyTold))
        #expect(!Failpoints(nil, canary: "nonsense").has(.keyTold))
        #expect(!Failpoints().has(.lockIgnored))
    }
}
