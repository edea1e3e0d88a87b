import SoraCatalog
import SoraModel

/// A setting of a library, and what it is now.
package struct SettingValue: ResultObject {
    /// The setting's name.
    package var name: String
    /// What it is.
    package var value: String
    /// Whether it is the one where nothing was set.
    package var isStandard: Bool

    package static let fieldNames = ["name", "value", "standard"]

    package var values: [ResultValue] { [.text(name), .text(value), .truth(isStandard)] }
}

extension Library {
    /// Every setting of this library.
    package func settings() throws -> [SettingValue] {
        try Setting.allCases.map { try value(of: $0) }
    }

    /// The setting of that name.
    ///
    /// - Throws: `SoraError` with code `not_found` when there is none.
    package func setting(named name: String) throws -> SettingValue {
        try value(of: Self.known(name))
    }

    /// Sets a setting.
    ///
    /// - Throws: `SoraError`: `not_found` when there is none of that name, `invalid` for a value that it has not.
    package func set(
        _ name: String, to value: String, isDryRun: Bool = false
    ) throws -> SettingValue {
        let setting = try Self.known(name)
        guard setting.values.contains(value) else {
            throw SoraError(
                .invalid,
                "\(name) is \(setting.values.joined(separator: " or ")), and not \(value)",
                hint: "soralib config set \(name) \(setting.standard)")
        }
        if !isDryRun { try catalog.set(setting, to: value) }
        return SettingValue(name: name, value: value, isStandard: value == setting.standard)
    }

    private func value(of setting: Setting) throws -> SettingValue {
        let value = try catalog.setting(setting)
        return SettingValue(
            name: setting.rawValue, value: value, isStandard: value == setting.standard)
    }

    private static func known(_ name: String) throws -> Setting {
        if let setting = Setting(rawValue: name) { return setting }
        let names = Setting.allCases.map(\.rawValue)
        let near = NearestNames.to(name, in: names).first.map { "; did you mean \($0)?" } ?? ""
        throw SoraError(
            .notFound, "there is no setting \(name)\(near)",
            hint: "`soralib config list` tells those that there are")
    }
}
