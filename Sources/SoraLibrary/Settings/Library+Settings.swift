package import SoraCatalog
import SoraModel

extension Library {
    /// What a setting is set to in this library; `nil` where it was not.
    package func setting(_ setting: Setting) throws -> String? {
        let value = try catalog.setting(setting)
        return value == setting.standard ? nil : value
    }

    /// Sets a setting.
    ///
    /// - Parameters:
    ///   - setting: the setting.
    ///   - value: its value; what it is without being set takes it out.
    /// - Throws: `SoraError` with code `invalid` for a value that it cannot have.
    package func set(_ setting: Setting, to value: String) throws {
        if value != setting.standard, let problem = setting.problem(with: value) {
            throw SoraError(.invalid, "\(setting.rawValue) \(problem)")
        }
        try catalog.set(setting, to: value)
    }
}
