/// What a value of a setting comes from; the earlier counts where several give one.
package enum SettingSource: String, CaseIterable, Sendable {
    /// An option of this command line.
    case option
    /// A variable of the environment.
    case environment
    /// The folder that the command stands in, which tells the library.
    case folder
    /// The library.
    case library
    /// The person's own file.
    case user
    /// What it is where nothing sets it.
    case builtIn = "built_in"
}
