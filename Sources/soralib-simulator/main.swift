import SoraSimulator

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

exit(await SimulatorProgram.run(Array(CommandLine.arguments.dropFirst())))
