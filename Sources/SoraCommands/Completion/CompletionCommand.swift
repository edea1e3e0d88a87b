import SoraArguments
import SoraTerminal

/// The command `soralib completion SHELL`.
struct CompletionCommand: SoralibCommand {
    static let configuration = CommandConfiguration(
        commandName: "completion",
        abstract: "Prints the script that makes a shell complete soralib's command lines at Tab.",
        discussion: """
            Commands and options are completed, and what is in your library: handles with their titles, \
            collections, tags, providers, models, query words. `make install` and the Debian package put the \
            scripts where the shells look for them; else:

              # bash: in ~/.bashrc
              source <(soralib completion bash)

              # zsh: a folder of fpath, before compinit in ~/.zshrc
              soralib completion zsh > ~/.zfunc/_soralib

              # fish: once, where fish looks
              cd ~/.config/fish/completions
              soralib completion fish > soralib.fish
            """,
        examples: [
            CommandExample("soralib completion bash", "the script for bash"),
            CommandExample("soralib completion zsh"),
            CommandExample("soralib completion fish"),
        ],
        exitStatus: [
            CommandExitStatus(0, "printed"), CommandExitStatus(64, "no such shell is known"),
        ])

    @Argument(help: ArgumentHelp("The shell.", valueName: "SHELL"))
    var shell: CompletionShell

    func run(in context: CommandContext) async throws {
        try context.output.data.write(shell.script(for: SoralibProgram.name))
    }
}
