package import SoraCatalog
import SoraModel

extension CatalogStatistics {
    /// The object `stats`.
    package var json: String {
        func list(_ groups: [Group], _ name: String) -> String {
            let objects = groups.map { group in
                let value = group.name.map(JSONText.string) ?? "null"
                return "{\"\(name)\":\(value),\(group.amount.members)}"
            }
            return "[\(objects.joined(separator: ","))]"
        }
        let costs = costs.map { cost in
            "{\"currency\":\(JSONText.string(cost.sum.currency)),"
                + "\"amount\":\"\(cost.sum.decimal)\",\"micros\":\(cost.sum.micros),"
                + "\"tasks\":\(cost.tasks),\"estimated\":\(cost.estimated)}"
        }
        return "{\(shown.members),\"trash\":{\(trash.members)},"
            + "\"tasks\":\(tasks),\"prompts\":\(prompts),\"images\":\(images),"
            + "\"providers\":\(list(providers, "provider")),"
            + "\"models\":\(list(models, "model")),\"verdicts\":\(list(verdicts, "verdict")),"
            + "\"months\":\(list(months, "month")),\"costs\":[\(costs.joined(separator: ","))]}"
    }
}

extension CatalogStatistics.Amount {
    /// Sums of measured lengths are told to the millisecond: the rest is noise of adding.
    fileprivate var members: String {
        "\"videos\":\(videos),\"seconds\":\((seconds * 1000).rounded() / 1000),\"bytes\":\(bytes)"
    }
}
