import SoraLibrary

/// A setting, what it is now, and why.
struct SettingValue: ResultObject {
    var setting: KnownSetting
    var value: String
    var source: SettingSource

    static let fieldNames = ["name", "value", "standard", "source", "environment", "meaning"]

    /// Those that a table shows.
    static let columns = ["name", "value", "source", "environment"]

    var values: [ResultValue] {
        [
            .text(setting.rawValue), .text(value), .truth(value == setting.standard),
            .text(source.rawValue), .text(setting.variable), .text(setting.meaning),
        ]
    }
}
