import SoraArguments
import SoraCommands
import Testing

@Suite struct `The declarations of the commands` {
    @Test func `are sound`() {
        #expect(CommandTree(SoralibProgram.self).problems() == [])
    }
}
