import SoraCatalog
import SoraModel

extension ModelScore {
    /// The score as one JSON object.
    var json: String {
        let cost = costPerSecond.map {
            "{\"amount\":\"\($0.decimal)\",\"currency\":\(JSONText.string($0.currency))}"
        }
        return
            "{\"model\":\(JSONText.string(model)),\"delivered\":\(delivered),\"verified\":\(verified),"
            + "\"mismatch\":\(mismatch),\"corrupt\":\(corrupt),\"failed\":\(failed),\"expired\":\(expired),"
            + "\"median_wait\":\(medianWait.map { "\($0)" } ?? "null"),"
            + "\"cost_per_verified_second\":\(cost ?? "null")}"
    }
}
