import SoraModel
import SoraSystem
import SoraTestSupport
import Testing

struct `A helper program` {
    @Test func `is found beside the running program`() throws {
        #expect(try HelperLocator().path(of: "soralib-media").hasSuffix("/soralib-media"))
    }

    @Test func `is found in the first folder that has it as a program`() throws {
        let first = try MediaFolder()
        let second = try MediaFolder()
        _ = try second.script("helper", "exit 0")
        let locator = HelperLocator(folders: [first.path, second.path])
        #expect(try locator.path(of: "helper") == "\(second.path)/helper")
    }

    @Test func `is missed with the folders that were looked in`() {
        let locator = HelperLocator(folders: ["/nowhere/bin", "/nowhere/libexec/soralib"])
        #expect(
            throws: SoraError(
                .missingHelper,
                "soralib-media is missing: looked in /nowhere/bin and /nowhere/libexec/soralib",
                hint: "run `make build`, or reinstall soralib")
        ) {
            try locator.path(of: "soralib-media")
        }
    }
}
